package jenomics.omics.step;

import java.util.stream.IntStream;
import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;

/**
 * Keeps the features that differ most between the classes of the training samples, by the F of an analysis of variance;
 * for a number that is to be predicted, by the F of a regression on it. Missing values are passed over.
 *
 * @param most how many
 */
public record AnovaFilter(int most) implements Step {

    public AnovaFilter {
        Choice.requireSome("ANOVA", most);
    }

    @Override
    public String name() {
        return "ANOVA F (" + most + ")";
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        var outcome = Outcome.of(name(), train);
        double[] scores = IntStream.range(0, layer.featureCount())
                .parallel()
                .mapToDouble(f -> score(Rows.doubles(layer.column(f)), outcome))
                .toArray();
        return Choice.highest(name(), layer, scores, most);
    }

    private static double score(double[] values, Outcome outcome) {
        return outcome.ofClasses()
                ? betweenClasses(values, outcome.classes(), outcome.count())
                : regression(values, outcome.numbers());
    }

    /** NaN where fewer than two classes are there, or no sample is left to vary. */
    static double betweenClasses(double[] values, int[] classes, int count) {
        double[] sums = new double[count];
        int[] sizes = new int[count];
        double total = 0;
        int n = 0;
        for (int s = 0; s < values.length; s++) {
            if (!Double.isNaN(values[s])) {
                sums[classes[s]] += values[s];
                sizes[classes[s]]++;
                total += values[s];
                n++;
            }
        }
        double between = 0;
        int groups = 0;
        for (int c = 0; c < count; c++) {
            if (sizes[c] > 0) {
                double away = sums[c] / sizes[c] - total / n;
                between += sizes[c] * away * away;
                groups++;
            }
        }
        double within = 0;
        for (int s = 0; s < values.length; s++) {
            double away = values[s] - sums[classes[s]] / sizes[classes[s]];
            within += Double.isNaN(away) ? 0 : away * away;
        }
        return groups < 2 || n <= groups ? Double.NaN : ratio(between / (groups - 1), within / (n - groups));
    }

    /** The square of the correlation as an F. */
    static double regression(double[] values, double[] numbers) {
        int[] known = IntStream.range(0, values.length)
                .filter(s -> !Double.isNaN(values[s]))
                .toArray();
        double meanX = IntStream.of(known).mapToDouble(s -> values[s]).average().orElse(Double.NaN);
        double meanY =
                IntStream.of(known).mapToDouble(s -> numbers[s]).average().orElse(Double.NaN);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int s : known) {
            xx += (values[s] - meanX) * (values[s] - meanX);
            yy += (numbers[s] - meanY) * (numbers[s] - meanY);
            xy += (values[s] - meanX) * (numbers[s] - meanY);
        }
        if (known.length < 3 || xx == 0 || yy == 0) {
            return Double.NaN;
        }
        double explained = xy * xy / xx;
        return ratio(explained, (yy - explained) / (known.length - 2));
    }

    private static double ratio(double above, double below) {
        return above == 0 ? 0 : above / below;
    }
}
