package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.nn.Objective;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;

/**
 * What a fine-tuning makes small: the objective, with the weights of the classes in the training samples.
 *
 * @param head the task, and the units of a regression
 * @param objective smoothing, focus, weights
 * @param weights for classes [1][classes]; for a binary label or for labels [outputs][2], of no and of yes
 */
record Loss(Head head, Objective objective, double[][] weights) {

    /** @param targets of the training samples */
    static Loss of(Head head, Objective objective, Targets targets) {
        var task = head.task();
        if (task.kind() == Task.Kind.REGRESSION) {
            if (!objective.plain()) {
                throw new GenomicsException(
                        "Label smoothing, the focal loss and class weights are for classes; '" + task.label()
                                + "' is a number. Found " + objective.facts() + ".",
                        Map.of("task", task.toString(), "objective", objective.toString()));
            }
            return new Loss(head, objective, new double[0][]);
        }
        var unknown = new TreeSet<>(objective.classWeights().keySet());
        unknown.removeAll(task.classes());
        if (!unknown.isEmpty()) {
            throw new GenomicsException(
                    "Class weights name " + unknown + "; the classes of '" + task.label() + "' are " + task.classes()
                            + ".",
                    Map.of("unknown", unknown, "classes", task.classes()));
        }
        return new Loss(
                head, objective, objective.balancedClasses() ? balanced(task, targets) : given(task, objective));
    }

    /** In inverse proportion to how often each occurs; 1 on average over the samples. */
    private static double[][] balanced(Task task, Targets targets) {
        int n = targets.size();
        double[] count = new double[task.outputs()];
        for (double[] row : targets.values()) {
            for (int o = 0; o < count.length; o++) {
                count[o] += row[o];
            }
        }
        if (task.kind() == Task.Kind.MULTICLASS) {
            return new double[][] {
                Arrays.stream(count)
                        .map(c -> n / (count.length * Math.max(1, c)))
                        .toArray()
            };
        }
        return Arrays.stream(count)
                .mapToObj(c -> new double[] {n / (2 * Math.max(1, n - c)), n / (2 * Math.max(1, c))})
                .toArray(double[][]::new);
    }

    private static double[][] given(Task task, Objective objective) {
        var classes = task.classes();
        var weights = objective.classWeights();
        return switch (task.kind()) {
            case MULTICLASS -> new double[][] {of(classes, weights)};
            case BINARY -> new double[][] {of(classes, weights)};
            default ->
                classes.stream()
                        .map(label -> new double[] {1, weights.getOrDefault(label, 1.0)})
                        .toArray(double[][]::new);
        };
    }

    private static double[] of(List<String> classes, Map<String, Double> weights) {
        return classes.stream().mapToDouble(c -> weights.getOrDefault(c, 1.0)).toArray();
    }

    /** A number for scores [n, outputs] against target rows (see {@link Targets}). */
    NDArray of(Scope scope, NDArray scores, double[][] targets) {
        if (objective.plain()) {
            return head.loss(scope, scores, targets);
        }
        double smoothing = objective.labelSmoothing();
        int outputs = targets[0].length;
        boolean classes = head.task().kind() == Task.Kind.MULTICLASS;
        float[] truth = new float[targets.length * outputs];
        float[] weight = new float[truth.length];
        for (int i = 0; i < truth.length; i++) {
            int o = i % outputs;
            double value = targets[i / outputs][o];
            truth[i] = (float) ((1 - smoothing) * value + smoothing / (classes ? outputs : 2));
            weight[i] = classes ? 0 : (float) weights[o][(int) value];
        }
        var truths = scope.floats(truth, targets.length, outputs);
        return classes
                ? Ops.call("class_loss", scores, truths, scope.floats(floats(weights[0]), outputs), objective.focal())
                : Ops.call(
                        "label_loss", scores, truths, scope.floats(weight, targets.length, outputs), objective.focal());
    }

    /** How much these samples weigh in a batch; the loss of a batch is the mean of its parts by this weight. */
    double weight(double[][] targets) {
        if (objective.plain()) {
            return targets.length;
        }
        boolean classes = head.task().kind() == Task.Kind.MULTICLASS;
        double sum = 0;
        for (double[] row : targets) {
            for (int o = 0; o < row.length; o++) {
                sum += classes ? row[o] * weights[0][o] : weights[o][(int) row[o]];
            }
        }
        return sum;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
