package jenomics.classic;

import java.util.Arrays;

/**
 * What brings features to mean 0 and standard deviation 1 (of 1/n).
 *
 * @param deviation infinite for a constant feature: whatever its value, it is 0 when scaled, and so is its coefficient
 */
record Scaling(double[] mean, double[] deviation) {

    static Scaling of(float[][] x) { // [samples, features]
        int features = x[0].length;
        double[] mean = new double[features];
        double[] deviation = new double[features];
        for (float[] row : x) {
            for (int h = 0; h < features; h++) {
                mean[h] += row[h] / x.length;
            }
        }
        for (float[] row : x) {
            for (int h = 0; h < features; h++) {
                deviation[h] += (row[h] - mean[h]) * (row[h] - mean[h]) / x.length;
            }
        }
        // Below the precision of a float a feature is constant; divided by its rounding error it would drown the rest.
        Arrays.setAll(deviation, h -> {
            double found = Math.sqrt(deviation[h]);
            return found <= 1e-6 * Math.abs(mean[h]) ? Double.POSITIVE_INFINITY : found;
        });
        return new Scaling(mean, deviation);
    }

    double[] row(float[] values) {
        double[] row = new double[values.length];
        for (int h = 0; h < row.length; h++) {
            row[h] = (values[h] - mean[h]) / deviation[h];
        }
        return row;
    }

    double[][] rows(float[][] x) { // [samples, features]
        return Arrays.stream(x).parallel().map(this::row).toArray(double[][]::new);
    }

    /** The constant that goes with coefficients of the features as they came, given the one of the standardised. */
    double intercept(double intercept, double[] coefficients) {
        double sum = intercept;
        for (int h = 0; h < coefficients.length; h++) {
            sum -= coefficients[h] * mean[h];
        }
        return sum;
    }
}
