package jenomics.sequence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import jenomics.provenance.GenomicsException;

/**
 * Bases that follow one another as k-mers have been seen to: the last k&nbsp;&minus;&nbsp;1 bases say how likely each next one
 * is. Every k-mer counts once more than it was seen, so none is impossible.
 */
public final class MarkovChain {
    private final int order;
    private final double[] begin;
    private final double[] next;

    private MarkovChain(int order, double[] begin, double[] next) {
        this.order = order;
        this.begin = begin;
        this.next = next;
    }

    /** From counts of k-mers, 2 bases at least; the order of the chain is k &minus; 1. */
    public static MarkovChain of(KmerCounts counts) {
        if (counts.k() < 2) {
            throw new GenomicsException("A Markov chain is made from k-mers of at least 2 bases; found k = 1.");
        }
        long[] seen = counts.counts();
        double total = counts.total() + seen.length;
        double[] begin = new double[seen.length / 4];
        double[] next = new double[seen.length];
        for (int context = 0; context < begin.length; context++) {
            double sum = 4;
            for (int b = 0; b < 4; b++) {
                sum += seen[4 * context + b];
            }
            begin[context] = sum / total;
            for (int b = 0; b < 4; b++) {
                next[4 * context + b] = (seen[4 * context + b] + 1) / sum;
            }
        }
        return new MarkovChain(counts.k() - 1, begin, next);
    }

    /**
     * Order 5, from both strands of the nuclear chromosomes of <i>Saccharomyces cerevisiae</i> S288C (assembly R64-1-1)
     * without VIII and XIV, which are kept for tests. {@code jenomics.io.CountKmers} counted them.
     */
    public static MarkovChain yeast() {
        return of(yeastCounts());
    }

    private static KmerCounts yeastCounts() {
        var resource = MarkovChain.class.getResourceAsStream("yeast-6mers.txt");
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            return KmerCounts.of(
                    6,
                    lines.lines()
                            .filter(line -> !line.startsWith("#"))
                            .mapToLong(Long::parseLong)
                            .toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the 6-mer counts of yeast", e);
        }
    }

    /** How many bases back the chain looks. */
    public int order() {
        return order;
    }

    /** Draws bases. */
    public String sample(int lengthBp, RandomGenerator random) {
        var bases = new StringBuilder(lengthBp + order);
        int context = draw(begin, 0, begin.length, random);
        bases.append(KmerCounts.kmer(context, order));
        while (bases.length() < lengthBp) {
            int base = draw(next, 4 * context, 4, random);
            bases.append("ACGT".charAt(base));
            context = (context << 2 | base) & begin.length - 1;
        }
        bases.setLength(lengthBp);
        return bases.toString();
    }

    private static int draw(double[] shares, int from, int count, RandomGenerator random) {
        double u = random.nextDouble();
        for (int i = 0; i < count - 1; i++) {
            u -= shares[from + i];
            if (u < 0) {
                return i;
            }
        }
        return count - 1;
    }

    /** The shares of A, C, G, T after these bases (the last {@link #order} of them; all must be A, C, G or T). */
    public double[] next(String before) {
        int context = 0;
        for (int i = before.length() - order; i < before.length(); i++) {
            int base = i < 0 ? -1 : KmerCounts.base(before.charAt(i));
            if (base < 0) {
                throw new GenomicsException(
                        "The chain looks back at " + order + " bases A, C, G or T; found '" + before + "'.");
            }
            context = context << 2 | base;
        }
        return java.util.Arrays.copyOfRange(next, 4 * context, 4 * context + 4);
    }

    /** How surprising the bases are, in bits for each base that has {@link #order} known ones before it. */
    public double bitsPerBase(String bases) {
        double bits = 0;
        int scored = 0;
        int context = 0;
        int known = 0;
        for (int i = 0; i < bases.length(); i++) {
            int base = KmerCounts.base(bases.charAt(i));
            if (base >= 0 && known >= order) {
                bits -= Math.log(next[4 * context + base]) / Math.log(2);
                scored++;
            }
            known = base < 0 ? 0 : known + 1;
            context = (context << 2 | Math.max(base, 0)) & begin.length - 1;
        }
        return bits / scored;
    }
}
