package jenomics.learn;

import java.util.Arrays;
import java.util.Locale;

/**
 * A number and how far chance in the choice of the test samples may have moved it.
 *
 * @param value computed from all samples
 * @param low lower end of the bootstrap percentile interval
 * @param high its upper end
 */
public record Interval(double value, double low, double high) {
    private static final double LEAST_PLAIN = 5e-4;

    /**
     * From values in resamples; those that are undefined (NaN) are passed over.
     *
     * @param level the part of the resamples inside, for example 0.95
     */
    static Interval of(double value, double[] resampled, double level) {
        double[] sorted =
                Arrays.stream(resampled).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return new Interval(value, Quantile.of(sorted, (1 - level) / 2), Quantile.of(sorted, (1 + level) / 2));
    }

    /** {@code 0.931 [0.912, 0.948]}. */
    @Override
    public String toString() {
        return beside(value) + " [" + beside(low) + ", " + beside(high) + "]";
    }

    /** Next to a wide interval a tiny number is none: {@code 0.000 [-0.053, 0.054]}. */
    private String beside(double x) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        return size >= LEAST_PLAIN && Math.abs(x) < LEAST_PLAIN ? "0.000" : number(x);
    }

    /** A number as results show it: three decimals, or three digits and an exponent where those would say little. */
    public static String number(double x) {
        double size = Math.abs(x);
        String text = String.format(Locale.ROOT, size >= 1e5 || size > 0 && size < LEAST_PLAIN ? "%.2e" : "%.3f", x);
        return text.equals("-0.000") ? "0.000" : text;
    }
}
