package jenomics.omics.step;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How much knowing one classification of samples tells of another, in nats, from counts as they are (plug-in). */
public final class MutualInformation {
    private MutualInformation() {}

    /** The mutual information of two classifications of the same samples; classes are numbered from 0. */
    public static double of(int[] a, int[] b) {
        int classesA = classes(a);
        int classesB = classes(b);
        double[] together = new double[classesA * classesB];
        double[] alone = new double[classesA];
        double[] other = new double[classesB];
        for (int i = 0; i < a.length; i++) {
            together[a[i] * classesB + b[i]]++;
            alone[a[i]]++;
            other[b[i]]++;
        }
        double n = a.length;
        double information = 0;
        for (int i = 0; i < classesA; i++) {
            for (int j = 0; j < classesB; j++) {
                double count = together[i * classesB + j];
                information += count == 0 ? 0 : count / n * Math.log(count * n / (alone[i] * other[j]));
            }
        }
        return Math.max(0, information);
    }

    /** The entropy of a classification. */
    public static double entropy(int[] a) {
        double[] counts = new double[classes(a)];
        for (int value : a) {
            counts[value]++;
        }
        return Arrays.stream(counts)
                .filter(c -> c > 0)
                .map(c -> -c / a.length * Math.log(c / a.length))
                .sum();
    }

    private static int classes(int[] a) {
        return Arrays.stream(a).max().orElse(-1) + 1;
    }

    /** Numbers in classes of equal size, as nearly as ties allow: equal numbers are always in one class. */
    public static int[] equalFrequency(double[] values, int bins) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        int[] binned = new int[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            for (to = from; to < order.length && values[order[to]] == values[order[from]]; to++) {}
            double middle = (from + to - 1) / 2.0;
            for (int k = from; k < to; k++) {
                binned[order[k]] = (int) (middle * bins / order.length);
            }
        }
        return binned;
    }
}
