package jenomics.fusion;

import java.util.Arrays;
import java.util.List;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;

/**
 * A model on what the layers say. Where a sample lacks a layer, the mean of what that layer said of the training samples
 * stands for it.
 *
 * @param usual the mean of each of the inputs
 * @param classes the model for classes, or null
 * @param numbers the model for numbers, or null
 */
record StackedVoices(List<LayerVoice> voices, Task task, double[] usual, SoftmaxRidge classes, LinearRidge numbers)
        implements Fitted<MultiOmics> {
    /** On the scale of log odds a penalty of 1 is little and keeps perfect layers finite. */
    private static final double PENALTY = 1;

    static StackedVoices of(List<LayerVoice> voices, Targets targets) {
        var task = targets.task();
        double[][] inputs =
                inputs(task, voices.stream().map(LayerVoice::outOfFold).toList());
        double[] usual = means(inputs);
        fill(inputs, usual);
        boolean regression = task.kind() == Task.Kind.REGRESSION;
        return new StackedVoices(
                List.copyOf(voices),
                task,
                usual,
                regression ? null : SoftmaxRidge.fit(inputs, indicators(targets), PENALTY),
                regression ? LinearRidge.fit(inputs, targets.output(0), PENALTY) : null);
    }

    private static double[][] indicators(Targets targets) {
        return targets.task().kind() == Task.Kind.BINARY
                ? Arrays.stream(targets.values())
                        .map(row -> new double[] {1 - row[0], row[0]})
                        .toArray(double[][]::new)
                : targets.values();
    }

    /** Log odds of classes, numbers as they are, the layers side by side; NaN where a layer says nothing. */
    private static double[][] inputs(Task task, List<double[][]> told) {
        int each = task.outputs();
        double[][] inputs = new double[told.get(0).length][told.size() * each];
        for (int s = 0; s < inputs.length; s++) {
            for (int v = 0; v < told.size(); v++) {
                double[] one = told.get(v)[s];
                for (int c = 0; c < each; c++) {
                    inputs[s][v * each + c] =
                            one == null ? Double.NaN : task.kind() == Task.Kind.REGRESSION ? one[c] : logOdds(one[c]);
                }
            }
        }
        return inputs;
    }

    private static double logOdds(double p) {
        double inside = Math.max(1e-3, Math.min(1 - 1e-3, p));
        return Math.log(inside / (1 - inside));
    }

    private static double[] means(double[][] inputs) {
        double[] means = new double[inputs[0].length];
        Arrays.setAll(means, f -> Arrays.stream(inputs)
                .mapToDouble(row -> row[f])
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(0));
        return means;
    }

    private static void fill(double[][] inputs, double[] usual) {
        for (double[] row : inputs) {
            for (int f = 0; f < row.length; f++) {
                row[f] = Double.isNaN(row[f]) ? usual[f] : row[f];
            }
        }
    }

    @Override
    public Predictions predict(MultiOmics samples) {
        var told = voices.stream().map(v -> v.tell(samples)).toList();
        for (int s = 0; s < samples.size(); s++) {
            int sample = s;
            if (told.stream().allMatch(t -> t[sample] == null)) {
                throw Choir.nothing("Late fusion (stacked)", voices, samples.id(s));
            }
        }
        double[][] inputs = inputs(task, told);
        fill(inputs, usual);
        return new Predictions(task, samples.ids(), values(inputs));
    }

    private double[][] values(double[][] inputs) {
        if (numbers != null) {
            return Arrays.stream(numbers.values(inputs))
                    .mapToObj(v -> new double[] {v})
                    .toArray(double[][]::new);
        }
        double[][] probabilities = classes.probabilities(inputs);
        return task.kind() == Task.Kind.BINARY
                ? Arrays.stream(probabilities).map(row -> new double[] {row[1]}).toArray(double[][]::new)
                : probabilities;
    }
}
