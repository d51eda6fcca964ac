package jenomics.io;

import java.util.Arrays;

/** Counts what a {@link FastqSummary} says. */
final class FastqTally {
    private static final int SCORES = 94;
    private static final String BASES = "ACGTN";

    private final int offset;
    private final long[][] scores = new long[FastqSummary.POSITIONS][]; // [position][score]
    private final long[][] letters = new long[FastqSummary.POSITIONS][]; // [position][A C G T other]
    private final long[] gc = new long[101];
    private long[] lengths = new long[1024];
    private long reads;
    private long bases;
    private double scoreSum;

    FastqTally(int offset) {
        this.offset = offset;
    }

    void add(String read, String qualities) {
        reads++;
        bases += read.length();
        if (read.length() >= lengths.length) {
            lengths = Arrays.copyOf(lengths, Math.max(read.length() + 1, lengths.length * 2));
        }
        lengths[read.length()]++;
        int strong = 0;
        int known = 0;
        for (int i = 0; i < read.length(); i++) {
            int score = qualities.charAt(i) - offset;
            scoreSum += score;
            int base = BASES.indexOf(read.charAt(i) & 0xdf);
            strong += base == 1 || base == 2 ? 1 : 0;
            known += base >= 0 && base < 4 ? 1 : 0;
            if (i < scores.length) {
                count(i, score, base < 0 ? 4 : base);
            }
        }
        if (known > 0) {
            gc[(int) Math.round(100.0 * strong / known)]++;
        }
    }

    private void count(int position, int score, int base) {
        if (scores[position] == null) {
            scores[position] = new long[SCORES];
            letters[position] = new long[BASES.length()];
        }
        scores[position][Math.min(score, SCORES - 1)]++;
        letters[position][base]++;
    }

    FastqSummary summary(String name) {
        int width = 0;
        while (width < scores.length && scores[width] != null) {
            width++;
        }
        double[] mean = new double[width];
        double[] low = new double[width];
        double[] median = new double[width];
        double[][] shares = new double[width][BASES.length()];
        for (int i = 0; i < width; i++) {
            mean[i] = mean(scores[i]);
            low[i] = quantile(scores[i], 0.1);
            median[i] = quantile(scores[i], 0.5);
            double all = Arrays.stream(letters[i]).sum();
            for (int b = 0; b < shares[i].length; b++) {
                shares[i][b] = letters[i][b] / all;
            }
        }
        return new FastqSummary(
                name,
                reads,
                bases,
                reads == 0 ? 0 : (int) quantile(lengths, 0),
                reads == 0 ? 0 : (int) quantile(lengths, 0.5),
                reads == 0 ? 0 : (int) quantile(lengths, 1),
                bases == 0 ? Double.NaN : scoreSum / bases,
                mean,
                low,
                median,
                shares,
                gc.clone());
    }

    private static double mean(long[] counts) {
        double sum = 0;
        long all = 0;
        for (int value = 0; value < counts.length; value++) {
            sum += (double) value * counts[value];
            all += counts[value];
        }
        return sum / all;
    }

    /** The smallest value that at least this share of all reaches up to. */
    static double quantile(long[] counts, double share) {
        long all = Arrays.stream(counts).sum();
        long wanted = Math.max(1, (long) Math.ceil(share * all));
        long seen = 0;
        for (int value = 0; value < counts.length; value++) {
            seen += counts[value];
            if (seen >= wanted) {
                return value;
            }
        }
        return Double.NaN;
    }
}
