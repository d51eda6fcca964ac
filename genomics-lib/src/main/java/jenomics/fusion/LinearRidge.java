package jenomics.fusion;

import java.util.Arrays;

/**
 * Least squares with a squared penalty on all but the intercept.
 *
 * @param mean of each feature
 * @param weights one per feature
 * @param intercept what is expected at the means
 */
record LinearRidge(double[] mean, double[] weights, double intercept) {

    /** @param penalty on the sum of the squared weights */
    static LinearRidge fit(double[][] x, double[] y, double penalty) {
        double[] mean = new double[x[0].length];
        Arrays.setAll(
                mean, f -> Arrays.stream(x).mapToDouble(row -> row[f]).average().orElse(0));
        double average = Arrays.stream(y).average().orElse(0);
        double[][] centred = Arrays.stream(x).map(row -> minus(row, mean)).toArray(double[][]::new);
        double[][] curve = Matrices.transposedTimes(centred, centred);
        for (int f = 0; f < mean.length; f++) {
            curve[f][f] += Math.max(penalty, 1e-10);
        }
        double[] gap = Arrays.stream(y).map(v -> v - average).toArray();
        double[][] along = Matrices.columns(Matrices.transposedTimes(centred, gap));
        return new LinearRidge(mean, Matrices.column(Matrices.solve(curve, along), 0), average);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    double[] values(double[][] x) {
        return Arrays.stream(x)
                .mapToDouble(row -> intercept + Matrices.dot(minus(row, mean), weights))
                .toArray();
    }
}
