package jenomics.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;

/**
 * Byte-pair merging with counts kept up to date: every pair knows where it begins, so a merge touches only its own
 * places and their neighbours. Sequences lie one after the other, as chains of tokens from place to place.
 */
final class PairMerging {
    private static final int NOTHING = -1;

    /** Places where a pair may begin; those that other merges have changed since are skipped when they are visited. */
    private static final class Pair {
        private int count;
        private int size;
        private int[] places = new int[4];

        void add(int place) {
            if (size == places.length) {
                places = Arrays.copyOf(places, 2 * size);
            }
            places[size++] = place;
            count++;
        }
    }

    /** What a pair counted when it was queued. */
    private record Queued(int count, int left, int right) implements Comparable<Queued> {
        @Override
        public int compareTo(Queued other) {
            int byCount = Integer.compare(other.count, count);
            int byLeft = byCount != 0 ? byCount : Integer.compare(left, other.left);
            return byLeft != 0 ? byLeft : Integer.compare(right, other.right);
        }
    }

    private final int[] token;
    private final int[] next;
    private final int[] before;
    private final long bases;
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Queued> queue = new PriorityQueue<>();
    private final List<String> vocabulary = new ArrayList<>(Bpe.SPECIALS);
    private final List<Bpe.Merge> merges = new ArrayList<>();

    PairMerging(List<String> sequences) {
        long places = sequences.stream().mapToLong(s -> s.length() + 1L).sum();
        if (places > 1 << 30) {
            throw new GenomicsException(
                    String.format(
                            Locale.ROOT,
                            "Byte pairs are learned from at most %,d bp at once; found %,d. Give a sample of the"
                                    + " sequences.",
                            1 << 30,
                            places),
                    Map.of("bp", places));
        }
        Bpe.BASES.chars().forEach(base -> vocabulary.add(Character.toString(base)));
        token = new int[(int) places];
        next = new int[token.length];
        before = new int[token.length];
        bases = fill(sequences);
        if (bases == 0) {
            throw new GenomicsException("Byte pairs are learned from sequences with A, C, G or T; found none in "
                    + sequences.size() + " sequences.");
        }
        countPairs();
    }

    private long fill(List<String> sequences) {
        long known = 0;
        int place = 0;
        for (String sequence : sequences) {
            for (int i = 0; i <= sequence.length(); i++, place++) {
                int base =
                        i == sequence.length() ? NOTHING : Bpe.BASES.indexOf(Character.toUpperCase(sequence.charAt(i)));
                token[place] = base < 0 ? NOTHING : Bpe.SPECIALS.size() + base;
                known += base < 0 ? 0 : 1;
                before[place] = place - 1;
                next[place] = place + 1 < token.length ? place + 1 : NOTHING;
            }
        }
        return known;
    }

    private void countPairs() {
        for (int place = 0; place < token.length; place++) {
            count(place);
        }
        pairs.forEach((key, pair) -> queue.add(new Queued(pair.count, left(key), right(key))));
    }

    Bpe run(int most) {
        try (var progress = Progress.of("learning byte pairs", most, "merges");
                var stop = StopSignal.listen()) {
            while (merges.size() < most && !stop.requested()) {
                var best = mostFrequent();
                if (best == null) {
                    break;
                }
                merge(best);
                progress.done(merges.size());
            }
        }
        return new Bpe(vocabulary, merges, bases);
    }

    /** The pair that occurs most often, at least twice; null if there is none. Counts in the queue may be too high. */
    private Queued mostFrequent() {
        while (!queue.isEmpty()) {
            var top = queue.poll();
            int count = pairs.get(key(top.left(), top.right())).count;
            if (count == top.count() && count >= 2) {
                return top;
            } else if (count >= 2) {
                queue.add(new Queued(count, top.left(), top.right()));
            }
        }
        return null;
    }

    private void merge(Queued best) {
        var merged = pairs.remove(key(best.left(), best.right()));
        int joined = vocabulary.size();
        vocabulary.add(vocabulary.get(best.left()) + vocabulary.get(best.right()));
        merges.add(new Bpe.Merge(vocabulary.get(best.left()), vocabulary.get(best.right())));
        var born = new HashMap<Long, Boolean>();
        for (int i = 0; i < merged.size; i++) {
            int place = merged.places[i];
            int second = next[place];
            if (token[place] == best.left() && second != NOTHING && token[second] == best.right()) {
                join(place, second, joined, born);
            }
        }
        for (long key : born.keySet()) {
            queue.add(new Queued(pairs.get(key).count, left(key), right(key)));
        }
    }

    /** Makes one token of two neighbours, and corrects the counts of the pairs on either side. */
    private void join(int place, int second, int joined, Map<Long, Boolean> born) {
        uncount(before[place], place);
        uncount(second, next[second]);
        token[place] = joined;
        token[second] = NOTHING;
        next[place] = next[second];
        if (next[place] != NOTHING) {
            before[next[place]] = place;
        }
        if (before[place] != NOTHING) {
            born(count(before[place]), born);
        }
        born(count(place), born);
    }

    private static void born(long key, Map<Long, Boolean> born) {
        if (key >= 0) {
            born.put(key, true);
        }
    }

    /** Counts the pair that begins here; returns its key, or -1 where none does. */
    private long count(int place) {
        int second = next[place];
        if (token[place] == NOTHING || second == NOTHING || token[second] == NOTHING) {
            return NOTHING;
        }
        long key = key(token[place], token[second]);
        pairs.computeIfAbsent(key, k -> new Pair()).add(place);
        return key;
    }

    /** The pair of these two neighbours is no more; the one being merged is not counted any longer. */
    private void uncount(int first, int second) {
        if (first != NOTHING && second != NOTHING && token[first] != NOTHING && token[second] != NOTHING) {
            var pair = pairs.get(key(token[first], token[second]));
            if (pair != null) {
                pair.count--;
            }
        }
    }

    private static long key(int left, int right) {
        return (long) left << 32 | right;
    }

    private static int left(long key) {
        return (int) (key >>> 32);
    }

    private static int right(long key) {
        return (int) key;
    }
}
