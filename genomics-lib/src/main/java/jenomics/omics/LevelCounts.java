package jenomics.omics;

import java.util.ArrayList;
import java.util.Map;
import jenomics.provenance.Phrases;

/** How many samples have each level, in words. */
final class LevelCounts {
    private static final int LISTED = 8;

    private LevelCounts() {}

    /** {@code 45 Basal, 30 Her2, 75 LumA}; long lists lose their end, and say so. */
    static String text(Map<String, Integer> counts) {
        var parts = new ArrayList<String>();
        counts.forEach((level, n) -> parts.add(Phrases.count(n) + " " + level));
        return parts.size() <= LISTED + 1
                ? String.join(", ", parts)
                : String.join(", ", parts.subList(0, LISTED)) + " and " + (parts.size() - LISTED) + " more levels";
    }
}
