package jenomics.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jenomics.learn.Interval;

/** How names, counts and intervals read in sentences. */
final class Words {
    private static final int LISTED = 8;

    private Words() {}

    /** {@code 1 sample}, {@code 4,000 samples}. */
    static String count(long n, String unit) {
        return String.format(Locale.ROOT, "%,d %s%s", n, unit, n == 1 ? "" : "s");
    }

    /** {@code 'a', 'b' and 12 more}. */
    static String quoted(Collection<String> names) {
        String shown = names.stream().limit(LISTED).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
        return names.size() > LISTED ? shown + " and " + (names.size() - LISTED) + " more" : shown;
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String and(List<String> names) {
        int n = names.size();
        return n < 2 ? String.join("", names) : String.join(", ", names.subList(0, n - 1)) + " and " + names.get(n - 1);
    }

    /** {@code 0.004 [-0.030, 0.040]}; the value alone where there is no interval. */
    static String interval(Interval interval) {
        return Double.isNaN(interval.low()) ? Interval.number(interval.value()) : interval.toString();
    }

    /** {@code 0.4 s}, {@code 12 s}, {@code 3.5 min}. */
    static String seconds(double seconds) {
        return seconds < 10
                ? String.format(Locale.ROOT, "%.2f s", seconds)
                : seconds < 100
                        ? String.format(Locale.ROOT, "%.0f s", seconds)
                        : String.format(Locale.ROOT, "%.1f min", seconds / 60);
    }
}
