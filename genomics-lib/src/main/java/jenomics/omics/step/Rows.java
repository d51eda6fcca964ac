package jenomics.omics.step;

import java.util.Arrays;
import jenomics.omics.OmicsLayer;

/** New values from old ones, sample by sample, computed in doubles. */
final class Rows {
    private Rows() {}

    /** What is done with the values of one sample: they are given in the order of the features and written over. */
    @FunctionalInterface
    interface Change {
        void change(double[] row, OmicsLayer layer, int sample);
    }

    /** The same layer with each sample's values changed. */
    static OmicsLayer changed(OmicsLayer layer, Change change) {
        float[][] rows = new float[layer.size()][];
        for (int s = 0; s < rows.length; s++) {
            double[] row = doubles(layer.row(s));
            change.change(row, layer, s);
            rows[s] = floats(row);
        }
        return layer.withRows(rows);
    }

    static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Those that are not missing, ascending. */
    static double[] observed(float[] values) {
        double[] some = new double[values.length];
        int n = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                some[n++] = value;
            }
        }
        double[] observed = Arrays.copyOf(some, n);
        Arrays.sort(observed);
        return observed;
    }
}
