package jenomics.fusion;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** How well least squares on some dimensions tells a number of samples that it did not see. */
final class Spanned {
    /** Directions with a smaller share of the largest variance than this are rounding. */
    private static final double RANK = 1e-10;

    private Spanned() {}

    /**
     * The correlation of a number with what least squares on the other samples says of it, each sample left out in turn;
     * 0 where that is below 0.
     *
     * @param name of the number, for messages
     * @param x [samples][dimensions]
     * @param y one number for each sample
     */
    static double correlation(String name, double[][] x, double[] y) {
        double[][] basis = basis(x);
        if (y.length < basis.length + 3) {
            throw new GenomicsException(
                    "What " + Phrases.count(basis.length, "dimension") + " together tell of '" + name
                            + "' can be asked with at least " + Phrases.count(basis.length + 3, "sample")
                            + "; it is known of " + Phrases.count(y.length) + ". Fuse into fewer dimensions.",
                    Map.of("name", name, "dimensions", basis.length, "samples", y.length));
        }
        return Math.max(0, Matrices.correlation(y, leftOut(basis, y)));
    }

    /** What is said of each sample by the others: y less the residual over one less the leverage. */
    private static double[] leftOut(double[][] basis, double[] y) {
        double mean = Arrays.stream(y).average().orElse(0);
        double[] residual = Arrays.stream(y).map(v -> v - mean).toArray();
        double[] leverage = new double[y.length];
        Arrays.fill(leverage, 1.0 / y.length);
        for (double[] direction : basis) {
            double along = Matrices.dot(direction, y);
            for (int i = 0; i < y.length; i++) {
                residual[i] -= along * direction[i];
                leverage[i] += direction[i] * direction[i];
            }
        }
        return IntStream.range(0, y.length)
                .mapToDouble(i -> y[i] - residual[i] / Math.max(1e-12, 1 - leverage[i]))
                .toArray();
    }

    /** Orthonormal directions, each with mean 0, that hold what the dimensions hold beside their means. */
    private static double[][] basis(double[][] x) {
        if (x.length == 0) {
            return new double[0][];
        }
        double[][] columns = Matrices.transposed(x);
        for (double[] column : columns) {
            double mean = Arrays.stream(column).average().orElse(0);
            double spread = Math.sqrt(Arrays.stream(column)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0));
            for (int i = 0; i < column.length; i++) {
                column[i] = spread <= 1e-12 * Math.abs(mean) ? 0 : (column[i] - mean) / spread;
            }
        }
        var axes = Matrices.symmetric(Matrices.timesTransposed(columns, columns));
        double least = RANK * Math.max(axes.values()[0], Double.MIN_NORMAL);
        return IntStream.range(0, columns.length)
                .filter(k -> axes.values()[k] > least)
                .mapToObj(k -> Matrices.scaled(
                        Matrices.transposedTimes(columns, Matrices.column(axes.vectors(), k)),
                        1 / Math.sqrt(axes.values()[k])))
                .toArray(double[][]::new);
    }
}
