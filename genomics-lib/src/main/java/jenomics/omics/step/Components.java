package jenomics.omics.step;

import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Pca;
import jenomics.omics.Scale;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;

/**
 * The features become principal components of the training samples, onto which others are projected. Features are centred,
 * not scaled; so scale them before.
 *
 * @param most how many components, 1 or more; fewer where the training samples have fewer
 */
public record Components(int most) implements Step {

    public Components {
        if (most < 1) {
            throw Refusals.option("PCA", "number of components", "1 or more", most);
        }
    }

    @Override
    public String name() {
        return "PCA (" + most + ")";
    }

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        return Scale.UNKNOWN;
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        Refusals.requireComplete(name(), layer);
        var pca = Pca.of(layer, most);
        return (other, samples) -> {
            Refusals.requireComplete(name(), other);
            return pca.project(other);
        };
    }
}
