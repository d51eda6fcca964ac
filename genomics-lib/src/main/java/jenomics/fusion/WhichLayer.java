package jenomics.fusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.learn.Comparison;
import jenomics.learn.Estimator;
import jenomics.learn.Metric;
import jenomics.learn.Predictions;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Which layer carries a prediction: the same method with all layers, with each one left out, and with each one alone, in
 * the same folds. Differences have paired bootstrap intervals over the samples, all of which are predicted by a model that
 * did not know them; they do not say how another choice of folds would have come out.
 *
 * @param method its name
 * @param layers their names
 * @param comparison everything compared: "all layers", "without x", "x alone"
 * @param giveAways features that tell the outcome without fault
 */
public record WhichLayer(String method, List<String> layers, Comparison comparison, GiveAways giveAways)
        implements Described {
    private static final String ALL = "all layers";
    private static final int FOLDS = 5;

    static WhichLayer of(Estimator<MultiOmics> estimator, MultiOmics cohort, Task task, Seed seed) {
        if (cohort.layers().size() < 2) {
            throw new GenomicsException(
                    "Which layer carries it is a question about at least two layers; there is " + cohort.layerNames()
                            + " alone.",
                    Map.of("layers", cohort.layerNames()));
        }
        var resolved = task.resolve(cohort);
        var targets = resolved.targets(cohort);
        var folds = Folds.deal(targets, FOLDS, seed.part("folds"));
        var comparison = Comparison.of(targets);
        for (var entry : choices(cohort.layerNames()).entrySet()) {
            var some = cohort.only(entry.getValue().toArray(String[]::new));
            comparison = comparison.with(
                    entry.getKey(), outOfFold(only(estimator, entry.getValue()), some, targets, folds, seed));
        }
        return new WhichLayer(
                estimator.name(), cohort.layerNames(), comparison.against(ALL), GiveAways.in(cohort, resolved));
    }

    private static Estimator<MultiOmics> only(Estimator<MultiOmics> estimator, List<String> layers) {
        return estimator instanceof FusedEstimator fused
                ? fused.only().apply(layers)
                : estimator instanceof SupervisedFusion<?> supervised
                        ? supervised.only(layers)
                        : estimator instanceof LateFusion late ? late.only(layers) : estimator;
    }

    private static Map<String, List<String>> choices(List<String> layers) {
        var choices = new LinkedHashMap<String, List<String>>();
        choices.put(ALL, layers);
        for (var layer : layers) {
            choices.put(
                    "without " + layer,
                    layers.stream().filter(l -> !l.equals(layer)).toList());
        }
        if (layers.size() > 2) {
            layers.forEach(layer -> choices.put(layer + " alone", List.of(layer)));
        }
        return choices;
    }

    private static Predictions outOfFold(
            Estimator<MultiOmics> estimator, MultiOmics cohort, Targets targets, Folds folds, Seed seed) {
        double[][] values = new double[cohort.size()][];
        for (int fold = 0; fold < folds.count(); fold++) {
            int[] held = folds.in(fold);
            var told = estimator
                    .learn(cohort.select(folds.outside(fold)), targets.task(), seed.at(fold))
                    .predict(cohort.select(held));
            for (int i = 0; i < held.length; i++) {
                values[held[i]] = told.values()[i];
            }
        }
        return new Predictions(targets.task(), cohort.ids(), values);
    }

    /** The metric of each choice of layers with its interval, and the choice of all layers first. */
    public Chart plot() {
        Metric metric = comparison.metric();
        var chart = BarChart.of("Which layer carries it: " + method)
                .y(metric.toString())
                .horizontal();
        for (var entry : comparison.scores().entrySet()) {
            var interval = entry.getValue().get(metric);
            chart = chart.bar(entry.getKey(), interval.value(), interval.low(), interval.high());
        }
        return chart;
    }

    /** What can be said of each layer: whether anything is lost without it. */
    @Override
    public Description describe() {
        Metric metric = comparison.metric();
        var rows = new ArrayList<List<String>>();
        for (var entry : comparison.scores().entrySet()) {
            var difference = comparison.difference(entry.getKey(), metric);
            rows.add(List.of(
                    entry.getKey(),
                    entry.getValue().get(metric).toString(),
                    entry.getKey().equals(ALL) ? "" : difference.toString()));
        }
        var shown = Description.of(headline(metric))
                .with(
                        "predictions of " + method + " in " + FOLDS + " folds",
                        List.of("layers", metric.toString(), "difference from all layers"),
                        rows);
        return giveAways.isEmpty() ? shown : shown.with("warning", List.of(), List.of(List.of(giveAways.sentence())));
    }

    private String headline(Metric metric) {
        var missed = layers.stream()
                .filter(layer -> {
                    var lost = comparison.difference("without " + layer, metric);
                    return metric.higherIsBetter() ? lost.high() < 0 : lost.low() > 0;
                })
                .toList();
        return missed.isEmpty()
                ? "No single layer is missed by " + method + ": without any one of them " + metric
                        + " cannot be told to fall"
                : method + " loses " + metric + " without "
                        + missed.stream().map(l -> "'" + l + "'").collect(Collectors.joining(", without "));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
