package jenomics.learn;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Correlations of resamples: each sample counts as often as its weight says. */
final class Correlation {
    private Correlation() {}

    /** NaN where either is constant. */
    static double pearson(double[] x, double[] y, int[] weights) {
        double n = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            n += weights[i];
            meanX += weights[i] * x[i];
            meanY += weights[i] * y[i];
        }
        meanX /= n;
        meanY /= n;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = x[i] - meanX;
            double dy = y[i] - meanY;
            xx += weights[i] * dx * dx;
            yy += weights[i] * dy * dy;
            xy += weights[i] * dx * dy;
        }
        return constant(x, weights) || constant(y, weights)
                ? Double.NaN
                : Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
    }

    /** Whether all samples that count have one value. */
    static boolean constant(double[] values, int[] weights) {
        double first = Double.NaN;
        for (int i = 0; i < values.length; i++) {
            if (weights[i] > 0) {
                if (Double.isNaN(first)) {
                    first = values[i];
                } else if (values[i] != first) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Samples from the lowest value up, and which of them are tied: what ranks of resamples are made from. */
    record Sorted(int[] order, double[] values) {
        static Sorted of(double[] values) {
            return new Sorted(
                    IntStream.range(0, values.length)
                            .boxed()
                            .sorted(Comparator.comparingDouble(i -> values[i]))
                            .mapToInt(i -> i)
                            .toArray(),
                    values);
        }

        /** The rank of each sample's value in the resample, from 1; ties get their mean. */
        double[] ranks(int[] weights) {
            double[] ranks = new double[order.length];
            long below = 0;
            for (int from = 0, to; from < order.length; from = to) {
                long tied = 0;
                for (to = from; to < order.length && values[order[to]] == values[order[from]]; to++) {
                    tied += weights[order[to]];
                }
                for (int k = from; k < to; k++) {
                    ranks[order[k]] = below + (tied + 1) / 2.0;
                }
                below += tied;
            }
            return ranks;
        }
    }

    static double spearman(Sorted x, Sorted y, int[] weights) {
        return pearson(x.ranks(weights), y.ranks(weights), weights);
    }
}
