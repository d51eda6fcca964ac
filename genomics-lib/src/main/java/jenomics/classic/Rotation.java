package jenomics.classic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * Samples turned so that they need as many dimensions as there are samples, not features. What depends on their products
 * alone, as a squared penalty does, is the same there (Hastie and Tibshirani 2004). X = U D V'.
 *
 * @param vectors the columns of U
 * @param lengths D, the directions of no length left out
 */
record Rotation(List<double[]> vectors, double[] lengths) {
    private static final double NOTHING = 1e-12;

    static Rotation of(double[][] rows) { // [samples, features]
        int n = rows.length;
        var eigen = DecompositionFactory_DDRM.eig(n, true, true);
        eigen.decompose(new DMatrixRMaj(products(rows)));
        double largest = IntStream.range(0, n)
                .mapToDouble(e -> eigen.getEigenvalue(e).getReal())
                .max()
                .orElse(0);
        var vectors = new ArrayList<double[]>();
        var lengths = new ArrayList<Double>();
        for (int e = 0; e < n; e++) {
            double value = eigen.getEigenvalue(e).getReal();
            if (value > NOTHING * largest) {
                vectors.add(eigen.getEigenVector(e).getData().clone());
                lengths.add(Math.sqrt(value));
            }
        }
        return new Rotation(vectors, lengths.stream().mapToDouble(d -> d).toArray());
    }

    /** The product of every two rows. */
    static double[][] products(double[][] rows) { // [samples, samples]
        double[][] products = new double[rows.length][rows.length];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                products[i][j] = CoordinateDescent.dot(rows[i], rows[j]);
            }
        });
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    /** The samples after turning. */
    double[][] rows() { // [samples, directions]
        double[][] rows = new double[vectors.get(0).length][lengths.length];
        for (int d = 0; d < lengths.length; d++) {
            for (int i = 0; i < rows.length; i++) {
                rows[i][d] = vectors.get(d)[i] * lengths[d];
            }
        }
        return rows;
    }

    /** How much each sample weighs in the coefficients before turning: they are the products of X with these. */
    double[] ofSamples(double[] coefficients) { // [samples]
        double[] weights = new double[vectors.get(0).length];
        for (int d = 0; d < lengths.length; d++) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] += vectors.get(d)[i] * coefficients[d] / lengths[d];
            }
        }
        return weights;
    }
}
