package jenomics.learn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.provenance.Spelling;

/** How names and counts are listed in sentences. */
final class Phrases {
    private static final int LISTED = 8;

    private Phrases() {}

    /** {@code 4,000}. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@code 1 sample}, {@code 4,000 samples}. */
    static String count(long n, String unit) {
        return count(n) + " " + unit + (n == 1 ? "" : "s");
    }

    /** {@code 'a', 'b' and 12 more}; {@code none} if there are none. */
    static String quoted(Collection<String> names) {
        return listed(names.stream().map(n -> "'" + n + "'").toList(), LISTED);
    }

    /** The first three of them: {@code 'a', 'b', 'c' and 12 more}. */
    static String firstThree(Collection<String> names) {
        return listed(names.stream().map(n -> "'" + n + "'").toList(), 3);
    }

    /** {@code 'yes' (20), 'no' (180)}. */
    static String counted(Map<String, ? extends Number> counts) {
        var parts = new ArrayList<String>();
        counts.forEach((name, n) -> parts.add("'" + name + "' (" + count(n.longValue()) + ")"));
        return listed(parts, LISTED);
    }

    private static String listed(List<String> parts, int most) {
        if (parts.isEmpty()) {
            return "none";
        }
        int shown = parts.size() <= most + 1 ? parts.size() : most;
        String head = parts.stream().limit(shown).collect(Collectors.joining(", "));
        return shown == parts.size() ? head : head + " and " + count(parts.size() - shown) + " more";
    }

    /** {@code  Did you mean 'promoter'?}, with the space before it; nothing if no name is near. */
    static String didYouMean(String wanted, Collection<String> names) {
        return Spelling.nearest(wanted, names)
                .map(name -> " Did you mean '" + name + "'?")
                .orElse("");
    }
}
