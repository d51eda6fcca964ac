package jenomics.fusion.network;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How names, counts and numbers are written in sentences. */
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

    /** {@code 12.5 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Three decimals, or as many digits where that says nothing: {@code 0.931}, {@code 2.10e-05}. */
    static String number(double x) {
        double size = Math.abs(x);
        return String.format(Locale.ROOT, size >= 1e5 || size > 0 && size < 5e-4 ? "%.2e" : "%.3f", x);
    }
}
