package jenomics.fusion;

import java.util.List;
import java.util.Map;
import jenomics.learn.Predictions;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;

/** Two or more classes of which each sample has one: what discriminant methods need, and how they answer. */
record Classes(Task task, Targets targets) {

    /** The classes of the training samples. */
    static Classes of(String who, MultiOmics train, Task task) {
        if (task.kind() != Task.Kind.BINARY && task.kind() != Task.Kind.MULTICLASS) {
            throw new GenomicsException(
                    who + " tells classes apart; the task is " + task
                            + ". Name a task of classes, Task.multiclass(\"subtype\"), or take another method.",
                    Map.of("task", task.toString()));
        }
        var resolved = task.resolve(train);
        return new Classes(resolved, resolved.targets(train));
    }

    int count() {
        return task.classes().size();
    }

    int[] index() {
        return targets.classIndex();
    }

    /** @param probabilities one per class for each sample */
    Predictions predictions(List<String> ids, double[][] probabilities) {
        boolean binary = task.kind() == Task.Kind.BINARY;
        double[][] values = new double[probabilities.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = binary ? new double[] {probabilities[i][1]} : probabilities[i];
        }
        return new Predictions(task, ids, values);
    }
}
