package jenomics.provenance;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Which of the names that exist was meant, for errors that show the way on. */
public final class Spelling {
    private Spelling() {}

    /** The name that takes the fewest changes, if at most a third of the letters; upper and lower case are one. */
    public static Optional<String> nearest(String meant, Collection<String> names) {
        String nearest = null;
        int best = Math.max(1, meant.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(meant.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * How many letters must be put in, taken out, changed, or swapped with the next one (optimal string alignment,
     * Damerau 1964).
     */
    public static int distance(String one, String other) {
        var d = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : cheapest(d, one, other, i, j);
            }
        }
        return d[one.length()][other.length()];
    }

    private static int cheapest(int[][] d, String one, String other, int i, int j) {
        int changed = d[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
