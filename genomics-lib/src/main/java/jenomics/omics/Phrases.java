package jenomics.omics;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How names and counts are listed in sentences. */
final class Phrases {
    private static final int LISTED = 3;

    private Phrases() {}

    /** {@code 4,000}. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@code 1 sample}, {@code 4,000 samples}. */
    static String count(long n, String unit) {
        return count(n) + " " + unit + (n == 1 ? "" : "s");
    }

    /** {@code 'a', 'b', 'c' and 12 more}; {@code none} if there are none. */
    static String firstThree(Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = names.stream().limit(LISTED).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
        return names.size() <= LISTED ? first : first + " and " + count(names.size() - LISTED) + " more";
    }

    /** {@code 0 %}, {@code 0.03 %}, {@code 12.5 %}. */
    static String percent(long part, long whole) {
        if (part == 0 || whole == 0) {
            return "0 %";
        }
        double share = 100.0 * part / whole;
        return String.format(Locale.ROOT, share < 1 ? "%.2g %%" : "%.1f %%", share);
    }

    /** A measured value in few digits: {@code 0.0123}, {@code 7.4}, {@code 12,340}. */
    static String value(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        double size = Math.abs(value);
        String form = size >= 1e6 || size < 1e-3 ? "%.2e" : size >= 100 ? "%,.0f" : size >= 1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, form, value);
    }
}
