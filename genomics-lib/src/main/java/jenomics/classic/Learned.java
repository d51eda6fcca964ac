package jenomics.classic;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Phrases;

/**
 * What a fitted model keeps of its training: what it predicts, and from which features.
 *
 * @param learner its name
 * @param task what is predicted, with its classes
 * @param features what it reads of other samples
 * @param outputs the place of each learned output among those of the task
 * @param samples how many it was trained on
 */
record Learned(String learner, Task task, Features features, int[] outputs, int samples) {

    /** The features of these samples, complete, as the model knows them. */
    float[][] rows(MultiOmics other) { // [samples, features]
        float[][] rows = rowsWithGaps(other);
        features.requireComplete(rows, other, learner);
        return rows;
    }

    /** The same, NaN where missing. */
    float[][] rowsWithGaps(MultiOmics other) { // [samples, features]
        return features.rows(other, learner);
    }

    /** @param values [samples][learned outputs]; probabilities of classes sum to 1 over them */
    Predictions predictions(MultiOmics other, double[][] values) {
        return predictions(IntStream.range(0, other.size()).mapToObj(other::id).toList(), values);
    }

    Predictions predictions(List<String> ids, double[][] values) {
        double[][] all = Arrays.stream(values).map(this::spread).toArray(double[][]::new);
        return new Predictions(task, ids, all);
    }

    private double[] spread(double[] learned) {
        if (outputs.length == task.outputs()) {
            return learned;
        }
        double[] all = new double[task.outputs()];
        for (int o = 0; o < outputs.length; o++) {
            all[outputs[o]] = learned[o];
        }
        return all;
    }

    /** Probabilities of one class against the rest, made to sum to 1 where a sample is of one class; else as they are. */
    double[] normalised(double[] probabilities) {
        if (task.kind() != Task.Kind.MULTICLASS) {
            return probabilities;
        }
        double sum = Arrays.stream(probabilities).sum();
        return Arrays.stream(probabilities)
                .map(p -> sum > 0 ? p / sum : 1.0 / probabilities.length)
                .toArray();
    }

    /** One weight for each feature: of a single output its own, with the sign; of several the sum of the sizes. */
    static double[] summed(double[][] ofOutputs) {
        if (ofOutputs.length == 1) {
            return ofOutputs[0];
        }
        double[] sums = new double[ofOutputs[0].length];
        for (double[] weights : ofOutputs) {
            for (int f = 0; f < sums.length; f++) {
                sums[f] += Math.abs(weights[f]);
            }
        }
        return sums;
    }

    /** The name of a learned output: its class or label; for binary the positive class; else the label of the task. */
    String outputName(int output) {
        return switch (task.kind()) {
            case REGRESSION, SURVIVAL -> task.label();
            case BINARY -> task.classes().get(1);
            default -> task.classes().get(outputs[output]);
        };
    }

    /** The names of all learned outputs, in their order. */
    List<String> outputNames() {
        return IntStream.range(0, outputs.length).mapToObj(this::outputName).toList();
    }

    FeatureWeights weights(String kind, double[] weights) {
        return new FeatureWeights(
                kind, features.list(), Arrays.stream(weights).boxed().toList());
    }

    /** {@code random forest · binary 'relapse' [no, yes] · 200 features · 150 samples}. */
    String headline() {
        return learner + " · " + task + " · " + Phrases.count(features.count(), "feature") + " · "
                + Phrases.count(samples, "sample");
    }
}
