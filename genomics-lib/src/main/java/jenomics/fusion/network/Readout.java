package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;

/**
 * What the scores of a network mean for a task: log odds for classes and labels, standard deviations from the mean of the
 * training samples for a number.
 *
 * @param task resolved
 * @param centre of the training samples; 0 but for regression
 * @param spread of the training samples; 1 but for regression
 * @param weights of the classes in the loss (for binary tasks and labels: of yes against no); null: all alike
 */
record Readout(Task task, double centre, double spread, float[] weights) {

    /**
     * @param balanced whether every class counts as much as any other
     * @throws GenomicsException if the task is survival
     */
    static Readout of(Targets targets, boolean balanced) {
        var task = targets.task();
        if (task.kind() == Task.Kind.SURVIVAL) {
            throw new GenomicsException(
                    "Networks on layers learn classes, labels and numbers; the task is " + task
                            + ". For survival say, for example, Fusion.mofa().then(Classic.elasticNet()).",
                    Map.of("task", task.toString()));
        }
        if (task.kind() != Task.Kind.REGRESSION) {
            return new Readout(task, 0, 1, balanced ? balance(targets) : null);
        }
        double[] values = targets.output(0);
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double spread = Math.sqrt(squares / Math.max(1, values.length));
        return new Readout(task, mean, spread > 0 ? spread : 1, null);
    }

    private static float[] balance(Targets targets) {
        boolean classes = targets.task().kind() == Task.Kind.MULTICLASS;
        float[] weights = new float[targets.task().outputs()];
        for (int o = 0; o < weights.length; o++) {
            double with = Arrays.stream(targets.output(o)).sum();
            double n = targets.size();
            weights[o] = (float)
                    (classes ? n / (weights.length * Math.max(1, with)) : Math.max(1, n - with) / Math.max(1, with));
        }
        return weights;
    }

    /** What each score is of: a class, a label, or the number. */
    List<String> outputs() {
        return switch (task.kind()) {
            case BINARY -> List.of(task.classes().get(1));
            case REGRESSION -> List.of(task.label());
            default -> task.classes();
        };
    }

    /** Target rows as the loss takes them: classes [n], else [n, outputs]. */
    NDArray truth(Scope scope, double[][] rows) {
        if (task.kind() == Task.Kind.MULTICLASS) {
            long[] classes = new long[rows.length];
            for (int i = 0; i < classes.length; i++) {
                classes[i] = hot(rows[i]);
            }
            return scope.longs(classes, classes.length);
        }
        int outputs = task.outputs();
        float[] flat = new float[rows.length * outputs];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) ((rows[i / outputs][i % outputs] - centre) / spread);
        }
        return scope.floats(flat, rows.length, outputs);
    }

    private static int hot(double[] row) {
        int c = 0;
        while (row[c] != 1) {
            c++;
        }
        return c;
    }

    /** The mean loss of scores [n, outputs]: cross-entropy, binary cross-entropy, or the squared error. */
    NDArray loss(NDArray scores, NDArray truth) {
        var each = weights == null ? null : Scope.current().floats(weights, weights.length);
        return switch (task.kind()) {
            case MULTICLASS -> Ops.call("cross_entropy", scores, truth, each);
            case REGRESSION -> Ops.call("mean_squared_error", scores, truth);
            default -> Ops.call("binary_cross_entropy", scores, truth, each);
        };
    }

    /** What the scores of some samples say: probabilities, or values in the units of the label. */
    double[][] values(float[] scores) {
        int outputs = task.outputs();
        double[][] values = new double[scores.length / outputs][outputs];
        for (int i = 0; i < values.length; i++) {
            for (int o = 0; o < outputs; o++) {
                double score = scores[i * outputs + o];
                values[i][o] = switch (task.kind()) {
                    case REGRESSION -> centre + spread * score;
                    case MULTICLASS -> score;
                    default -> 1 / (1 + Math.exp(-score));
                };
            }
            if (task.kind() == Task.Kind.MULTICLASS) {
                softmax(values[i]);
            }
        }
        return values;
    }

    private static void softmax(double[] scores) {
        double most = Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = Math.exp(scores[c] - most);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
    }
}
