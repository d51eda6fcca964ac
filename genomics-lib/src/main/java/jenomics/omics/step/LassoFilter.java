package jenomics.omics.step;

import java.util.stream.IntStream;
import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;

/**
 * Keeps the features that a lasso (Tibshirani 1996) takes up first: least squares on the number that is to be predicted,
 * or on each class against the others, with a falling penalty until so many features are in.
 *
 * @param most how many
 */
public record LassoFilter(int most) implements Step {

    public LassoFilter {
        Choice.requireSome("lasso", most);
    }

    @Override
    public String name() {
        return "lasso (" + most + ")";
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        Refusals.requireComplete(name(), layer);
        var outcome = Outcome.of(name(), train);
        double[][] columns = IntStream.range(0, layer.featureCount())
                .mapToObj(f -> Rows.doubles(layer.column(f)))
                .toArray(double[][]::new);
        double[] weights = new LassoPath(columns, outcome.responses()).weights(most);
        for (int f = 0; f < weights.length; f++) {
            weights[f] = weights[f] > 0 ? weights[f] : Double.NaN;
        }
        return Choice.highest(name(), layer, weights, most);
    }
}
