package jenomics.classic;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * What a learner is given: the features of the training samples and what is true of them. A class that no training
 * sample has is left out here and gets probability 0 in every prediction.
 *
 * @param learner its name, for messages
 * @param task what is predicted, resolved
 * @param features what the columns of {@code x} are
 * @param x [samples][features]; NaN where missing, if the learner takes that
 * @param y [samples][outputs], as {@link jenomics.learn.Targets} has them ({time, event} for survival), without the
 *     classes that have no sample
 * @param outputs the place of each output among those of the task
 */
record Lesson(String learner, Task task, Features features, float[][] x, double[][] y, int[] outputs) {

    /** Of complete features; survival is refused. */
    static Lesson of(String learner, MultiOmics train, Task task) {
        task.refuseSurvival(learner);
        return withSurvival(learner, train, task);
    }

    /** Of complete features. */
    static Lesson withSurvival(String learner, MultiOmics train, Task task) {
        var lesson = withGaps(learner, train, task);
        lesson.features.requireComplete(lesson.x, train, learner);
        return lesson;
    }

    /** Of features that may be missing. */
    static Lesson withGaps(String learner, MultiOmics train, Task task) {
        if (train.size() < 2) {
            throw new GenomicsException(
                    learner + " needs at least 2 training samples; found " + train.size() + ".",
                    Map.of("samples", train.size()));
        }
        var features = Features.of(train);
        if (features.count() == 0) {
            throw new GenomicsException(
                    learner + " needs at least one feature; the layers " + train.layerNames() + " have none.",
                    Map.of("layers", train.layerNames()));
        }
        var resolved = task.resolve(train);
        double[][] all = resolved.targets(train).values();
        int[] present = present(resolved, all);
        requireTwoClasses(learner, resolved, all, present);
        double[][] y = resolved.kind() != Task.Kind.MULTICLASS
                ? all
                : Arrays.stream(all)
                        .map(row ->
                                Arrays.stream(present).mapToDouble(o -> row[o]).toArray())
                        .toArray(double[][]::new);
        return new Lesson(learner, resolved, features, features.rows(train, learner), y, present);
    }

    private static int[] present(Task task, double[][] y) {
        return IntStream.range(0, task.outputs())
                .filter(o ->
                        task.kind() != Task.Kind.MULTICLASS || Arrays.stream(y).anyMatch(row -> row[o] == 1))
                .toArray();
    }

    private static void requireTwoClasses(String learner, Task task, double[][] y, int[] present) {
        boolean one =
                switch (task.kind()) {
                    case BINARY -> Arrays.stream(y).allMatch(row -> row[0] == y[0][0]);
                    case MULTICLASS -> present.length < 2;
                    default -> false;
                };
        if (one) {
            int only = task.kind() == Task.Kind.BINARY ? (int) y[0][0] : present[0];
            throw new GenomicsException(
                    learner + " needs training samples of at least two classes; all " + Phrases.count(y.length)
                            + " are '" + task.classes().get(only) + "' of '" + task.label()
                            + "'. Stratify the split, or leave this group out.",
                    Map.of("class", task.classes().get(only), "samples", y.length));
        }
    }

    /** For those who compare samples by their features. */
    void requireDifferences() {
        boolean alike = Arrays.stream(x).allMatch(row -> Arrays.equals(row, x[0]));
        if (alike) {
            throw new GenomicsException(
                    learner + " needs features that differ; all " + Phrases.count(x.length)
                            + " training samples are the same in all " + Phrases.count(features.count(), "feature")
                            + ".",
                    Map.of("features", features.count(), "samples", x.length));
        }
    }

    int size() {
        return x.length;
    }

    boolean isRegression() {
        return task.kind() == Task.Kind.REGRESSION;
    }

    /** Whether each sample is of exactly one of several outputs. */
    boolean isMulticlass() {
        return task.kind() == Task.Kind.MULTICLASS;
    }

    /** How many numbers there are to learn for each sample. */
    int width() {
        return outputs.length;
    }

    /** What is true of all samples in one output. */
    double[] output(int output) {
        return Arrays.stream(y).mapToDouble(row -> row[output]).toArray();
    }

    /** The task without the classes that have no sample: that of {@link #y}. */
    Task learnedTask() {
        return isMulticlass()
                ? new Task(
                        task.kind(),
                        task.label(),
                        Arrays.stream(outputs).mapToObj(task.classes()::get).toList())
                : task;
    }

    /** What remains once all is learned: without the training samples. */
    Learned learned() {
        return new Learned(learner, task, features, outputs, x.length);
    }
}
