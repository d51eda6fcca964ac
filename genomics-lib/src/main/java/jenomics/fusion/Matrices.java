package jenomics.fusion;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/** Products and decompositions of matrices as rows of doubles. Work on several cores changes no digit. */
final class Matrices {
    private static final long WORTH_CORES = 1 << 18;

    private Matrices() {}

    /** The values of a layer. */
    static double[][] of(OmicsLayer layer) { // [samples, features]
        double[][] values = new double[layer.size()][layer.featureCount()];
        for (int s = 0; s < values.length; s++) {
            for (int f = 0; f < values[s].length; f++) {
                values[s][f] = layer.value(s, f);
            }
        }
        return values;
    }

    /** Values and vectors of a symmetric matrix, the largest value first; vectors are the columns. */
    record Eigen(double[] values, double[][] vectors) {
        /** The first of them. */
        Eigen first(int count) {
            return new Eigen(
                    Arrays.copyOf(values, count),
                    Arrays.stream(vectors).map(row -> Arrays.copyOf(row, count)).toArray(double[][]::new));
        }
    }

    /** 0 to {@code count}, on several cores where so many operations are worth it. */
    static IntStream over(int count, long work) {
        var each = IntStream.range(0, count);
        return work < WORTH_CORES ? each : each.parallel();
    }

    /** a b. */
    static double[][] times(double[][] a, double[][] b) {
        int inner = b.length;
        int width = inner == 0 ? 0 : b[0].length;
        double[][] product = new double[a.length][width];
        over(a.length, (long) a.length * inner * width).forEach(i -> {
            double[] row = product[i];
            for (int k = 0; k < inner; k++) {
                double x = a[i][k];
                if (x != 0) {
                    double[] other = b[k];
                    for (int j = 0; j < width; j++) {
                        row[j] += x * other[j];
                    }
                }
            }
        });
        return product;
    }

    /** a times the transpose of b. */
    static double[][] timesTransposed(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b.length];
        over(a.length, (long) a.length * b.length * a[0].length).forEach(i -> {
            for (int j = 0; j < b.length; j++) {
                product[i][j] = dot(a[i], b[j]);
            }
        });
        return product;
    }

    /** The transpose of a times b. */
    static double[][] transposedTimes(double[][] a, double[][] b) {
        return times(transposed(a), b);
    }

    static double[][] transposed(double[][] a) {
        double[][] turned = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < turned.length; j++) {
                turned[j][i] = a[i][j];
            }
        }
        return turned;
    }

    /** a times a vector. */
    static double[] times(double[][] a, double[] x) {
        return Arrays.stream(a).mapToDouble(row -> dot(row, x)).toArray();
    }

    /** The transpose of a times a vector. */
    static double[] transposedTimes(double[][] a, double[] x) {
        double[] product = new double[a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < product.length; j++) {
                product[j] += a[i][j] * x[i];
            }
        }
        return product;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double[] column(double[][] a, int column) {
        return Arrays.stream(a).mapToDouble(row -> row[column]).toArray();
    }

    /** The vectors side by side as columns. */
    static double[][] columns(double[]... columns) {
        return transposed(columns);
    }

    static double[][] copy(double[][] a) {
        return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    }

    /** The inverse of a small matrix; of one that has none, its pseudo-inverse. */
    static double[][] inverse(double[][] a) {
        var inverse = new DMatrixRMaj(a.length, a.length);
        var solver = LinearSolverFactory_DDRM.pseudoInverse(true);
        var given = new DMatrixRMaj(a);
        if (!solver.setA(given)) {
            throw new IllegalStateException("no pseudo-inverse of a matrix of " + a.length + " rows");
        }
        solver.invert(inverse);
        return rows(inverse);
    }

    /** Solves a x = b for a symmetric positive definite a. */
    static double[][] solve(double[][] a, double[][] b) {
        var solution = new DMatrixRMaj(a.length, b[0].length);
        if (!CommonOps_DDRM.solveSPD(new DMatrixRMaj(a), new DMatrixRMaj(b), solution)) {
            throw new IllegalStateException("a matrix of " + a.length + " rows is not positive definite");
        }
        return rows(solution);
    }

    /** All values and vectors of a symmetric matrix, the largest first; the sign of a vector makes its largest entry positive. */
    static Eigen symmetric(double[][] a) {
        var found = DecompositionFactory_DDRM.eig(a.length, true, true);
        if (!found.decompose(new DMatrixRMaj(a))) {
            throw new IllegalStateException("the eigenvalues of a matrix of " + a.length + " rows do not settle");
        }
        var order = IntStream.range(0, a.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -found.getEigenvalue(i).getReal()))
                .toList();
        double[] values = new double[a.length];
        double[][] vectors = new double[a.length][];
        for (int k = 0; k < values.length; k++) {
            values[k] = found.getEigenvalue(order.get(k)).getReal();
            vectors[k] = oriented(found.getEigenVector(order.get(k)).data.clone());
        }
        return new Eigen(values, transposed(vectors));
    }

    /** The same direction with the entry of the largest size positive, so that no library decides the sign. */
    static double[] oriented(double[] vector) {
        int largest = 0;
        for (int i = 1; i < vector.length; i++) {
            if (Math.abs(vector[i]) > Math.abs(vector[largest]) * (1 + 1e-9)) {
                largest = i;
            }
        }
        return vector[largest] < 0 ? scaled(vector, -1) : vector;
    }

    static double[] scaled(double[] vector, double by) {
        return Arrays.stream(vector).map(v -> v * by).toArray();
    }

    static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double[][] rows(DMatrixRMaj a) {
        double[][] rows = new double[a.numRows][a.numCols];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(a.data, i * a.numCols, rows[i], 0, a.numCols);
        }
        return rows;
    }

    /** Pearson's; 0 where one of them is constant. */
    static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElse(0);
        double meanB = Arrays.stream(b).average().orElse(0);
        double[] x = Arrays.stream(a).map(v -> v - meanA).toArray();
        double[] y = Arrays.stream(b).map(v -> v - meanB).toArray();
        double size = norm(x) * norm(y);
        return size == 0 ? 0 : dot(x, y) / size;
    }
}
