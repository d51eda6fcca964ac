package jenomics.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** The samples of a split that stand in more than one part: exact duplicates, as {@link Samples#contentKey} tells. */
final class Leaks {
    private static final int NAMED = 3;

    private final Samples<?> samples;
    private final int[] partOf;
    /** For each content that occurs in several parts, the samples that have it. */
    private final List<List<Integer>> shared;

    private Leaks(Samples<?> samples, int[] partOf) {
        this.samples = samples;
        this.partOf = partOf;
        this.shared = shared();
    }

    /** @param partOf the ordinal of each sample's part; negative: in none */
    static Leaks across(Samples<?> samples, int[] partOf) {
        return new Leaks(samples, partOf);
    }

    private List<List<Integer>> shared() {
        if (Arrays.stream(partOf).filter(p -> p >= 0).distinct().count() < 2) {
            return List.of();
        }
        var byKey = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < partOf.length; i++) {
            if (partOf[i] >= 0) {
                byKey.computeIfAbsent(samples.contentKey(i), k -> new ArrayList<>(1))
                        .add(i);
            }
        }
        return byKey.values().stream()
                .filter(same -> same.stream().map(i -> partOf[i]).distinct().count() > 1)
                .toList();
    }

    /** How many pairs of equal samples stand in different parts. */
    long pairs() {
        long pairs = 0;
        for (var same : shared) {
            long[] inPart = new long[Split.Part.values().length];
            same.forEach(i -> inPart[partOf[i]]++);
            pairs += inPart[0] * inPart[1] + inPart[0] * inPart[2] + inPart[1] * inPart[2];
        }
        return pairs;
    }

    /** Leaves each out of the parts before the last one it stands in; returns how many were left out. */
    int drop() {
        int dropped = 0;
        for (var same : shared) {
            int last = same.stream().mapToInt(i -> partOf[i]).max().orElseThrow();
            for (int i : same) {
                if (partOf[i] < last) {
                    partOf[i] = Assignment.LEFT_OUT;
                    dropped++;
                }
            }
        }
        return dropped;
    }

    GenomicsException refusal() {
        long pairs = pairs();
        var named = firstPairs();
        return new GenomicsException(
                "The parts of this split share " + Phrases.count(pairs, "pair") + " of duplicates: "
                        + String.join("; ", named)
                        + (pairs > named.size() ? "; and " + Phrases.count(pairs - named.size()) + " more" : "")
                        + ". Keep them together with .keepTogether(\"chromosome\") or another attribute they share, leave"
                        + " them out of training with .dropDuplicates(), or go on with .allowLeak(\"why\").",
                Map.of("pairs", pairs, "first", named));
    }

    private List<String> firstPairs() {
        var named = new ArrayList<String>();
        for (var same : shared) {
            for (int i = 0; i < same.size(); i++) {
                for (int j = i + 1; j < same.size(); j++) {
                    if (partOf[same.get(i)] != partOf[same.get(j)]) {
                        named.add(pair(same.get(i), same.get(j)));
                    }
                    if (named.size() == NAMED) {
                        return named;
                    }
                }
            }
        }
        return named;
    }

    private String pair(int one, int other) {
        int first = partOf[one] < partOf[other] ? one : other;
        int second = first == one ? other : one;
        return named(first) + " and " + named(second) + " are " + samples.likeness(first, second);
    }

    private String named(int sample) {
        return "'" + samples.id(sample) + "' (" + Split.Part.values()[partOf[sample]] + ")";
    }
}
