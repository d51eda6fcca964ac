package jenomics.learn;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** One class or label against the rest: its scores and who has it. */
final class OneClass {
    private OneClass() {}

    static double[] scores(Predictions predictions, Targets targets, String className) {
        Definedness.requireMatch(predictions, targets);
        int output = output(targets.task(), className);
        double[] scores = new double[predictions.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = predictions.values()[i][output];
        }
        return scores;
    }

    static boolean[] positive(Targets targets, String className) {
        double[] has = targets.output(output(targets.task(), className));
        boolean[] positive = new boolean[has.length];
        for (int i = 0; i < has.length; i++) {
            positive[i] = has[i] == 1;
        }
        return positive;
    }

    /** The places of the samples from the highest score down; those of one score in their order. */
    static int[] descending(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    static void requireBoth(Targets targets, String className, boolean[] positive) {
        int with = 0;
        for (boolean p : positive) {
            with += p ? 1 : 0;
        }
        if (with == 0 || with == positive.length) {
            throw new GenomicsException(
                    "A curve of '" + className + "' needs samples of that class and others; of the "
                            + Phrases.count(positive.length, "sample") + " " + (with == 0 ? "none is." : "all are."),
                    Map.of("class", className, "samples", positive.length));
        }
    }

    private static int output(Task task, String className) {
        var kind = task.kind();
        if (kind == Task.Kind.REGRESSION || kind == Task.Kind.SURVIVAL) {
            throw new GenomicsException(
                    "Curves of found samples are for classes; the task is " + task + ".",
                    Map.of("task", task.toString()));
        }
        boolean binary = kind == Task.Kind.BINARY;
        int place = binary
                ? task.classes().lastIndexOf(className) - 1
                : task.classes().indexOf(className);
        if (place < 0) {
            throw new GenomicsException(
                    "No curve can be drawn of the class '" + className + "'; "
                            + (binary
                                    ? "the positive one is '" + task.classes().get(1) + "'."
                                    : "the task has " + Phrases.quoted(task.classes()) + "."),
                    Map.of("class", className, "task", task.toString()));
        }
        return place;
    }
}
