package jenomics.fusion;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * The rotation that brings rows nearest to what they are assigned to.
 *
 * @param rotation [dimensions, dimensions]
 * @param strength the sum of the singular values of the cross product
 */
record Procrustes(double[][] rotation, double strength) {

    /** @param cross the assignment, transposed, times the rows */
    static Procrustes of(double[][] cross) {
        int k = cross.length;
        var svd = DecompositionFactory_DDRM.svd(k, k, true, true, false);
        if (!svd.decompose(new DMatrixRMaj(cross))) {
            throw new IllegalStateException("the singular values of a matrix of " + k + " rows do not settle");
        }
        var u = svd.getU(null, false);
        var v = svd.getV(null, false);
        double[][] rotation = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                for (int c = 0; c < k; c++) {
                    rotation[i][j] += v.get(i, c) * u.get(j, c);
                }
            }
        }
        double strength = 0;
        for (double value : svd.getSingularValues()) {
            strength += value;
        }
        return new Procrustes(rotation, strength);
    }
}
