package jenomics.kernel.magic;

import java.util.Collection;
import java.util.Locale;

/** Which of the names that exist was meant. */
final class Spelling {
    private Spelling() {}

    /** Null if nothing is near: more than a third of the letters would have to change. */
    static String nearest(String meant, Collection<String> names) {
        String nearest = null;
        int best = Math.max(1, meant.length() / 3) + 1;
        for (String name : names) {
            int changes = changes(meant.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (changes < best) {
                best = changes;
                nearest = name;
            }
        }
        return nearest;
    }

    /** Letters to insert, to take away, to change or to swap with the next (optimal string alignment). */
    private static int changes(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + same, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
