package jenomics.omics.step;

import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;

/**
 * Leaves out features that too many training samples lack. Samples without any value in the layer do not count.
 *
 * @param most the share that may be missing, 0 to 1
 */
public record MissingFilter(double most) implements Step {

    public MissingFilter {
        if (!(most >= 0 && most <= 1)) {
            throw Refusals.option("drop missing", "share", "0 to 1", most);
        }
    }

    @Override
    public String name() {
        return "drop missing (above " + Math.round(100 * most) + " %)";
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        int[] observed = FeatureStatistics.of(layer).observed();
        int measured = 0;
        for (int s = 0; s < layer.size(); s++) {
            measured += layer.measured(s) ? 1 : 0;
        }
        double of = measured;
        return Choice.where(name(), layer, f -> observed[f] > 0 && 1 - observed[f] / of <= most);
    }
}
