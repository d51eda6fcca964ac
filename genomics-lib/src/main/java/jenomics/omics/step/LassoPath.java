package jenomics.omics.step;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Least squares with an absolute penalty along falling penalties, by coordinate descent, for choosing features: one path for
 * each response, walked together. Features are standardised (1/n).
 */
final class LassoPath {
    private static final int STEPS = 100;
    private static final double LEAST = 1e-3;
    private static final double CONVERGED = 1e-7;
    private static final int MOST_ROUNDS = 1000;

    private final double[][] features; // [feature, sample]
    private final double[][] residuals; // [response, sample]
    private final double[][] coefficients; // [response, feature]

    /**
     * @param columns {@code [feature, sample]}, without missing values
     * @param responses {@code [response, sample]}
     */
    LassoPath(double[][] columns, double[][] responses) {
        features = Arrays.stream(columns).map(LassoPath::standardized).toArray(double[][]::new);
        residuals = Arrays.stream(responses).map(LassoPath::standardized).toArray(double[][]::new);
        coefficients = new double[responses.length][columns.length];
    }

    /** Mean 0 and variance 1; all 0 where there is nothing but one value. */
    private static double[] standardized(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double width = Math.sqrt(squares / values.length);
        boolean constant = width <= 1e-12 * Math.abs(mean) || width == 0;
        return Arrays.stream(values).map(v -> constant ? 0 : (v - mean) / width).toArray();
    }

    /** How much each feature weighs where the path first has this many of them, or at its end: the largest coefficient. */
    double[] weights(int wanted) {
        double highest = IntStream.range(0, features.length)
                .parallel()
                .mapToDouble(f -> Arrays.stream(residuals)
                        .mapToDouble(r -> Math.abs(dot(features[f], r)))
                        .max()
                        .orElse(0))
                .max()
                .orElse(0);
        for (int step = 1; step <= STEPS; step++) {
            double penalty = highest * Math.pow(LEAST, (double) step / STEPS);
            for (int r = 0; r < residuals.length; r++) {
                descend(r, penalty);
            }
            if (Arrays.stream(largest()).filter(w -> w > 0).count() >= wanted) {
                break;
            }
        }
        return largest();
    }

    private double[] largest() {
        double[] largest = new double[features.length];
        for (double[] of : coefficients) {
            for (int f = 0; f < largest.length; f++) {
                largest[f] = Math.max(largest[f], Math.abs(of[f]));
            }
        }
        return largest;
    }

    /** All features once, then those that are in until they rest, until all rest. */
    private void descend(int response, double penalty) {
        int[] all = IntStream.range(0, features.length).toArray();
        for (int round = 0; round < MOST_ROUNDS && sweep(response, penalty, all) > CONVERGED; round++) {
            int[] active = IntStream.of(all)
                    .filter(f -> coefficients[response][f] != 0)
                    .toArray();
            for (int inner = 0; inner < MOST_ROUNDS && sweep(response, penalty, active) > CONVERGED; inner++) {}
        }
    }

    /** The largest change. */
    private double sweep(int response, double penalty, int[] which) {
        double[] residual = residuals[response];
        double[] beta = coefficients[response];
        double largest = 0;
        for (int f : which) {
            double alone = dot(features[f], residual) + beta[f];
            double shrunk = Math.signum(alone) * Math.max(0, Math.abs(alone) - penalty);
            double change = shrunk - beta[f];
            if (change != 0) {
                for (int s = 0; s < residual.length; s++) {
                    residual[s] -= change * features[f][s];
                }
                beta[f] = shrunk;
                largest = Math.max(largest, Math.abs(change));
            }
        }
        return largest;
    }

    /** The mean of the products. */
    private static double dot(double[] a, double[] b) {
        return LeastSquares.dot(a, b) / a.length;
    }
}
