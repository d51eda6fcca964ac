package jenomics.provenance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How counts, names and shares are said in sentences, the same way everywhere. */
public final class Phrases {
    private static final int LISTED = 8;

    private Phrases() {}

    /** {@code 4,000}. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@code 1 sample}, {@code 4,000 samples}. */
    public static String count(long n, String unit) {
        return count(n) + " " + unit + (n == 1 ? "" : "s");
    }

    /** {@code 'a', 'b' and 12 more}, eight of them; {@code none} if there are none. */
    public static String quoted(Collection<String> names) {
        return quoted(names, LISTED);
    }

    /** So many of them; one more where that spares the "and 1 more". */
    public static String quoted(Collection<String> names, int most) {
        return listed(inQuotes(names), most, most + 1);
    }

    private static List<String> inQuotes(Collection<String> names) {
        return names.stream().map(n -> "'" + n + "'").toList();
    }

    /** The first three of them, and never more: {@code 'a', 'b', 'c' and 12 more}. */
    public static String firstThree(Collection<String> names) {
        return listed(inQuotes(names), 3, 3);
    }

    /** {@code 'yes' (20), 'no' (180)}. */
    public static String counted(Map<String, ? extends Number> counts) {
        var parts = new ArrayList<String>();
        counts.forEach((name, n) -> parts.add("'" + name + "' (" + count(n.longValue()) + ")"));
        return listed(parts, LISTED, LISTED + 1);
    }

    /** All of them if there are no more than so many, else the first ones. */
    private static String listed(List<String> parts, int first, int all) {
        if (parts.isEmpty()) {
            return "none";
        }
        int shown = parts.size() <= all ? parts.size() : first;
        String head = parts.stream().limit(shown).collect(Collectors.joining(", "));
        return shown == parts.size() ? head : head + " and " + count(parts.size() - shown) + " more";
    }

    /** {@code  Did you mean 'promoter'?}, with the space before it; nothing if no name is near. */
    public static String didYouMean(String wanted, Collection<String> names) {
        return Spelling.nearest(wanted, names)
                .map(name -> " Did you mean '" + name + "'?")
                .orElse("");
    }

    /** {@code 12.5 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** {@code 0 %}, {@code 0.03 %}, {@code 12.5 %}. */
    public static String percent(long part, long whole) {
        if (part == 0 || whole == 0) {
            return "0 %";
        }
        double share = 100.0 * part / whole;
        return String.format(Locale.ROOT, share < 1 ? "%.2g %%" : "%.1f %%", share);
    }

    /** Three decimals, or as many digits where that says nothing: {@code 0.931}, {@code 2.10e-05}. */
    public static String number(double x) {
        double size = Math.abs(x);
        return String.format(Locale.ROOT, size >= 1e5 || size > 0 && size < 5e-4 ? "%.2e" : "%.3f", x);
    }

    /** A measured value in few digits: {@code 0.0123}, {@code 7.40}, {@code 12,340}; nothing where it is missing. */
    public static String value(double value) {
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
