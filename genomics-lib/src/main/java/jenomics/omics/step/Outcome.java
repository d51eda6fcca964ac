package jenomics.omics.step;

import java.util.Arrays;
import java.util.Map;
import jenomics.learn.Task;
import jenomics.omics.TrainingSamples;
import jenomics.provenance.GenomicsException;

/**
 * What is to be predicted, for steps that choose features by it.
 *
 * @param classes the class of each sample, from 0; null for numbers
 * @param count how many classes there are
 * @param numbers the value of each sample; null for classes
 */
record Outcome(int[] classes, int count, double[] numbers) {

    static Outcome of(String step, TrainingSamples train) {
        var targets = train.targets(step);
        var kind = targets.task().kind();
        if (kind == Task.Kind.REGRESSION) {
            double[] numbers = targets.output(0);
            requireSeveral(
                    step, targets.task(), Arrays.stream(numbers).distinct().count());
            return new Outcome(null, 0, numbers);
        }
        if (kind == Task.Kind.MULTILABEL) {
            throw new GenomicsException(
                    "The step '" + step + "' chooses by one class or one number of each sample; '"
                            + targets.task().label() + "' says several.",
                    Map.of("step", step, "label", targets.task().label()));
        }
        int[] classes = targets.classIndex();
        requireSeveral(step, targets.task(), Arrays.stream(classes).distinct().count());
        return new Outcome(classes, Arrays.stream(classes).max().orElse(0) + 1, null);
    }

    private static void requireSeveral(String step, Task task, long different) {
        if (different < 2) {
            throw new GenomicsException(
                    "The step '" + step + "' chooses features by '" + task.label()
                            + "', and all training samples have the same.",
                    Map.of("step", step, "label", task.label()));
        }
    }

    boolean ofClasses() {
        return classes != null;
    }

    /** One column for each class (one for two classes), or that of the numbers. */
    double[][] responses() { // [response, sample]
        if (!ofClasses()) {
            return new double[][] {numbers};
        }
        double[][] responses = new double[count == 2 ? 1 : count][classes.length];
        for (int s = 0; s < classes.length; s++) {
            for (int r = 0; r < responses.length; r++) {
                responses[r][s] = classes[s] == r ? 1 : 0;
            }
        }
        return responses;
    }
}
