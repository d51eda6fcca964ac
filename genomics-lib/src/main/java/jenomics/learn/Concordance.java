package jenomics.learn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well risks order times of survival: of the pairs in which it is known whose event came first, the share in which
 * that sample has the higher risk; equal risks count half. Two events at the same time are no such pair; an event and a
 * censoring at the same time are one, the event being first (as in R's survival). Sorted once; then any resample in
 * O(n log n).
 */
final class Concordance {
    private final double[] times;
    private final boolean[] event;
    /** Samples from the longest time down; at one time those that were censored first. */
    private final int[] order;
    /** The place of each sample's risk among the different risks, from 1 up. */
    private final int[] rank;

    private final int ranks;

    Concordance(double[] times, double[] events, double[] risks) {
        this.times = times;
        this.event = new boolean[times.length];
        for (int i = 0; i < times.length; i++) {
            event[i] = events[i] == 1;
        }
        this.order = IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -times[i]).thenComparing(i -> event[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] different =
                Arrays.stream(risks).map(r -> r + 0.0).sorted().distinct().toArray();
        this.ranks = different.length;
        this.rank = Arrays.stream(risks)
                .mapToInt(r -> Arrays.binarySearch(different, r + 0.0) + 1)
                .toArray();
    }

    /** Harrell's: every pair counts the same. NaN where no pair can be compared. */
    double harrell(int[] weights) {
        double[] same = new double[times.length];
        Arrays.fill(same, 1);
        return concordance(weights, same);
    }

    /**
     * Uno's: each pair counts by one over the square of the share that is not censored until just before its first time
     * (Kaplan and Meier, of these samples), so that the value does not depend on the censoring.
     */
    double uno(int[] weights) {
        double[] free = uncensored(weights);
        return concordance(weights, Arrays.stream(free).map(g -> 1 / (g * g)).toArray());
    }

    private double concordance(int[] weights, double[] pairWeight) {
        var longer = new long[ranks + 1];
        long all = 0;
        double right = 0;
        double compared = 0;
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && times[order[to]] == times[order[from]]) {
                to++;
            }
            int firstEvent = from;
            while (firstEvent < to && !event[order[firstEvent]]) {
                all += add(longer, order[firstEvent++], weights);
            }
            for (int k = firstEvent; k < to; k++) {
                int i = order[k];
                double weight = weights[i] * pairWeight[i];
                long below = below(longer, rank[i] - 1);
                long upTo = below(longer, rank[i]);
                right += weight * (below + (upTo - below) / 2.0);
                compared += weight * all;
            }
            for (int k = firstEvent; k < to; k++) {
                all += add(longer, order[k], weights);
            }
            from = to;
        }
        return right / compared;
    }

    /** Fenwick's tree of the weights by rank. */
    private int add(long[] tree, int sample, int[] weights) {
        for (int r = rank[sample]; r <= ranks; r += r & -r) {
            tree[r] += weights[sample];
        }
        return weights[sample];
    }

    private static long below(long[] tree, int rank) {
        long sum = 0;
        for (int r = rank; r > 0; r -= r & -r) {
            sum += tree[r];
        }
        return sum;
    }

    /** For each sample the share that is not censored before its time; events at a time come before its censorings. */
    private double[] uncensored(int[] weights) {
        double[] free = new double[times.length];
        long atRisk = Arrays.stream(weights).asLongStream().sum();
        double share = 1;
        int to = order.length;
        while (to > 0) {
            int from = to;
            long events = 0;
            long censored = 0;
            while (from > 0 && times[order[from - 1]] == times[order[to - 1]]) {
                int i = order[--from];
                free[i] = share;
                events += event[i] ? weights[i] : 0;
                censored += event[i] ? 0 : weights[i];
            }
            if (censored > 0) {
                share *= 1 - (double) censored / (atRisk - events);
            }
            atRisk -= events + censored;
            to = from;
        }
        return free;
    }
}
