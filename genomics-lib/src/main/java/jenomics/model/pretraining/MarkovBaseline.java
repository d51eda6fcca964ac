package jenomics.model.pretraining;

import java.util.List;

/**
 * What a k-mer can be guessed to be from the bases before it: an order-n Markov model of single bases, chained over the
 * k bases; order 0 knows the composition only. Learned from both strands, one pseudocount per base.
 */
final class MarkovBaseline {
    private final int order;
    private final double[] logProbability;

    private MarkovBaseline(int order, double[] logProbability) {
        this.order = order;
        this.logProbability = logProbability;
    }

    static MarkovBaseline of(int order, List<GenomeCorpus.Chromosome> chromosomes) {
        long[] counts = new long[4 << 2 * order];
        for (var chromosome : chromosomes) {
            count(chromosome.codes(), order, counts);
            count(GenomeCorpus.reverseComplement(chromosome.codes()), order, counts);
        }
        double[] logs = new double[counts.length];
        for (int context = 0; context < counts.length; context += 4) {
            double total = 4;
            for (int base = 0; base < 4; base++) {
                total += counts[context + base];
            }
            for (int base = 0; base < 4; base++) {
                logs[context + base] = Math.log((counts[context + base] + 1) / total);
            }
        }
        return new MarkovBaseline(order, logs);
    }

    private static void count(byte[] codes, int order, long[] counts) {
        int mask = counts.length - 1;
        int word = 0;
        int known = 0;
        for (byte code : codes) {
            if (code == GenomeCorpus.UNKNOWN) {
                known = 0;
                continue;
            }
            word = (word << 2 | code) & mask;
            if (++known > order) {
                counts[word]++;
            }
        }
    }

    /** Natural logarithms of the probabilities of all 4^k k-mers at {@code from}, given the bases before it. */
    double[] kmerLogProbabilities(byte[] codes, int from, int k) {
        int context = MaskedBatch.code(codes, from - order, order);
        double[] logs = {0};
        int[] contexts = {context};
        int mask = (1 << 2 * order) - 1;
        for (int i = 0; i < k; i++) {
            var longer = new double[logs.length * 4];
            var shifted = new int[longer.length];
            for (int prefix = 0; prefix < logs.length; prefix++) {
                for (int base = 0; base < 4; base++) {
                    int word = contexts[prefix] << 2 | base;
                    longer[prefix * 4 + base] = logs[prefix] + logProbability[word];
                    shifted[prefix * 4 + base] = word & mask;
                }
            }
            logs = longer;
            contexts = shifted;
        }
        return logs;
    }
}
