package jenomics.bench;

import jenomics.learn.Metric;

/**
 * How a score grows with the number of samples: plateau + gain * n^-power, the gain of the sign that makes it better
 * with more samples (Figueroa et al. 2012).
 */
record InversePower(double plateau, double gain, double power) {
    private static final double LEAST_POWER = 0.05;
    private static final double MOST_POWER = 2;
    private static final double STEP = 0.01;

    /** Least squares: for each power the best line, of all powers the best. */
    static InversePower fit(double[] sizes, double[] scores, Metric metric) {
        InversePower best = null;
        double least = Double.POSITIVE_INFINITY;
        for (double power = LEAST_POWER; power <= MOST_POWER + 1e-9; power += STEP) {
            var line = line(sizes, scores, power, metric);
            double squares = 0;
            for (int k = 0; k < sizes.length; k++) {
                squares += Math.pow(scores[k] - line.at(sizes[k]), 2);
            }
            if (squares < least - 1e-15) {
                least = squares;
                best = line;
            }
        }
        return best;
    }

    private static InversePower line(double[] sizes, double[] scores, double power, Metric metric) {
        int n = sizes.length;
        double meanX = 0;
        double meanY = 0;
        for (int k = 0; k < n; k++) {
            meanX += Math.pow(sizes[k], -power) / n;
            meanY += scores[k] / n;
        }
        double xy = 0;
        double xx = 0;
        for (int k = 0; k < n; k++) {
            double x = Math.pow(sizes[k], -power) - meanX;
            xy += x * (scores[k] - meanY);
            xx += x * x;
        }
        double gain = xx == 0 ? 0 : xy / xx;
        if (gain > 0 == metric.higherIsBetter()) {
            return new InversePower(meanY, 0, power);
        }
        double plateau = meanY - gain * meanX;
        double bound = bound(metric);
        boolean beyond = metric.higherIsBetter() ? plateau > bound : plateau < bound;
        return beyond ? through(bound, sizes, scores, power) : new InversePower(plateau, gain, power);
    }

    /** No score is better than this. */
    private static double bound(Metric metric) {
        return metric.higherIsBetter() ? 1 : 0;
    }

    private static InversePower through(double plateau, double[] sizes, double[] scores, double power) {
        double xy = 0;
        double xx = 0;
        for (int k = 0; k < sizes.length; k++) {
            double x = Math.pow(sizes[k], -power);
            xy += x * (scores[k] - plateau);
            xx += x * x;
        }
        return new InversePower(plateau, xy / xx, power);
    }

    double at(double size) {
        return plateau + gain * Math.pow(size, -power);
    }

    /** How many samples reach this score; infinite if none do. */
    double sizeFor(double score) {
        double ratio = (score - plateau) / gain;
        return ratio > 0 ? Math.pow(ratio, -1 / power) : gain == 0 && score == plateau ? 1 : Double.POSITIVE_INFINITY;
    }
}
