package jenomics.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * How good some predictions are: every metric of the task with a bootstrap interval. The interval says how far the
 * choice of these test samples may have moved the value; how far another training run would have, it does not say.
 *
 * <pre>{@code
 * var scores = Scores.of(fitted.predict(split.test()), task.targets(split.test()));
 * scores.get(Metric.AUROC)      // 0.931 [0.912, 0.948]
 * }</pre>
 */
public final class Scores implements Described {
    private final Predictions predictions;
    private final Targets targets;
    private final Scoring scoring;
    private final Map<Metric, Interval> values;
    private final Map<Metric, String> undefined;

    private Scores(Predictions predictions, Targets targets, Scoring scoring) {
        this.predictions = predictions;
        this.targets = targets;
        this.scoring = scoring;
        this.undefined = Definedness.undefined(predictions, targets);
        var measures = Measures.of(predictions, targets, scoring.threshold()).stream()
                .filter(m -> !undefined.containsKey(m.metric()))
                .toList();
        var found = new EnumMap<Metric, Interval>(Metric.class);
        intervals(measures).forEach((measure, interval) -> found.put(measure.metric(), interval));
        this.values = Collections.unmodifiableMap(found);
    }

    public static Scores of(Predictions predictions, Targets targets) {
        return of(predictions, targets, Scoring.standard());
    }

    /**
     * @throws GenomicsException if the two are not of the same samples in the same order and the same task, or a
     *     prediction is not finite or no probability
     */
    public static Scores of(Predictions predictions, Targets targets, Scoring scoring) {
        Definedness.requireMatch(predictions, targets);
        return new Scores(predictions, targets, scoring);
    }

    /**
     * Every metric that has a value, without intervals: for many small test parts, such as folds.
     *
     * @throws GenomicsException as {@link #of} says
     */
    public static Map<Metric, Double> values(Predictions predictions, Targets targets) {
        Definedness.requireMatch(predictions, targets);
        var undefined = Definedness.undefined(predictions, targets);
        int[] once = new int[targets.size()];
        Arrays.fill(once, 1);
        var values = new EnumMap<Metric, Double>(Metric.class);
        Measures.of(predictions, targets, Scoring.standard().threshold()).stream()
                .filter(m -> !undefined.containsKey(m.metric()))
                .forEach(m -> values.put(m.metric(), m.of().applyAsDouble(once)));
        return Collections.unmodifiableMap(values);
    }

    private Map<Measure, Interval> intervals(List<Measure> measures) {
        double[][] resampled = scoring.resampled(measures, targets);
        int[] once = new int[targets.size()];
        Arrays.fill(once, 1);
        var intervals = new LinkedHashMap<Measure, Interval>();
        for (int m = 0; m < resampled.length; m++) {
            double value = measures.get(m).of().applyAsDouble(once);
            intervals.put(measures.get(m), Interval.of(value, resampled[m], scoring.level()));
        }
        return intervals;
    }

    /** @throws GenomicsException if the task has no such metric, or it has no value for these samples: says why */
    public Interval get(Metric metric) {
        var interval = values.get(metric);
        if (interval == null) {
            throw new GenomicsException(
                    undefined.getOrDefault(
                            metric,
                            metric + " is no metric of a "
                                    + Task.name(targets.task().kind()) + " task; there are "
                                    + values.keySet().stream()
                                            .map(Metric::toString)
                                            .collect(Collectors.joining(", "))
                                    + "."),
                    Map.of("metric", metric));
        }
        return interval;
    }

    /** All metrics that have a value, in order. */
    public Map<Metric, Interval> all() {
        return values;
    }

    /** The metrics of the task that have no value for these samples, each with the reason as a sentence. */
    public Map<Metric, String> undefined() {
        return Collections.unmodifiableMap(undefined);
    }

    /** AUROC, AUPRC or F1 of each class or label, one against the rest; those without a value are left out. */
    public Map<String, Interval> perClass(Metric metric) {
        var measures = Measures.perClass(predictions, targets, scoring.threshold()).stream()
                .filter(m -> m.metric() == metric)
                .filter(m -> isDefinedFor(m.className(), metric))
                .toList();
        var byClass = new LinkedHashMap<String, Interval>();
        intervals(measures).forEach((measure, interval) -> byClass.put(measure.className(), interval));
        return Collections.unmodifiableMap(byClass);
    }

    private boolean isDefinedFor(String className, Metric metric) {
        double with = Arrays.stream(targets.output(targets.task().classes().indexOf(className)))
                .sum();
        return metric == Metric.F1 || with > 0 && with < targets.size();
    }

    public Predictions predictions() {
        return predictions;
    }

    public Targets targets() {
        return targets;
    }

    public Scoring scoring() {
        return scoring;
    }

    /** {@code AUROC 0.931 [0.912, 0.948] · AUPRC ... · 220 samples}, then all metrics, then each class. */
    @Override
    public Description describe() {
        String first = values.entrySet().stream()
                .limit(2)
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(" · "));
        var shown = Description.of(first + " · " + Phrases.count(targets.size(), "sample") + balance())
                .with(title(), List.of("metric", "value", "low", "high"), rows());
        if (!undefined.isEmpty()) {
            shown = shown.with(
                    "without a value",
                    List.of(),
                    undefined.values().stream().map(List::of).toList());
        }
        var classes = perClassRows();
        return classes.isEmpty()
                ? shown
                : shown.with("each class", List.of("class", "samples", "AUROC", "AUPRC", "F1"), classes);
    }

    String title() {
        var kind = targets.task().kind();
        String threshold = kind == Task.Kind.BINARY || kind == Task.Kind.MULTILABEL
                ? "; yes from probability " + scoring.threshold() + ", for MCC, F1 and accuracy"
                : "";
        return String.format(
                Locale.ROOT,
                "%.0f %% intervals from %s of the samples%s",
                100 * scoring.level(),
                Phrases.count(scoring.resamples(), "resample"),
                threshold);
    }

    private String balance() {
        if (targets.task().kind() == Task.Kind.SURVIVAL) {
            long events = (long) Arrays.stream(targets.output(1)).sum();
            return " · " + Phrases.count(events, "event");
        }
        if (targets.task().kind() != Task.Kind.BINARY) {
            return "";
        }
        long positives = (long) Arrays.stream(targets.output(0)).sum();
        var classes = targets.task().classes();
        return " · " + classes.get(1) + " " + Phrases.count(positives) + ", " + classes.get(0) + " "
                + Phrases.count(targets.size() - positives);
    }

    private List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        values.forEach((metric, v) -> rows.add(Stream.concat(
                        Stream.of(metric.toString()),
                        Stream.of(v.value(), v.low(), v.high()).map(Interval::number))
                .toList()));
        return rows;
    }

    private List<List<String>> perClassRows() {
        if (Measures.perClass(predictions, targets, scoring.threshold()).isEmpty()) {
            return List.of();
        }
        var tables = Stream.of(Metric.AUROC, Metric.AUPRC, Metric.F1)
                .map(this::perClass)
                .toList();
        var classes = targets.task().classes();
        var rows = new ArrayList<List<String>>();
        for (int c = 0; c < classes.size(); c++) {
            var row = new ArrayList<String>();
            row.add(classes.get(c));
            row.add(Phrases.count((long) Arrays.stream(targets.output(c)).sum()));
            for (var table : tables) {
                row.add(
                        table.containsKey(classes.get(c))
                                ? table.get(classes.get(c)).toString()
                                : "-");
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
