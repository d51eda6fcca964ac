package jenomics.model.pretraining;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import jenomics.sequence.KmerTokenizer;

/**
 * Windows as tokens, some of them hidden. In training 80 % of the chosen tokens become the mask token, 10 % a random
 * k-mer, 10 % stay (Devlin et al. 2019), so the training loss is lower than that of tokens that are truly hidden.
 *
 * @param ids token numbers after hiding, row-major [B, T]
 * @param places which of the B·T tokens were chosen, ascending [M]
 * @param targets what stood there [M]
 * @param batch B
 * @param length T, the leading class token included
 */
record MaskedBatch(long[] ids, long[] places, long[] targets, int batch, int length) {

    /** How chosen tokens are hidden: as in training, or all by the mask token, as scores want it. */
    enum Hiding {
        TRAINING,
        ALL_MASKED
    }

    static MaskedBatch of(
            List<byte[]> windows, KmerTokenizer tokenizer, double share, Hiding hiding, SplittableRandom random) {
        int k = tokenizer.basesPerToken();
        int length = 1 + windows.get(0).length / k;
        int cls = tokenizer.vocabulary().indexOf("<cls>");
        int first = tokenizer.firstKmer();
        int kmers = 1 << 2 * k;
        long[] ids = new long[windows.size() * length];
        long[] places = new long[ids.length];
        long[] targets = new long[ids.length];
        int chosen = 0;
        for (int b = 0; b < windows.size(); b++) {
            ids[b * length] = cls;
            for (int t = 1; t < length; t++) {
                int at = b * length + t;
                long kmer = first + code(windows.get(b), (t - 1) * k, k);
                ids[at] = kmer;
                if (random.nextDouble() < share) {
                    places[chosen] = at;
                    targets[chosen++] = kmer;
                    double fate = hiding == Hiding.ALL_MASKED ? 0 : random.nextDouble();
                    ids[at] = fate < 0.8 ? tokenizer.maskId() : fate < 0.9 ? first + random.nextInt(kmers) : kmer;
                }
            }
        }
        return new MaskedBatch(
                ids, Arrays.copyOf(places, chosen), Arrays.copyOf(targets, chosen), windows.size(), length);
    }

    /** The place of a k-mer among all, in the order A, T, C, G. */
    static int code(byte[] codes, int from, int k) {
        int code = 0;
        for (int i = from; i < from + k; i++) {
            code = code << 2 | codes[i];
        }
        return code;
    }
}
