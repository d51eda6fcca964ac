package jenomics.omics.step;

import java.util.Comparator;
import java.util.stream.IntStream;
import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;

/**
 * Gives each sample the distribution of the training samples: its smallest value becomes the mean of their smallest, and so
 * on (Bolstad et al. 2003). That reference is kept for other samples. Of equal values the first is the smaller one. A
 * sample with missing values is stretched over the reference.
 */
public record QuantileNormalization() implements Step {

    @Override
    public String name() {
        return "quantile normalization";
    }

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        if (before == Scale.DOSAGE || before == Scale.PRESENCE) {
            Refusals.requireScale(name(), "measured values", layer, before, "Genotypes need none.");
        }
        return before == Scale.COUNTS ? Scale.EXPECTED_COUNTS : before;
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        double[][] rows = IntStream.range(0, layer.size())
                .filter(layer::measured)
                .mapToObj(s -> Rows.doubles(layer.row(s)))
                .toArray(double[][]::new);
        if (rows.length == 0) {
            throw Refusals.neverMeasured(name(), layer, layer.features());
        }
        double[] reference = reference(rows);
        return (other, samples) -> Rows.changed(other, (row, of, sample) -> change(row, reference));
    }

    /** The mean of the smallest values, of the next, and so on. */
    static double[] reference(double[][] rows) {
        double[] reference = new double[rows[0].length];
        for (double[] row : rows) {
            int[] order = order(row);
            for (int r = 0; r < reference.length; r++) {
                double at = reference.length < 2 ? 0 : (double) r * (order.length - 1) / (reference.length - 1);
                int below = (int) at;
                int above = Math.min(below + 1, order.length - 1);
                double value = row[order[below]] + (at - below) * (row[order[above]] - row[order[below]]);
                reference[r] += value;
            }
        }
        for (int r = 0; r < reference.length; r++) {
            reference[r] /= rows.length;
        }
        return reference;
    }

    static void change(double[] row, double[] reference) {
        int[] order = order(row);
        for (int r = 0; r < order.length; r++) {
            row[order[r]] = Rows.quantile(reference, order.length < 2 ? 0.5 : (double) r / (order.length - 1));
        }
    }

    /** The places of the values that are not missing, ascending. */
    private static int[] order(double[] row) {
        return IntStream.range(0, row.length)
                .filter(f -> !Double.isNaN(row[f]))
                .boxed()
                .sorted(Comparator.comparingDouble(f -> row[f]))
                .mapToInt(f -> f)
                .toArray();
    }
}
