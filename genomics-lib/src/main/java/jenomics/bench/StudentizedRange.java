package jenomics.bench;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The distribution of the range of k standard normal numbers: Tukey's studentized range of infinite freedom. */
final class StudentizedRange {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double STEP = 0.02;
    private static final double FAR = 9;

    private StudentizedRange() {}

    /** How often it is above q. The trapezoid rule is exact to rounding for such an integrand. */
    static double survival(double q, int k) {
        if (q <= 0) {
            return 1;
        }
        double below = 0;
        for (double z = -FAR; z <= FAR + q; z += STEP) {
            double within = NORMAL.cumulativeProbability(z) - NORMAL.cumulativeProbability(z - q);
            below += NORMAL.density(z) * Math.pow(within, k - 1);
        }
        return Math.max(0, 1 - k * below * STEP);
    }

    /** The q that is exceeded with this probability; by halving. */
    static double quantile(double p, int k) {
        double low = 0;
        double high = 20;
        while (high - low > 1e-12) {
            double middle = (low + high) / 2;
            if (survival(middle, k) > p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
