package jenomics.sequence;

import java.util.ArrayList;
import java.util.Arrays;
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
        private final int left;
        private final int right;
        private int count;
        private int size;
        private int[] places = new int[4];

        Pair(int left, int right) {
            this.left = left;
            this.right = right;
        }

        void add(int place) {
            if (size == places.length) {
                places = Arrays.copyOf(places, 2 * size);
            }
            places[size++] = place;
            count++;
        }
    }

    /** Pairs by their two tokens: a hash table without boxes, since every merge asks it millions of times. */
    private static final class Pairs {
        private Pair[] slots = new Pair[1 << 12];
        private int size;

        /** The pair, or the null of a free slot. */
        Pair find(int left, int right) {
            return slots[slot(slots, left, right)];
        }

        Pair add(int left, int right) {
            if (2 * size++ > slots.length) {
                var more = new Pair[2 * slots.length];
                for (var pair : slots) {
                    if (pair != null) {
                        more[slot(more, pair.left, pair.right)] = pair;
                    }
                }
                slots = more;
            }
            var pair = new Pair(left, right);
            slots[slot(slots, left, right)] = pair;
            return pair;
        }

        private static int slot(Pair[] slots, int left, int right) {
            int slot = (left * 0x9E3779B1 ^ right * 0x85EBCA77) >>> 7 & slots.length - 1;
            while (slots[slot] != null && (slots[slot].left != left || slots[slot].right != right)) {
                slot = slot + 1 & slots.length - 1;
            }
            return slot;
        }
    }

    /** What a pair counted when it was queued. */
    private record Queued(int count, Pair pair) implements Comparable<Queued> {
        Queued(Pair pair) {
            this(pair.count, pair);
        }

        @Override
        public int compareTo(Queued other) {
            int byCount = Integer.compare(other.count, count);
            int byLeft = byCount != 0 ? byCount : Integer.compare(pair.left, other.pair.left);
            return byLeft != 0 ? byLeft : Integer.compare(pair.right, other.pair.right);
        }
    }

    private final int[] token;
    private final int[] next;
    private final int[] before;
    private final long bases;
    private final Pairs pairs = new Pairs();
    private final List<Pair> born = new ArrayList<>();
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
        queueBorn();
    }

    /** Pairs that have come up since the last time; their counts only fall from now on. */
    private void queueBorn() {
        born.forEach(pair -> queue.add(new Queued(pair)));
        born.clear();
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
    private Pair mostFrequent() {
        while (!queue.isEmpty()) {
            var top = queue.poll();
            if (top.pair().count == top.count() && top.count() >= 2) {
                return top.pair();
            } else if (top.pair().count >= 2) {
                queue.add(new Queued(top.pair()));
            }
        }
        return null;
    }

    private void merge(Pair best) {
        int joined = vocabulary.size();
        vocabulary.add(vocabulary.get(best.left) + vocabulary.get(best.right));
        merges.add(new Bpe.Merge(vocabulary.get(best.left), vocabulary.get(best.right)));
        for (int i = 0; i < best.size; i++) {
            int place = best.places[i];
            int second = next[place];
            if (token[place] == best.left && second != NOTHING && token[second] == best.right) {
                join(place, second, joined);
            }
        }
        best.places = null;
        queueBorn();
    }

    /** Makes one token of two neighbours, and corrects the counts of the pairs on either side. */
    private void join(int place, int second, int joined) {
        uncount(before[place], place);
        uncount(second, next[second]);
        token[place] = joined;
        token[second] = NOTHING;
        next[place] = next[second];
        if (next[place] != NOTHING) {
            before[next[place]] = place;
        }
        if (before[place] != NOTHING) {
            count(before[place]);
        }
        count(place);
    }

    /** Counts the pair that begins here, if one does. */
    private void count(int place) {
        int second = next[place];
        if (token[place] != NOTHING && second != NOTHING && token[second] != NOTHING) {
            var pair = pairs.find(token[place], token[second]);
            if (pair == null) {
                pair = pairs.add(token[place], token[second]);
                born.add(pair);
            }
            pair.add(place);
        }
    }

    /** The pair of these two neighbours is no more. */
    private void uncount(int first, int second) {
        if (first != NOTHING && second != NOTHING && token[first] != NOTHING && token[second] != NOTHING) {
            pairs.find(token[first], token[second]).count--;
        }
    }
}
