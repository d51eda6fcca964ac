package jenomics.classic;

import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Samples as XGBoost holds them, outside Java's memory. */
record XgboostData(DMatrix matrix) implements AutoCloseable {

    /** @param labels of all rows, or null */
    static XgboostData of(float[][] rows, int[] some, float[] labels) throws XGBoostError {
        long size = (long) some.length * rows[0].length;
        if (size > Integer.MAX_VALUE - 8) {
            throw new GenomicsException(
                    "XGBoost takes up to 2,147,483,639 values at once; found " + Phrases.count(some.length, "sample")
                            + " × " + Phrases.count(rows[0].length, "feature")
                            + ". Choose features or samples first.",
                    Map.of("samples", some.length, "features", rows[0].length));
        }
        float[] flat = new float[(int) size];
        float[] chosen = new float[some.length];
        for (int i = 0; i < some.length; i++) {
            System.arraycopy(rows[some[i]], 0, flat, i * rows[0].length, rows[0].length);
            chosen[i] = labels == null ? 0 : labels[some[i]];
        }
        var matrix = new DMatrix(flat, some.length, rows[0].length, Float.NaN);
        if (labels != null) {
            matrix.setLabel(chosen);
        }
        return new XgboostData(matrix);
    }

    @Override
    public void close() {
        matrix.dispose();
    }
}
