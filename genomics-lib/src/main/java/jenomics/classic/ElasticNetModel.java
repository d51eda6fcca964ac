package jenomics.classic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.plot.Panels;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** An {@link ElasticNet} that has learned: a path of fits, and the one that cross-validation chose. */
public final class ElasticNetModel implements Fitted<MultiOmics>, Described {
    private final ElasticNet plan;
    private final Learned learned;
    private final List<Chosen> paths;
    private final double[] deviation;

    ElasticNetModel(ElasticNet plan, Learned learned, List<Chosen> paths, double[] deviation) {
        this.plan = plan;
        this.learned = learned;
        this.paths = List.copyOf(paths);
        this.deviation = deviation;
    }

    /**
     * A path and the place that was chosen on it.
     *
     * @param lossName what was made small
     */
    record Chosen(CrossValidation validation, int place, String lossName) {
        PathStep step() {
            return validation.path().steps().get(place);
        }

        double lambda() {
            return validation.path().lambdas()[place];
        }
    }

    @Override
    public Predictions predict(MultiOmics samples) {
        float[][] rows = learned.rows(samples);
        return learned.predictions(
                samples, Arrays.stream(rows).map(this::values).toArray(double[][]::new));
    }

    private double[] values(float[] row) {
        return switch (learned.task().kind()) {
            case REGRESSION, SURVIVAL -> new double[] {paths.get(0).step().at(row, 0)};
            case BINARY, MULTILABEL ->
                paths.stream()
                        .mapToDouble(path -> 1 / (1 + Math.exp(-path.step().at(row, 0))))
                        .toArray();
            case MULTICLASS -> {
                var step = paths.get(0).step();
                double[][] eta = new double[step.intercepts().length][1];
                for (int o = 0; o < eta.length; o++) {
                    eta[o][0] = step.at(row, o);
                }
                yield Outcome.softmax(eta, 0);
            }
        };
    }

    /** What was predicted, with its classes. */
    public Task task() {
        return learned.task();
    }

    /** The names of the features, in the order of {@link #coefficients(int)}. */
    public List<String> features() {
        return learned.features().list();
    }

    /** The strength that was chosen; of the first label where there are several. */
    public double lambda() {
        return paths.get(0).lambda();
    }

    /** The share of the absolute penalty that was chosen; of the first label where there are several. */
    public double alpha() {
        return paths.get(0).validation().path().alpha();
    }

    /** How many outputs have coefficients of their own: classes, labels, or one. */
    public int outputs() {
        return isMulticlass() ? paths.get(0).step().intercepts().length : paths.size();
    }

    /** The names of the outputs: classes or labels; for binary the positive class; else the label of the task. */
    public List<String> outputNames() {
        return IntStream.range(0, outputs()).mapToObj(learned::outputName).toList();
    }

    /** The values of these samples as the model reads them, one row per sample. */
    public float[][] rows(MultiOmics samples) { // [samples, features]
        return learned.rows(samples);
    }

    private boolean isMulticlass() {
        return learned.task().kind() == Task.Kind.MULTICLASS;
    }

    /** What is added to the sum of coefficients times features; 0 for survival. */
    public double intercept(int output) {
        return step(output).intercepts()[isMulticlass() ? output : 0];
    }

    /** The coefficient of every feature as it was measured, in the order of {@link #features}. */
    public double[] coefficients(int output) {
        return step(output).dense(isMulticlass() ? output : 0, deviation.length);
    }

    /** The coefficients that are not 0, by name; the largest per standard deviation first. */
    public Map<String, Double> selected(int output) {
        double[] all = coefficients(output);
        var names = features();
        var selected = new LinkedHashMap<String, Double>();
        IntStream.range(0, all.length)
                .filter(f -> all[f] != 0)
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(all[b] * deviation[b]), Math.abs(all[a] * deviation[a])))
                .forEach(f -> selected.put(names.get(f), all[f]));
        return selected;
    }

    private PathStep step(int output) {
        if (output < 0 || output >= outputs()) {
            throw new GenomicsException(
                    "There is no output " + output + ": the task " + learned.task() + " has " + outputs()
                            + ", numbered from 0.",
                    Map.of("output", output));
        }
        return paths.get(isMulticlass() ? 0 : output).step();
    }

    /** All strengths, of one output (for classes of all of them together). */
    public ElasticNetPath path(int output) {
        step(output);
        int p = isMulticlass() ? 0 : output;
        return new ElasticNetPath(learned, paths.get(p).validation().path(), deviation, p);
    }

    /** Coefficients per standard deviation; over several outputs the sum of their absolute values. */
    @Override
    public Optional<FeatureWeights> weights() {
        double[][] standardised = new double[outputs()][];
        for (int o = 0; o < standardised.length; o++) {
            double[] b = coefficients(o);
            Arrays.setAll(b, f -> b[f] * deviation[f]);
            standardised[o] = b;
        }
        return Optional.of(learned.weights("coefficient per standard deviation", Learned.summed(standardised)));
    }

    /** The coefficients along the path, and the loss that chose its place; for the first output. */
    public Chart plot() {
        return plot(0);
    }

    /** The coefficients along the path of one output, and the loss that chose its place. */
    public Chart plot(int output) {
        step(output);
        var chosen = paths.get(isMulticlass() ? 0 : output);
        double at = chosen.lambda();
        return Panels.stacked(lossChart(chosen), path(output).chart(isMulticlass() ? output : 0, at));
    }

    private LineChart lossChart(Chosen chosen) {
        var found = chosen.validation();
        double[] x = ElasticNetPath.logs(found.path().lambdas());
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        for (int m = 0; m < x.length; m++) {
            low[m] = found.loss()[m] - found.error()[m];
            high[m] = found.loss()[m] + found.error()[m];
        }
        return LineChart.of(learned.learner() + ": loss on parts left out")
                .x("log10 lambda")
                .y(chosen.lossName())
                .line("mean ± standard error", x, found.loss())
                .band(x, low, high)
                .mark(x[chosen.place()], "chosen");
    }

    /** {@code elastic net · binary 'relapse' [no, yes] · 200 features · 150 samples · alpha 0.5 · lambda 0.042}. */
    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (int o = 0; o < outputs(); o++) {
            var selected = selected(o);
            rows.add(List.of(
                    learned.outputName(o),
                    Phrases.count(selected.size()),
                    String.join(", ", selected.keySet().stream().limit(5).toList())));
        }
        String strength = String.format(
                Locale.ROOT,
                " · alpha %s · lambda %.4g (%s of %d folds)",
                alpha(),
                lambda(),
                plan.rule() == ElasticNet.Rule.LEAST_LOSS ? "least loss" : "one standard error",
                plan.folds());
        return Description.of(learned.headline() + strength)
                .with("coefficients other than 0", List.of("for", "features", "largest"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
