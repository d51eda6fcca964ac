package jenomics.classic;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Samples by time of event or last sight, and who is still at risk when: those whose time is not earlier.
 *
 * @param order the samples, the earliest first
 * @param begin for each different time the place in the order where it begins; one more for the end
 * @param deaths how many events come at each different time
 * @param event whether the event of each sample came, by sample
 */
record RiskSets(int[] order, int[] begin, int[] deaths, boolean[] event) {

    static RiskSets of(double[] time, boolean[] event) {
        int[] order = IntStream.range(0, time.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> time[i]))
                .mapToInt(i -> i)
                .toArray();
        int[] begin = IntStream.rangeClosed(0, order.length)
                .filter(p -> p == 0 || p == order.length || time[order[p]] != time[order[p - 1]])
                .toArray();
        int[] deaths = new int[begin.length - 1];
        for (int t = 0; t < deaths.length; t++) {
            for (int p = begin[t]; p < begin[t + 1]; p++) {
                deaths[t] += event[order[p]] ? 1 : 0;
            }
        }
        return new RiskSets(order, begin, deaths, event);
    }

    /** How many different times there are. */
    int times() {
        return deaths.length;
    }

    /** For each time the sum of these values over those still at risk. */
    double[] sums(double[] values) {
        double[] sums = new double[times()];
        double sum = 0;
        for (int t = times() - 1; t >= 0; t--) {
            for (int p = begin[t]; p < begin[t + 1]; p++) {
                sum += values[order[p]];
            }
            sums[t] = sum;
        }
        return sums;
    }
}
