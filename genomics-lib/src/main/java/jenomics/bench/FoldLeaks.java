package jenomics.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.learn.Samples;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** Samples of the same content that stand on both sides of a fold: what is tested was learned from. */
final class FoldLeaks {
    private static final int NAMED = 3;

    private FoldLeaks() {}

    /**
     * @param allowed why they are accepted, or null: they are an error
     * @return how many pairs of samples are on both sides of some fold
     */
    static int check(Samples<?> samples, List<Fold> folds, String allowed) {
        var alike = alike(samples);
        var leaks = new ArrayList<int[]>();
        for (var pair : alike) {
            if (folds.stream().anyMatch(fold -> parts(fold, pair))) {
                leaks.add(pair);
            }
        }
        if (!leaks.isEmpty() && allowed == null) {
            throw refusal(samples, leaks);
        }
        return leaks.size();
    }

    private static List<int[]> alike(Samples<?> samples) {
        var byKey = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < samples.size(); i++) {
            byKey.computeIfAbsent(samples.contentKey(i), k -> new ArrayList<>(1))
                    .add(i);
        }
        var pairs = new ArrayList<int[]>();
        for (var same : byKey.values()) {
            for (int i = 0; i < same.size(); i++) {
                for (int j = i + 1; j < same.size(); j++) {
                    pairs.add(new int[] {same.get(i), same.get(j)});
                }
            }
        }
        return pairs;
    }

    private static boolean parts(Fold fold, int[] pair) {
        return holds(fold.train(), pair[0]) && holds(fold.test(), pair[1])
                || holds(fold.train(), pair[1]) && holds(fold.test(), pair[0]);
    }

    private static boolean holds(int[] ascending, int sample) {
        return java.util.Arrays.binarySearch(ascending, sample) >= 0;
    }

    private static GenomicsException refusal(Samples<?> samples, List<int[]> leaks) {
        var named = leaks.stream()
                .limit(NAMED)
                .map(p ->
                        "'" + samples.id(p[0]) + "' and '" + samples.id(p[1]) + "' are " + samples.likeness(p[0], p[1]))
                .toList();
        return new GenomicsException(
                "What is tested would be learned from: " + Phrases.count(leaks.size(), "pair") + " of duplicates "
                        + (leaks.size() == 1 ? "stands" : "stand") + " on both sides of a fold: "
                        + String.join("; ", named)
                        + (leaks.size() > NAMED ? "; and " + (leaks.size() - NAMED) + " more" : "")
                        + ". Leave one of each out, keep them together with .keepTogether(\"patient\") or another"
                        + " attribute they share, or go on with .allowLeak(\"why\").",
                Map.of("pairs", leaks.size(), "first", named));
    }
}
