package jenomics.classic;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The best question at one node: sums over the bins of a feature, walked through from low to high. What is compared is
 * the sum over both sides and all outputs of (sum of y)² / weight, which grows as the squared error falls.
 */
final class SplitSearch {
    private static final int FEW = 32;

    private final Binned data;
    private final double[][] y;
    private final double[] weights;
    private final double leafSize;
    private final SplittableRandom chance;
    private final int outputs;
    private final double[] binWeight = new double[Binned.MOST];
    private final double[] binSum; // [bins * outputs]
    private final double[] leftSum;
    private final int[] order = new int[FEW];

    private int[] samples;
    private int from;
    private int to;
    private double weight;
    private double[] sum;
    private double before;
    private int bestFeature;
    private double bestThreshold;
    private double best;

    /** @param chance where thresholds are drawn from, one for each feature; null: the best of all */
    SplitSearch(Binned data, double[][] y, double[] weights, int leafSize, SplittableRandom chance) {
        this.data = data;
        this.y = y;
        this.weights = weights;
        this.leafSize = leafSize;
        this.chance = chance;
        this.outputs = y[0].length;
        this.binSum = new double[Binned.MOST * outputs];
        this.leftSum = new double[outputs];
        this.sum = new double[outputs];
    }

    void begin(int[] nodeSamples, int first, int end, double nodeWeight, double[] mean) {
        samples = nodeSamples;
        from = first;
        to = end;
        weight = nodeWeight;
        before = 0;
        for (int o = 0; o < outputs; o++) {
            sum[o] = mean[o] * nodeWeight;
            before += sum[o] * mean[o];
        }
        bestFeature = -1;
        best = Double.NEGATIVE_INFINITY;
    }

    boolean found() {
        return bestFeature >= 0;
    }

    int feature() {
        return bestFeature;
    }

    /** The highest value that goes left. */
    double threshold() {
        return bestThreshold;
    }

    double gain() {
        return Math.max(0, best - before);
    }

    /** Looks at one more feature; false if the samples do not differ in it. */
    boolean look(int f) {
        if (chance != null) {
            return lookAtOne(f);
        }
        return to - from <= FEW ? lookAtFew(f) : lookAtAll(f);
    }

    /** Few samples are put in order, which takes less than a walk over all bins; the questions are the same. */
    private boolean lookAtFew(int f) {
        byte[] bin = data.bin()[f];
        int count = to - from;
        for (int s = 0; s < count; s++) {
            int sample = samples[from + s];
            int place = s;
            while (place > 0 && bin[order[place - 1]] > bin[sample]) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = sample;
        }
        if (bin[order[0]] == bin[order[count - 1]]) {
            return false;
        }
        double left = 0;
        Arrays.fill(leftSum, 0);
        for (int s = 0; s < count - 1; s++) {
            int sample = order[s];
            left += weights[sample];
            for (int o = 0; o < outputs; o++) {
                leftSum[o] += weights[sample] * y[sample][o];
            }
            if (bin[order[s + 1]] > bin[sample]) {
                compare(f, data.edges()[f][bin[sample]], left);
            }
        }
        return true;
    }

    private boolean lookAtAll(int f) {
        byte[] bin = data.bin()[f];
        int low = Binned.MOST;
        int high = -1;
        for (int s = from; s < to; s++) {
            int b = bin[samples[s]];
            low = Math.min(low, b);
            high = Math.max(high, b);
        }
        if (low == high) {
            return false;
        }
        fill(bin, low, high);
        double left = 0;
        Arrays.fill(leftSum, 0);
        for (int b = low; b < high; b++) {
            if (binWeight[b] > 0) {
                left += binWeight[b];
                for (int o = 0; o < outputs; o++) {
                    leftSum[o] += binSum[b * outputs + o];
                }
                compare(f, data.edges()[f][b], left);
            }
        }
        return true;
    }

    private void fill(byte[] bin, int low, int high) {
        Arrays.fill(binWeight, low, high + 1, 0);
        Arrays.fill(binSum, low * outputs, (high + 1) * outputs, 0);
        for (int s = from; s < to; s++) {
            int sample = samples[s];
            double w = weights[sample];
            double[] truth = y[sample];
            int b = bin[sample];
            binWeight[b] += w;
            for (int o = 0; o < outputs; o++) {
                binSum[b * outputs + o] += w * truth[o];
            }
        }
    }

    /** A threshold anywhere between the lowest and the highest value (Geurts, Ernst and Wehenkel 2006). */
    private boolean lookAtOne(int f) {
        float[] column = data.column()[f];
        float low = column[samples[from]];
        float high = low;
        for (int s = from + 1; s < to; s++) {
            low = Math.min(low, column[samples[s]]);
            high = Math.max(high, column[samples[s]]);
        }
        if (low == high) {
            return false;
        }
        double threshold = low + chance.nextDouble() * ((double) high - low);
        double left = 0;
        Arrays.fill(leftSum, 0);
        for (int s = from; s < to; s++) {
            int sample = samples[s];
            if (column[sample] <= threshold) {
                left += weights[sample];
                for (int o = 0; o < outputs; o++) {
                    leftSum[o] += weights[sample] * y[sample][o];
                }
            }
        }
        compare(f, threshold, left);
        return true;
    }

    private void compare(int f, double threshold, double left) {
        double right = weight - left;
        if (left < leafSize || right < leafSize) {
            return;
        }
        double score = 0;
        for (int o = 0; o < outputs; o++) {
            double rest = sum[o] - leftSum[o];
            score += leftSum[o] * leftSum[o] / left + rest * rest / right;
        }
        if (score > best) {
            best = score;
            bestFeature = f;
            bestThreshold = threshold;
        }
    }
}
