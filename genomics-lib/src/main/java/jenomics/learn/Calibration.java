package jenomics.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import jenomics.plot.LineChart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * Whether probabilities mean what they say: in ten bins of equal width (0 to 0.1, above 0.1 to 0.2, ...) the mean
 * probability beside the share that is true. For several classes the probability of the likeliest class and how often it
 * is right.
 *
 * @param bins those that have samples
 */
public record Calibration(List<Bin> bins) implements Described {
    private static final int BINS = 10;

    /**
     * @param low probabilities above this (the first bin: from this)
     * @param high and at most this
     * @param samples how many
     * @param predicted their mean probability
     * @param observed the share of them for which it is true
     */
    public record Bin(double low, double high, int samples, double predicted, double observed) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /** @throws jenomics.provenance.GenomicsException if the two do not belong together, or the task has no classes */
    public static Calibration of(Predictions predictions, Targets targets) {
        Definedness.requireMatch(predictions, targets);
        var claims = Claims.of(predictions, targets);
        int[] once = new int[targets.size()];
        Arrays.fill(once, 1);
        return new Calibration(claims.bins(once));
    }

    /** What is claimed with which probability, and whether it is true. */
    record Claims(double[] probability, boolean[] right) {
        static Claims of(Predictions predictions, Targets targets) {
            var task = targets.task();
            double[] probability = new double[targets.size()];
            boolean[] right = new boolean[targets.size()];
            int[] truth = targets.classIndex();
            for (int i = 0; i < truth.length; i++) {
                double[] row = predictions.values()[i];
                int said = task.kind() == Task.Kind.BINARY ? 1 : likeliest(row);
                probability[i] = task.kind() == Task.Kind.BINARY ? row[0] : row[said];
                right[i] = truth[i] == said;
            }
            return new Claims(probability, right);
        }

        private static int likeliest(double[] row) {
            int best = 0;
            for (int c = 1; c < row.length; c++) {
                best = row[c] > row[best] ? c : best;
            }
            return best;
        }

        List<Bin> bins(int[] weights) {
            int[] count = new int[BINS];
            double[] predicted = new double[BINS];
            double[] observed = new double[BINS];
            for (int i = 0; i < weights.length; i++) {
                int b = bin(probability[i]);
                count[b] += weights[i];
                predicted[b] += weights[i] * probability[i];
                observed[b] += right[i] ? weights[i] : 0;
            }
            var bins = new ArrayList<Bin>();
            for (int b = 0; b < BINS; b++) {
                if (count[b] > 0) {
                    bins.add(new Bin(
                            (double) b / BINS,
                            (b + 1.0) / BINS,
                            count[b],
                            predicted[b] / count[b],
                            observed[b] / count[b]));
                }
            }
            return bins;
        }

        private static int bin(double probability) {
            int b = 0;
            while (b < BINS - 1 && probability > (b + 1.0) / BINS) {
                b++;
            }
            return b;
        }

        double error(int[] weights) {
            return new Calibration(bins(weights)).error();
        }
    }

    /** Expected calibration error: the mean distance over the samples. */
    public double error() {
        double sum = 0;
        int samples = 0;
        for (var bin : bins) {
            sum += bin.samples() * Math.abs(bin.predicted() - bin.observed());
            samples += bin.samples();
        }
        return sum / samples;
    }

    /** Maximum calibration error: the distance in the worst bin. */
    public double worst() {
        return bins.stream()
                .mapToDouble(bin -> Math.abs(bin.predicted() - bin.observed()))
                .max()
                .orElse(Double.NaN);
    }

    /** The bins as a line beside the diagonal on which they should lie. */
    public LineChart plot() {
        return addTo(chart("Calibration"), "observed");
    }

    /** An empty chart for calibrations, with the diagonal. */
    public static LineChart chart(String title) {
        double[] ends = {0, 1};
        return LineChart.of(title)
                .x("predicted probability")
                .y("share that is true")
                .xRange(0, 1)
                .yRange(0, 1)
                .size(520, 460)
                .dashed("calibrated", ends, ends);
    }

    /** The chart with this calibration as one more line. */
    public LineChart addTo(LineChart chart, String name) {
        return chart.line(
                String.format(Locale.ROOT, "%s (ECE %.3f)", name, error()),
                bins.stream().mapToDouble(Bin::predicted).toArray(),
                bins.stream().mapToDouble(Bin::observed).toArray());
    }

    @Override
    public Description describe() {
        var rows = bins.stream()
                .map(bin -> List.of(
                        Interval.number(bin.low()) + " to " + Interval.number(bin.high()),
                        Phrases.count(bin.samples()),
                        Interval.number(bin.predicted()),
                        Interval.number(bin.observed())))
                .toList();
        return Description.of("calibration · expected error " + Interval.number(error()) + " · worst bin "
                        + Interval.number(worst()))
                .with("", List.of("probability", "samples", "predicted", "observed"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
