package jenomics.learn;

import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * What is true of some samples, as numbers; the counterpart of {@link Predictions}, in the same shape but for survival.
 *
 * @param task what is predicted, with its classes resolved
 * @param ids the samples, in order
 * @param values one row per sample, {@link Task#outputs} wide: binary: {1} for positive, else {0}; multiclass: 1 for
 *     the class, else 0; multilabel: 1 for each class it has; regression: {value}, in the units of the label; survival:
 *     {time, 1 if the event came and 0 if the sample was censored}
 */
public record Targets(Task task, List<String> ids, double[][] values) {
    public Targets {
        ids = List.copyOf(ids);
        if (ids.size() != values.length) {
            throw new IllegalArgumentException(ids.size() + " identifiers but " + values.length + " targets");
        }
    }

    public int size() {
        return values.length;
    }

    /** For each sample the place of its class in {@code task.classes()}; for binary 0 (negative) or 1 (positive). */
    public int[] classIndex() {
        if (task.kind() != Task.Kind.BINARY && task.kind() != Task.Kind.MULTICLASS) {
            throw new GenomicsException(
                    "A sample of the task " + task + " has no single class; read values() instead.",
                    Map.of("kind", task.kind()));
        }
        int[] index = new int[values.length];
        for (int i = 0; i < index.length; i++) {
            index[i] = task.kind() == Task.Kind.BINARY ? (int) values[i][0] : placeOfOne(values[i]);
        }
        return index;
    }

    /** One output for all samples, in order. */
    public double[] output(int output) {
        double[] column = new double[values.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = values[i][output];
        }
        return column;
    }

    private static int placeOfOne(double[] row) {
        int c = 0;
        while (row[c] != 1) {
            c++;
        }
        return c;
    }
}
