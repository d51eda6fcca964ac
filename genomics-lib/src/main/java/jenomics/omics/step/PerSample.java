package jenomics.omics.step;

import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;

/** A step that prepares each sample by itself and so learns nothing. Missing values (NaN) stay missing. */
interface PerSample extends Step {

    /** Writes the new values of one sample over the old ones. */
    void change(double[] row, OmicsLayer layer, int sample);

    @Override
    default boolean learns() {
        return false;
    }

    @Override
    default FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        return (other, samples) -> Rows.changed(other, this::change);
    }
}
