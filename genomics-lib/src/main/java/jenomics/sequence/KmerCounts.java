package jenomics.sequence;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import jenomics.genome.DnaSequence;
import jenomics.provenance.GenomicsException;

/** How often each k-mer occurs, counted at every place. A k-mer with any letter but A, C, G, T is not counted. */
public final class KmerCounts {
    private static final int LONGEST = 12;

    private final int k;
    private final long[] counts;

    private KmerCounts(int k, long[] counts) {
        this.k = k;
        this.counts = counts;
    }

    /** No counts yet, for k-mers of 1 to 12 bases. */
    public static KmerCounts of(int k) {
        if (k < 1 || k > LONGEST) {
            throw new GenomicsException(
                    "k-mers are 1 to " + LONGEST + " bases long; found k = " + k + ".", Map.of("k", k));
        }
        return new KmerCounts(k, new long[1 << 2 * k]);
    }

    /** Counts from elsewhere, 4<sup>k</sup> of them in the order of {@link #kmer}. */
    public static KmerCounts of(int k, long[] counts) {
        var empty = of(k);
        if (counts.length != empty.counts.length) {
            throw new GenomicsException(
                    "There are " + empty.counts.length + " " + k + "-mers; found " + counts.length + " counts.",
                    Map.of("k", k, "found", counts.length));
        }
        return new KmerCounts(k, counts.clone());
    }

    /** Counts the k-mers of one strand; returns this. */
    public KmerCounts add(String bases) {
        int code = 0;
        int known = 0;
        int mask = counts.length - 1;
        for (int i = 0; i < bases.length(); i++) {
            int base = base(bases.charAt(i));
            known = base < 0 ? 0 : known + 1;
            code = (code << 2 | Math.max(base, 0)) & mask;
            if (known >= k) {
                counts[code]++;
            }
        }
        return this;
    }

    /** Counts the k-mers of both strands; returns this. */
    public KmerCounts addBothStrands(String bases) {
        return add(bases).add(DnaSequence.reverseComplement(bases));
    }

    public int k() {
        return k;
    }

    public long count(String kmer) {
        int code = 0;
        for (int i = 0; i < k; i++) {
            int base = kmer.length() == k ? base(kmer.charAt(i)) : -1;
            if (base < 0) {
                throw new GenomicsException(
                        "Counted were " + k + "-mers of A, C, G, T; '" + kmer + "' is none.", Map.of("found", kmer));
            }
            code = code << 2 | base;
        }
        return counts[code];
    }

    /** All counts together. */
    public long total() {
        return LongStream.of(counts).sum();
    }

    /** All counts, in the order of {@link #kmer}; a copy. */
    public long[] counts() {
        return counts.clone();
    }

    /** The k-mer of this number: bases count A 0, C 1, G 2, T 3, the first base weighing most. */
    public static String kmer(int number, int k) {
        char[] letters = new char[k];
        for (int p = 0; p < k; p++) {
            letters[k - 1 - p] = "ACGT".charAt(number >> 2 * p & 3);
        }
        return new String(letters);
    }

    /** 0 to 3 for A, C, G, T; -1 for anything else. */
    static int base(char letter) {
        return switch (letter) {
            case 'A', 'a' -> 0;
            case 'C', 'c' -> 1;
            case 'G', 'g' -> 2;
            case 'T', 't' -> 3;
            default -> -1;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KmerCounts that && that.k == k && Arrays.equals(that.counts, counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "%,d %d-mers counted, %,d kinds",
                total(),
                k,
                LongStream.of(counts).filter(c -> c > 0).count());
    }
}
