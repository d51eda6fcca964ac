package jenomics.omics.step;

import java.util.stream.IntStream;
import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;

/**
 * Keeps the features that tell most of the classes of the training samples: mutual information of the feature, in classes
 * of equal size, with the class. A number that is to be predicted is put into classes too. Samples that lack the feature
 * are passed over.
 *
 * @param most how many
 * @param bins how many classes a feature is put into, 2 or more
 */
public record InformationFilter(int most, int bins) implements Step {

    public InformationFilter {
        Choice.requireSome("mutual information", most);
        if (bins < 2) {
            throw Refusals.option("mutual information", "number of bins", "2 or more", bins);
        }
    }

    @Override
    public String name() {
        return "mutual information (" + most + ")";
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        var outcome = Outcome.of(name(), train);
        int[] classes =
                outcome.ofClasses() ? outcome.classes() : MutualInformation.equalFrequency(outcome.numbers(), bins);
        double[] scores = IntStream.range(0, layer.featureCount())
                .parallel()
                .mapToDouble(f -> score(layer.column(f), classes))
                .toArray();
        return Choice.highest(name(), layer, scores, most);
    }

    private double score(float[] values, int[] classes) {
        int[] known = IntStream.range(0, values.length)
                .filter(s -> !Float.isNaN(values[s]))
                .toArray();
        double[] numbers = IntStream.of(known).mapToDouble(s -> values[s]).toArray();
        int[] of = IntStream.of(known).map(s -> classes[s]).toArray();
        return MutualInformation.of(MutualInformation.equalFrequency(numbers, bins), of);
    }
}
