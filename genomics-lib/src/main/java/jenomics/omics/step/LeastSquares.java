package jenomics.omics.step;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Linear models with one design for many responses.
 *
 * @param design one row per sample
 * @param solution (D'D)^-1 D', one row per column of the design
 */
record LeastSquares(double[][] design, double[][] solution) {
    /** What R's qr takes for dependent. */
    private static final double DEPENDENT = 1e-7;

    static LeastSquares of(double[][] design) { // [N, C]
        int columns = design[0].length;
        var d = new DMatrixRMaj(design);
        var normal = new DMatrixRMaj(columns, columns);
        CommonOps_DDRM.multTransA(d, d, normal);
        CommonOps_DDRM.invert(normal);
        var solution = new DMatrixRMaj(columns, design.length);
        CommonOps_DDRM.multTransB(normal, d, solution);
        double[][] rows = new double[columns][design.length];
        for (int c = 0; c < columns; c++) {
            for (int s = 0; s < design.length; s++) {
                rows[c][s] = solution.get(c, s);
            }
        }
        return new LeastSquares(design, rows);
    }

    /** The coefficients; from the samples whose value is not missing. Null where these do not determine them. */
    double[] fit(double[] y) {
        for (double value : y) {
            if (Double.isNaN(value)) {
                return fitObserved(y);
            }
        }
        double[] coefficients = new double[solution.length];
        for (int c = 0; c < coefficients.length; c++) {
            coefficients[c] = dot(solution[c], y);
        }
        return coefficients;
    }

    private double[] fitObserved(double[] y) {
        int columns = solution.length;
        var normal = new DMatrixRMaj(columns, columns);
        var right = new DMatrixRMaj(columns, 1);
        int observed = 0;
        for (int s = 0; s < y.length; s++) {
            if (!Double.isNaN(y[s])) {
                observed++;
                for (int i = 0; i < columns; i++) {
                    right.add(i, 0, design[s][i] * y[s]);
                    for (int j = 0; j < columns; j++) {
                        normal.add(i, j, design[s][i] * design[s][j]);
                    }
                }
            }
        }
        var coefficients = new DMatrixRMaj(columns, 1);
        return observed > columns && CommonOps_DDRM.solve(normal, right, coefficients) ? coefficients.getData() : null;
    }

    /** What the model says of one sample. */
    double predict(int sample, double[] coefficients) {
        return dot(design[sample], coefficients);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** How many columns are independent, by modified Gram-Schmidt. */
    static int rank(double[][] design) { // [N, C]
        int columns = design[0].length;
        double[][] q = new double[columns][design.length];
        int rank = 0;
        for (int c = 0; c < columns; c++) {
            for (int s = 0; s < design.length; s++) {
                q[rank][s] = design[s][c];
            }
            double before = Math.sqrt(dot(q[rank], q[rank]));
            for (int k = 0; k < rank; k++) {
                double along = dot(q[k], q[rank]);
                for (int s = 0; s < design.length; s++) {
                    q[rank][s] -= along * q[k][s];
                }
            }
            double left = Math.sqrt(dot(q[rank], q[rank]));
            if (left > DEPENDENT * before) {
                for (int s = 0; s < design.length; s++) {
                    q[rank][s] /= left;
                }
                rank++;
            }
        }
        return rank;
    }
}
