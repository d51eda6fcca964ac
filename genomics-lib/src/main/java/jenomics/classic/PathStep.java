package jenomics.classic;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The coefficients at one strength of a path, for features as they came.
 *
 * @param intercepts of each output
 * @param features those with a coefficient in any output, ascending
 * @param coefficients [outputs][features of this step]
 */
record PathStep(double[] intercepts, int[] features, double[][] coefficients) {

    /** The prediction of one output, before it becomes a probability. */
    double at(double[] row, int output) {
        double sum = intercepts[output];
        for (int k = 0; k < features.length; k++) {
            sum += coefficients[output][k] * row[features[k]];
        }
        return sum;
    }

    double at(float[] row, int output) {
        double sum = intercepts[output];
        for (int k = 0; k < features.length; k++) {
            sum += coefficients[output][k] * row[features[k]];
        }
        return sum;
    }

    /** All predictions: [outputs][samples]. */
    double[][] eta(double[][] rows) {
        double[][] eta = new double[intercepts.length][rows.length];
        for (int o = 0; o < eta.length; o++) {
            for (int i = 0; i < rows.length; i++) {
                eta[o][i] = at(rows[i], o);
            }
        }
        return eta;
    }

    /** One output's coefficient of every feature. */
    double[] dense(int output, int width) {
        double[] dense = new double[width];
        for (int k = 0; k < features.length; k++) {
            dense[features[k]] = coefficients[output][k];
        }
        return dense;
    }

    /** The same for features from which these means had been taken. */
    PathStep around(double[] mean) {
        double[] shifted = intercepts.clone();
        for (int o = 0; o < shifted.length; o++) {
            for (int k = 0; k < features.length; k++) {
                shifted[o] -= coefficients[o][k] * mean[features[k]];
            }
        }
        return new PathStep(shifted, features, coefficients);
    }

    /** A share of this and the rest of another. */
    PathStep mixed(double share, PathStep other, int width) {
        double[] both = new double[intercepts.length];
        double[][] dense = new double[both.length][];
        for (int o = 0; o < both.length; o++) {
            both[o] = share * intercepts[o] + (1 - share) * other.intercepts[o];
            double[] one = dense(o, width);
            double[] two = other.dense(o, width);
            dense[o] = new double[width];
            Arrays.setAll(dense[o], f -> share * one[f] + (1 - share) * two[f]);
        }
        return of(both, dense);
    }

    static PathStep of(double[] intercepts, double[][] dense) {
        int[] used = IntStream.range(0, dense[0].length)
                .filter(f -> Arrays.stream(dense).anyMatch(row -> row[f] != 0))
                .toArray();
        double[][] coefficients = Arrays.stream(dense)
                .map(row -> Arrays.stream(used).mapToDouble(f -> row[f]).toArray())
                .toArray(double[][]::new);
        return new PathStep(intercepts.clone(), used, coefficients);
    }
}
