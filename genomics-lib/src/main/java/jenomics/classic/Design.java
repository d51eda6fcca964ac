package jenomics.classic;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Standardised features of some samples: mean 0 and variance 1 (of 1/n). Rows are shared by all folds and only shifted
 * as a whole; a feature's standardised column is made when it is first asked for.
 */
final class Design {
    private static final int BLOCK = 2048;

    private final double[][] rows;
    private final double[] mean;
    private final double[] deviation;
    private final double[][] columns;

    private Design(double[][] rows, double[] mean, double[] deviation) {
        this.rows = rows;
        this.mean = mean;
        this.deviation = deviation;
        this.columns = new double[mean.length][];
    }

    /** @param rows [samples][features], complete; kept, and not written to */
    static Design of(double[][] rows, boolean standardize) {
        double[] mean = new double[rows[0].length];
        double[] variance = new double[mean.length];
        for (double[] row : rows) {
            for (int f = 0; f < mean.length; f++) {
                mean[f] += row[f];
            }
        }
        for (int f = 0; f < mean.length; f++) {
            mean[f] /= rows.length;
        }
        for (double[] row : rows) {
            for (int f = 0; f < mean.length; f++) {
                double d = row[f] - mean[f];
                variance[f] += d * d;
            }
        }
        double[] deviation = new double[mean.length];
        for (int f = 0; f < mean.length; f++) {
            double found = Math.sqrt(variance[f] / rows.length);
            boolean constant = found <= 1e-9 * Math.abs(mean[f]) || found == 0;
            deviation[f] = constant ? Double.POSITIVE_INFINITY : standardize ? found : 1;
        }
        return new Design(rows, mean, deviation);
    }

    /** The mean of every feature. */
    static double[] means(float[][] x) { // [features]
        double[] mean = new double[x[0].length];
        for (float[] row : x) {
            for (int f = 0; f < mean.length; f++) {
                mean[f] += row[f];
            }
        }
        return Arrays.stream(mean).map(sum -> sum / x.length).toArray();
    }

    /** Values around these means, so that differences keep their digits. */
    static double[][] around(double[] mean, float[][] x) { // [samples, features]
        double[][] rows = new double[x.length][mean.length];
        for (int i = 0; i < rows.length; i++) {
            for (int f = 0; f < mean.length; f++) {
                rows[i][f] = x[i][f] - mean[f];
            }
        }
        return rows;
    }

    /** The standard deviation (of 1/n) of every feature; 0 where all samples are alike. */
    static double[] deviations(double[][] rows) { // [features]
        var deviation = of(rows, true).deviation;
        return Arrays.stream(deviation).map(d -> Double.isInfinite(d) ? 0 : d).toArray();
    }

    int samples() {
        return rows.length;
    }

    int features() {
        return mean.length;
    }

    double mean(int f) {
        return mean[f];
    }

    /** Infinite for a feature that is the same in all samples: its column is 0, and so is its coefficient. */
    double deviation(int f) {
        return deviation[f];
    }

    boolean varies(int f) {
        return deviation[f] < Double.POSITIVE_INFINITY;
    }

    /** The standardised values of a feature. */
    double[] column(int f) {
        if (columns[f] == null) {
            double[] column = new double[rows.length];
            for (int i = 0; i < column.length; i++) {
                column[i] = (rows[i][f] - mean[f]) / deviation[f];
            }
            columns[f] = column;
        }
        return columns[f];
    }

    /** All standardised values, one row per sample. */
    double[][] standardised() { // [samples, features]
        double[][] standardised = new double[rows.length][features()];
        for (int i = 0; i < rows.length; i++) {
            for (int f = 0; f < mean.length; f++) {
                standardised[i][f] = (rows[i][f] - mean[f]) / deviation[f];
            }
        }
        return standardised;
    }

    /** The product of every standardised feature with these weights of the samples. */
    double[] products(double[] weights) { // [features]
        return products(new double[][] {weights})[0];
    }

    /**
     * The same for several sets of weights at once. Goes by rows, as they lie in memory, a piece of each for all sets
     * while it is near.
     */
    double[][] products(double[][] weights) { // [sets, features]
        double[][] products = new double[weights.length][features()];
        int blocks = (features() + BLOCK - 1) / BLOCK;
        var range = IntStream.range(0, blocks);
        ((long) blocks * rows.length > 100 ? range.parallel() : range)
                .forEach(b -> products(weights, b * BLOCK, Math.min(features(), (b + 1) * BLOCK), products));
        return products;
    }

    private void products(double[][] weights, int from, int to, double[][] products) {
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < weights.length; k++) {
                addTimes(weights[k][i], rows[i], products[k], from, to);
            }
        }
        for (int k = 0; k < weights.length; k++) {
            double sum = Arrays.stream(weights[k]).sum();
            for (int f = from; f < to; f++) {
                products[k][f] = (products[k][f] - mean[f] * sum) / deviation[f];
            }
        }
    }

    private static void addTimes(double weight, double[] row, double[] to, int from, int end) {
        for (int f = from; f < end; f++) {
            to[f] += weight * row[f];
        }
    }

    /** Adds a multiple of a feature's standardised values. */
    void add(int f, double times, double[] to) {
        double[] column = column(f);
        for (int i = 0; i < to.length; i++) {
            to[i] += times * column[i];
        }
    }
}
