package jenomics.bench;

import java.util.List;
import java.util.Locale;
import jenomics.learn.Interval;

/** How names, counts and intervals read in sentences. */
final class Words {
    private Words() {}

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
