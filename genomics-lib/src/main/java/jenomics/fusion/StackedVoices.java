package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;

/**
 * Models on what the layers say: one for each set of layers that samples have, all from the same predictions that were made
 * in cross-validation. Where a training sample lacks a layer, the mean of what that layer said of the others stands for it.
 *
 * @param inputs of the training samples: [samples, layers × outputs]
 */
record StackedVoices(List<LayerVoice> voices, Targets targets, double[][] inputs) implements Fitted<MultiOmics> {
    /** On the scale of log odds a penalty of 1 is little and keeps perfect layers finite. */
    private static final double PENALTY = 1;

    static StackedVoices of(List<LayerVoice> voices, Targets targets) {
        double[][] inputs = inputs(
                targets.task(), voices.stream().map(LayerVoice::outOfFold).toList());
        double[] usual = means(inputs);
        for (double[] row : inputs) {
            Arrays.setAll(row, f -> Double.isNaN(row[f]) ? usual[f] : row[f]);
        }
        return new StackedVoices(List.copyOf(voices), targets, inputs);
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

    @Override
    public Predictions predict(MultiOmics samples) {
        double[][] asked =
                inputs(targets.task(), voices.stream().map(v -> v.tell(samples)).toList());
        var alike = new LinkedHashMap<List<Integer>, List<Integer>>();
        for (int s = 0; s < asked.length; s++) {
            double[] row = asked[s];
            var there = IntStream.range(0, row.length)
                    .filter(f -> !Double.isNaN(row[f]))
                    .boxed()
                    .toList();
            if (there.isEmpty()) {
                throw Choir.nothing("Late fusion (stacked)", voices, samples.id(s));
            }
            alike.computeIfAbsent(there, k -> new ArrayList<>()).add(s);
        }
        double[][] values = new double[samples.size()][];
        for (Map.Entry<List<Integer>, List<Integer>> some : alike.entrySet()) {
            int[] columns = some.getKey().stream().mapToInt(f -> f).toArray();
            var model = RidgeModel.fit(pick(inputs, columns), targets.values(), targets.task(), PENALTY);
            for (int s : some.getValue()) {
                values[s] = model.values(pick(new double[][] {asked[s]}, columns), targets.task())[0];
            }
        }
        return new Predictions(targets.task(), samples.ids(), values);
    }

    private static double[][] pick(double[][] rows, int[] columns) {
        return Arrays.stream(rows).map(row -> Plane.pick(row, columns)).toArray(double[][]::new);
    }
}
