package jenomics.classic;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import jenomics.genome.DnaSequence;
import jenomics.sequence.KmerCounts;
import jenomics.sequence.SequenceSet;

/**
 * How often each k-mer stands in each sequence, as a share of the k-mers of that sequence, in units of the typical
 * standard deviation of such shares among the training sequences. One unit for all k-mers: in its own unit a k-mer that
 * was seen once would weigh as much as TATAAA (on a validation chromosome, 6-mers and 200 yeast sequences, mean of ten
 * draws: AUROC 0.685 instead of 0.700). The mean need not be taken away: the intercept, which is not shrunken, takes it up.
 *
 * @param k length of the k-mers in bp
 * @param canonical whether a k-mer and its reverse complement count as one
 * @param varies for each of the 4^k k-mers whether the training sequences differ in it; the others count nothing
 * @param scale what shares are multiplied by
 */
record KmerFeatures(int k, boolean canonical, boolean[] varies, double scale) {

    /** The scale learned from these sequences. */
    static KmerFeatures of(int k, boolean canonical, SequenceSet train) {
        boolean[] all = new boolean[1 << 2 * k];
        Arrays.fill(all, true);
        double[] sum = new double[all.length];
        double[] squares = new double[all.length];
        for (var row : new KmerFeatures(k, canonical, all, 1).rows(train)) {
            for (int f = 0; f < row.length - 1; f++) {
                sum[row[f].getIndex() - 1] += row[f].getValue();
                squares[row[f].getIndex() - 1] += row[f].getValue() * row[f].getValue();
            }
        }
        return of(k, canonical, sum, squares, train.size());
    }

    private static KmerFeatures of(int k, boolean canonical, double[] sum, double[] squares, int n) {
        boolean[] varies = new boolean[sum.length];
        double variances = 0;
        int varying = 0;
        for (int f = 0; f < varies.length; f++) {
            double variance = squares[f] / n - sum[f] / n * (sum[f] / n);
            varies[f] = variance > 1e-12 * squares[f] / n;
            variances += varies[f] ? variance : 0;
            varying += varies[f] ? 1 : 0;
        }
        return new KmerFeatures(k, canonical, varies, varying == 0 ? 1 : Math.sqrt(varying / variances));
    }

    /** How many k-mers count. */
    int used() {
        return (int) IntStream.range(0, varies.length).filter(f -> varies[f]).count();
    }

    /** Number of the feature that is always 1 and bears the intercept; k-mers are 1 to one less. */
    int intercept() {
        return varies.length + 1;
    }

    /** One row per sequence, ascending by number, the intercept last. */
    Feature[][] rows(SequenceSet sequences) {
        int[] counts = new int[varies.length];
        var rows = new Feature[sequences.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(sequences.get(i).bases(), counts);
        }
        return rows;
    }

    /** @param counts all zero, and again so afterwards */
    private Feature[] row(String bases, int[] counts) {
        int[] codes = codes(bases);
        for (int code : codes) {
            counts[code]++;
        }
        int[] present = Arrays.stream(codes)
                .distinct()
                .filter(code -> varies[code])
                .sorted()
                .toArray();
        var row = new Feature[present.length + 1];
        for (int f = 0; f < present.length; f++) {
            row[f] = new FeatureNode(present[f] + 1, scale * counts[present[f]] / codes.length);
        }
        row[present.length] = new FeatureNode(intercept(), 1);
        for (int code : codes) {
            counts[code] = 0;
        }
        return row;
    }

    /** The k-mer at every place, in order; those with a letter other than A, C, G, T are passed over. */
    private int[] codes(String bases) {
        int[] codes = new int[Math.max(0, bases.length() - k + 1)];
        int found = 0;
        int code = 0;
        int reverse = 0;
        int known = 0;
        for (int i = 0; i < bases.length(); i++) {
            int base = "ACGT".indexOf(bases.charAt(i));
            known = base < 0 ? 0 : known + 1;
            code = (code << 2 | Math.max(base, 0)) & varies.length - 1;
            reverse = reverse >> 2 | 3 - Math.max(base, 0) << 2 * (k - 1);
            if (known >= k) {
                codes[found++] = canonical ? Math.min(code, reverse) : code;
            }
        }
        return Arrays.copyOf(codes, found);
    }

    /** {@code TATAAA}, or {@code TATAAA/TTTATA} where both strands count as one. */
    String name(int kmer) {
        String bases = KmerCounts.kmer(kmer, k);
        String other = DnaSequence.reverseComplement(bases);
        return canonical && !other.equals(bases) ? bases + "/" + other : bases;
    }
}
