package jenomics.fusion;

import java.util.Arrays;

/**
 * Multinomial logistic regression with a squared penalty on all but the intercepts, by steps that a fixed bound of the
 * curvature allows (Böhning 1992), with momentum that begins anew where it leads astray (O'Donoghue and Candès 2015).
 * Nothing is left to chance.
 *
 * @param weights [features + 1, classes], the intercepts last
 */
record SoftmaxRidge(double[][] weights) {
    private static final int ROUNDS = 400;
    private static final double SETTLED = 1e-6;

    /**
     * @param x [samples, features]
     * @param y [samples, classes], rows that sum to 1
     * @param penalty on half the sum of the squared weights
     */
    static SoftmaxRidge fit(double[][] x, double[][] y, double penalty) {
        double[][] rows = withOne(x);
        int width = rows[0].length;
        double[][] curve = Matrices.transposedTimes(rows, rows);
        for (int f = 0; f < width; f++) {
            for (int g = 0; g < width; g++) {
                curve[f][g] /= 2;
            }
            curve[f][f] += f == width - 1 ? 1e-8 : penalty;
        }
        double[][] inverse = Matrices.inverse(curve);
        double[][] turned = Matrices.transposed(rows);
        var before = new SoftmaxRidge(new double[width][y[0].length]);
        var fit = before;
        double moved = 1;
        double pace = 1;
        for (int round = 0; round < ROUNDS && moved > SETTLED; round++) {
            double next = (1 + Math.sqrt(1 + 4 * pace * pace)) / 2;
            var ahead = fit.plus(fit.minus(before), (pace - 1) / next);
            double[][] step = Matrices.times(inverse, ahead.slope(rows, turned, y, penalty));
            var found = ahead.plus(step, 1);
            double[][] way = found.minus(fit);
            pace = along(step, way) < 0 ? 1 : next;
            moved = Arrays.stream(way)
                    .flatMapToDouble(Arrays::stream)
                    .map(Math::abs)
                    .max()
                    .orElse(0);
            before = fit;
            fit = found;
        }
        return fit;
    }

    private static double along(double[][] a, double[][] b) {
        double sum = 0;
        for (int f = 0; f < a.length; f++) {
            sum += Matrices.dot(a[f], b[f]);
        }
        return sum;
    }

    private double[][] minus(SoftmaxRidge other) {
        return plus(other.weights, -1).weights;
    }

    private double[][] slope(double[][] rows, double[][] turned, double[][] y, double penalty) {
        double[][] gap = Matrices.times(rows, weights);
        for (int i = 0; i < gap.length; i++) {
            double[] p = softmax(gap[i]);
            for (int c = 0; c < p.length; c++) {
                gap[i][c] = y[i][c] - p[c];
            }
        }
        double[][] slope = Matrices.times(turned, gap);
        for (int f = 0; f < slope.length - 1; f++) {
            for (int c = 0; c < slope[f].length; c++) {
                slope[f][c] -= penalty * weights[f][c];
            }
        }
        return slope;
    }

    private SoftmaxRidge plus(double[][] step, double times) {
        double[][] next = Matrices.copy(weights);
        for (int f = 0; f < next.length; f++) {
            for (int c = 0; c < next[f].length; c++) {
                next[f][c] += times * step[f][c];
            }
        }
        return new SoftmaxRidge(next);
    }

    private static double[][] withOne(double[][] x) {
        return Arrays.stream(x)
                .map(row -> {
                    double[] longer = Arrays.copyOf(row, row.length + 1);
                    longer[row.length] = 1;
                    return longer;
                })
                .toArray(double[][]::new);
    }

    /** The probability of each class: [samples, classes]. */
    double[][] probabilities(double[][] x) {
        return Arrays.stream(Matrices.times(withOne(x), weights))
                .map(SoftmaxRidge::softmax)
                .toArray(double[][]::new);
    }

    private static double[] softmax(double[] scores) {
        double most = Arrays.stream(scores).max().orElse(0);
        double[] raw = Arrays.stream(scores).map(s -> Math.exp(s - most)).toArray();
        return Matrices.scaled(raw, 1 / Arrays.stream(raw).sum());
    }
}
