package jenomics.fusion;

import java.util.Arrays;

/**
 * What was learned of the features of a layer: where they lie and how far they spread. Missing values are passed over.
 *
 * @param mean of each feature; 0 where it has no value at all
 * @param deviation its standard deviation (n - 1); 1 where it is constant
 * @param factor what the scaled value is multiplied with
 */
record Scaling(double[] mean, double[] deviation, double factor) {
    /** A deviation below this share of the mean is the rounding error of a float. */
    private static final double ROUNDING = 1e-6;

    /** @param unit whether features are divided by their deviation */
    static Scaling of(double[][] values, boolean unit) {
        int width = values[0].length;
        double[] mean = new double[width];
        double[] deviation = new double[width];
        for (int f = 0; f < width; f++) {
            mean[f] = mean(values, f);
            double found = deviation(values, f, mean[f]);
            deviation[f] = !unit || found <= ROUNDING * Math.abs(mean[f]) ? 1 : found;
        }
        return new Scaling(mean, deviation, 1);
    }

    private static double mean(double[][] values, int f) {
        return Arrays.stream(values)
                .mapToDouble(row -> row[f])
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(0);
    }

    /** 0 where fewer than two samples have a value. */
    static double deviation(double[][] values, int f, double mean) {
        double squares = 0;
        int count = 0;
        for (double[] row : values) {
            if (!Double.isNaN(row[f])) {
                squares += (row[f] - mean) * (row[f] - mean);
                count++;
            }
        }
        return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    }

    Scaling times(double by) {
        return new Scaling(mean, deviation, factor * by);
    }

    /** Centred and divided; NaN stays. */
    double[][] apply(double[][] values) {
        return Arrays.stream(values).map(this::apply).toArray(double[][]::new);
    }

    private double[] apply(double[] row) {
        double[] scaled = new double[row.length];
        for (int f = 0; f < row.length; f++) {
            scaled[f] = (row[f] - mean[f]) / deviation[f] * factor;
        }
        return scaled;
    }
}
