package jenomics.classic;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How names and numbers are written in sentences. */
final class Phrases {
    private Phrases() {}

    /** {@code 4,000}. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@code 1 sample}, {@code 4,000 samples}. */
    static String count(long n, String unit) {
        return count(n) + " " + unit + (n == 1 ? "" : "s");
    }

    /** {@code 'a', 'b', 'c' and 12 more}. */
    static String quoted(Collection<String> names, int most) {
        String first = names.stream().limit(most).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
        return names.size() <= most ? first : first + " and " + count(names.size() - most) + " more";
    }

    /** In few digits: {@code 0.0123}, {@code 7.40}, {@code 1.2e-07}. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        double size = Math.abs(value);
        String form = size >= 1e6 || size < 1e-3 ? "%.2e" : size >= 100 ? "%,.1f" : size >= 1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, form, value);
    }
}
