package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import jenomics.learn.Metric;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;

/** The parameters as they were when the validation score was best, and their running mean where one is wanted. */
final class Best implements AutoCloseable {
    private final List<Parameter> parameters;
    private final Metric metric;
    private final Scope scope = Scope.lasting();
    private List<NDArray> means;
    private int averaged;
    private List<float[]> values;
    private double score;
    private int without;

    Best(List<Parameter> parameters, Metric metric, History history) {
        this.parameters = parameters;
        this.metric = metric;
        take();
        score = history.scores().isEmpty()
                ? Double.NaN
                : history.scores().get(0).value();
    }

    void offer(double newScore) {
        boolean better = metric.higherIsBetter() ? newScore > score : newScore < score;
        if (better) {
            score = newScore;
            without = 0;
            take();
        } else {
            without++;
        }
    }

    void take() {
        values = parameters.stream().map(p -> p.tensor().toFloatArray()).toList();
    }

    void restore() {
        try (var step = Scope.open();
                var off = Grad.off()) {
            for (int i = 0; i < parameters.size(); i++) {
                var tensor = parameters.get(i).tensor();
                Ops.run(
                        "copy_into",
                        tensor,
                        step.floats(values.get(i), tensor.getShape().getShape()));
            }
        }
    }

    /** Takes the present parameters into their mean (Izmailov et al. 2018). */
    void average() {
        var tensors = parameters.stream().map(Parameter::tensor).toList();
        try (var off = Grad.off()) {
            if (means == null) {
                means = tensors.stream().map(t -> scope.keep(t.duplicate())).toList();
            }
            averaged++;
            Ops.run("average_into", means, tensors, 1.0 / averaged);
        }
    }

    /** Puts the mean in the place of the present parameters; false if there is none. */
    boolean useAverage() {
        if (means == null) {
            return false;
        }
        try (var off = Grad.off()) {
            for (int i = 0; i < means.size(); i++) {
                Ops.run("copy_into", parameters.get(i).tensor(), means.get(i));
            }
        }
        return true;
    }

    double score() {
        return score;
    }

    int epochsWithout() {
        return without;
    }

    @Override
    public void close() {
        scope.close();
    }
}
