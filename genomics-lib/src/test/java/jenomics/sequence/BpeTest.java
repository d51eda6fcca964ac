package jenomics.sequence;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BpeTest {
    private static final String[] WORDS = {"GATTACA", "TATAAA", "CCGCCC", "AAAAAAA", "ACGT"};

    /** Words among random bases, so that there is something to learn, with repeats and unknown letters. */
    private static String bases(Random random, int length) {
        var bases = new StringBuilder();
        while (bases.length() < length) {
            switch (random.nextInt(4)) {
                case 0 -> bases.append(WORDS[random.nextInt(WORDS.length)]);
                case 1 -> bases.append(random.nextInt(20) == 0 ? "NN" : "A");
                default -> bases.append("ACGTacgt".charAt(random.nextInt(8)));
            }
        }
        return bases.toString();
    }

    private static List<String> sequences(long seed, int count) {
        var random = new Random(seed);
        var sequences = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            sequences.add(bases(random, 1 + random.nextInt(200)));
        }
        return sequences;
    }

    /** The definition: count all pairs, join the most frequent everywhere, count again. */
    private static List<Bpe.Merge> merges(List<String> sequences, int most) {
        var texts = new ArrayList<List<String>>();
        var age = new HashMap<String, Integer>();
        for (String base : List.of("A", "C", "G", "T")) {
            age.put(base, age.size());
        }
        for (String sequence : sequences) {
            for (String part : sequence.toUpperCase(java.util.Locale.ROOT).split("[^ACGT]+")) {
                texts.add(new ArrayList<>(part.isEmpty() ? List.of() : List.of(part.split(""))));
            }
        }
        var merges = new ArrayList<Bpe.Merge>();
        while (merges.size() < most) {
            var counts = new HashMap<Bpe.Merge, Integer>();
            for (var text : texts) {
                for (int i = 0; i + 1 < text.size(); i++) {
                    counts.merge(new Bpe.Merge(text.get(i), text.get(i + 1)), 1, Integer::sum);
                }
            }
            Bpe.Merge best = null;
            for (var pair : counts.keySet()) {
                if (best == null || isBefore(pair, best, counts, age)) {
                    best = pair;
                }
            }
            if (best == null || counts.get(best) < 2) {
                return merges;
            }
            merges.add(best);
            age.putIfAbsent(best.left() + best.right(), age.size());
            for (var text : texts) {
                join(text, best);
            }
        }
        return merges;
    }

    private static boolean isBefore(
            Bpe.Merge one,
            Bpe.Merge other,
            java.util.Map<Bpe.Merge, Integer> counts,
            java.util.Map<String, Integer> age) {
        int byCount = Integer.compare(counts.get(other), counts.get(one));
        int byLeft = byCount != 0 ? byCount : Integer.compare(age.get(one.left()), age.get(other.left()));
        return (byLeft != 0 ? byLeft : Integer.compare(age.get(one.right()), age.get(other.right()))) < 0;
    }

    private static void join(List<String> text, Bpe.Merge pair) {
        for (int i = 0; i + 1 < text.size(); i++) {
            if (text.get(i).equals(pair.left()) && text.get(i + 1).equals(pair.right())) {
                text.set(i, pair.left() + pair.right());
                text.remove(i + 1);
            }
        }
    }

    @Test
    void mergesAreThoseOfTheDefinition() {
        for (int seed = 0; seed < 8; seed++) {
            var sequences = sequences(seed, 12);
            assertEquals(merges(sequences, 60), Bpe.train(sequences, 69).merges(), "seed " + seed);
        }
        assertEquals(
                List.of(new Bpe.Merge("A", "A"), new Bpe.Merge("AA", "AA")),
                Bpe.train(List.of("AAAAAAAAA"), 100).merges());
    }

    @Test
    void itSaysWhatItIs() {
        var bpe = Bpe.train(SequenceSet.of(List.of(SequenceRecord.of("a", "ACGTACGTNACGT"))), 4096);
        assertEquals(
                List.of("[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]", "A", "C", "G", "T", "AC", "GT", "ACGT"),
                bpe.vocabulary());
        assertEquals(
                "12 byte-pair tokens learned from 12 bp · the longest has 4 bases\nfirst merges\n"
                        + "  merge  tokens\n      1  A + C\n      2  G + T\n      3  AC + GT",
                bpe.toString());
    }

    @Test
    void whatCannotBeIsRefused() {
        refuses(() -> Bpe.train(List.of("ACGT"), 8), "at least 9 tokens; asked for 8");
        String mega = "A".repeat(1 << 20);
        refuses(
                () -> Bpe.train(java.util.Collections.nCopies(1100, mega), 100),
                "at most 1,073,741,824 bp at once; found 1,153,434,700.");
        refuses(() -> Bpe.train(List.of("NNN", ""), 100), "found none in 2 sequences");
    }
}
