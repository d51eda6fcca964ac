package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.Safetensors;
import jenomics.io.Safetensors.Pending;
import jenomics.io.Snapshots.Snapshot;
import jenomics.learn.Metric;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;

/** The parameters as they were when the validation score was best, and their running mean where one is wanted. */
final class Best implements AutoCloseable {
    private static final String BEST = "best.";
    private static final String MEAN = "mean.";

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
                Ops.run("copy_into", tensor, step.floats(values.get(i), shape(parameters.get(i))));
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

    boolean hasAverage() {
        return means != null;
    }

    /** Puts the mean in the place of the present parameters. */
    void useAverage() {
        try (var off = Grad.off()) {
            for (int i = 0; i < means.size(); i++) {
                Ops.run("copy_into", parameters.get(i).tensor(), means.get(i));
            }
        }
    }

    /** What is kept here, by name; copied when asked for. */
    Map<String, Pending> tensors() {
        var tensors = new LinkedHashMap<String, Pending>();
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            var then = values.get(i);
            tensors.put(BEST + parameter.name(), new Pending("F32", shape(parameter), () -> Safetensors.Tensor.of(
                            then, then.length)
                    .data()));
            if (means != null) {
                var mean = means.get(i);
                tensors.put(MEAN + parameter.name(), Checkpoint.pending(mean));
            }
        }
        return tensors;
    }

    Map<String, String> facts() {
        return Map.of(
                "best score", String.valueOf(score),
                "epochs without", String.valueOf(without),
                "averaged", String.valueOf(averaged));
    }

    /** Takes up what {@link #tensors} and {@link #facts} were. */
    void takeUp(Snapshot saved) {
        score = Double.parseDouble(saved.facts().get("best score"));
        without = Integer.parseInt(saved.facts().get("epochs without"));
        averaged = Integer.parseInt(saved.facts().get("averaged"));
        values = parameters.stream()
                .map(p -> saved.tensors().get(BEST + p.name()).floats())
                .toList();
        if (averaged > 0) {
            means = parameters.stream()
                    .map(p -> Checkpoint.load(scope, saved.tensors().get(MEAN + p.name())))
                    .toList();
        }
    }

    private static long[] shape(Parameter parameter) {
        return parameter.tensor().getShape().getShape();
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
