package jenomics.classic;

import java.util.Arrays;

/** The constant that all classes' coefficients of one feature are best shifted by: the likelihood does not notice. */
final class PenaltyCentre {
    private PenaltyCentre() {}

    /**
     * The c with the least sum of alpha |b - c| + (1 - alpha) (b - c)² / 2: the mean for ridge, a median for the lasso
     * (the one nearest to 0).
     */
    static double of(double[] values, double alpha) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double best = 0;
        double least = penalty(sorted, 0, alpha);
        double mean = Arrays.stream(sorted).average().orElse(0);
        for (int below = 0; below <= sorted.length; below++) {
            // Between two neighbours the signs are known, and with them the only place where the slope is 0.
            int above = sorted.length - below;
            double inside = alpha < 1 ? mean + alpha / (1 - alpha) * (above - below) / sorted.length : 0;
            double low = below == 0 ? inside : sorted[below - 1];
            double high = above == 0 ? inside : sorted[below];
            for (double c : new double[] {Math.max(low, Math.min(high, inside)), low, high}) {
                double found = penalty(sorted, c, alpha);
                if (found < least - 1e-15 * Math.abs(least)) {
                    least = found;
                    best = c;
                }
            }
        }
        return best;
    }

    private static double penalty(double[] values, double c, double alpha) {
        double sum = 0;
        for (double b : values) {
            sum += alpha * Math.abs(b - c) + (1 - alpha) * (b - c) * (b - c) / 2;
        }
        return sum;
    }
}
