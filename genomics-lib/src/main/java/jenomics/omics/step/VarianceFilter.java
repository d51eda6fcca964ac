package jenomics.omics.step;

import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;

/**
 * Keeps the features that vary most in the training samples, or all that vary more than a limit.
 *
 * @param most how many at most
 * @param above the variance (n - 1) they must exceed
 */
public record VarianceFilter(int most, double above) implements Step {

    public VarianceFilter {
        Choice.requireSome("top variance", most);
        if (!(above >= 0)) {
            throw Refusals.option("minimum variance", "variance", "0 or more", above);
        }
    }

    @Override
    public String name() {
        return most < Integer.MAX_VALUE
                ? "top variance (" + most + ")"
                : above == 0 ? "drop constant" : "variance above " + above;
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        double[] variances = FeatureStatistics.of(layer).variances();
        return most < Integer.MAX_VALUE
                ? Choice.highest(name(), layer, variances, most)
                : Choice.where(name(), layer, f -> variances[f] > above);
    }
}
