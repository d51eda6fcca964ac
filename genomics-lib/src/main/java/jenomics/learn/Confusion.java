package jenomics.learn;

import java.util.Arrays;

/** How often each class was taken for which: {@code counts[truth][predicted]}. */
record Confusion(long[][] counts) {

    static Confusion of(int[] truth, int[] predicted, int classes, int[] weights) {
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < truth.length; i++) {
            counts[truth[i]][predicted[i]] += weights[i];
        }
        return new Confusion(counts);
    }

    double accuracy() {
        return (double) diagonal() / total();
    }

    /** Over the classes that occur. */
    double balancedAccuracy() {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < counts.length; c++) {
            if (truth(c) > 0) {
                sum += (double) counts[c][c] / truth(c);
                occurring++;
            }
        }
        return sum / occurring;
    }

    double f1(int c) {
        long all = truth(c) + predicted(c);
        return all == 0 ? 0 : 2.0 * counts[c][c] / all;
    }

    /** Over the classes that occur or are predicted. */
    double f1Macro() {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < counts.length; c++) {
            sum += f1(c);
            classes += truth(c) + predicted(c) > 0 ? 1 : 0;
        }
        return sum / classes;
    }

    double f1Weighted() {
        double sum = 0;
        for (int c = 0; c < counts.length; c++) {
            sum += f1(c) * truth(c);
        }
        return sum / total();
    }

    /** For any number of classes (Gorodkin 2004). */
    double mcc() {
        double n = total();
        double together = 0;
        double truthSquared = 0;
        double predictedSquared = 0;
        for (int c = 0; c < counts.length; c++) {
            double t = truth(c);
            double p = predicted(c);
            together += t * p;
            truthSquared += t * t;
            predictedSquared += p * p;
        }
        double spread = (n * n - truthSquared) * (n * n - predictedSquared);
        return spread == 0 ? 0 : (diagonal() * n - together) / Math.sqrt(spread);
    }

    private long diagonal() {
        long sum = 0;
        for (int c = 0; c < counts.length; c++) {
            sum += counts[c][c];
        }
        return sum;
    }

    private long total() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    private long truth(int c) {
        return Arrays.stream(counts[c]).sum();
    }

    private long predicted(int c) {
        return Arrays.stream(counts).mapToLong(row -> row[c]).sum();
    }
}
