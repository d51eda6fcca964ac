package jenomics.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks from 1; those of equal values are the mean of theirs. */
final class Ranks {
    private Ranks() {}

    static double[] ascending(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int k = from; k < to; k++) {
                ranks[order[k]] = (from + 1 + to) / 2.0;
            }
        }
        return ranks;
    }

    /** Sum of t^3 - t over groups of t equal values. */
    static double tied(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int from = 0, to; from < sorted.length; from = to) {
            to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double t = to - from;
            sum += t * t * t - t;
        }
        return sum;
    }
}
