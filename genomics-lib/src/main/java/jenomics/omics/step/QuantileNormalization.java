package jenomics.omics.step;

import java.util.Arrays;
import java.util.stream.IntStream;
import jenomics.learn.Quantile;
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
            double[] sorted = sorted(row);
            for (int r = 0; r < reference.length; r++) {
                reference[r] += Quantile.of(sorted, reference.length < 2 ? 0 : (double) r / (reference.length - 1));
            }
        }
        for (int r = 0; r < reference.length; r++) {
            reference[r] /= rows.length;
        }
        return reference;
    }

    static void change(double[] row, double[] reference) {
        double[] sorted = sorted(row);
        int[] taken = new int[sorted.length];
        for (int f = 0; f < row.length; f++) {
            if (!Double.isNaN(row[f])) {
                int first = firstPlace(sorted, row[f]);
                int rank = first + taken[first]++;
                row[f] = Quantile.of(reference, sorted.length < 2 ? 0.5 : (double) rank / (sorted.length - 1));
            }
        }
    }

    /** The values that are not missing, ascending. */
    private static double[] sorted(double[] row) {
        return Arrays.stream(row).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }

    /** Where the first of these values stands. */
    private static int firstPlace(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
