package jenomics.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Several models judged on the same test samples: their scores side by side, and the difference of each from one of
 * them, with the interval of the paired bootstrap (both models are scored in the same resamples). Every statement is
 * about these trained models and this kind of test sample; the intervals are not corrected for several comparisons.
 *
 * <pre>{@code
 * Comparison.of(targets).with("6-mer logistic regression", baseline).with("LoRA", predictions)
 * // LoRA is better than 6-mer logistic regression by 0.031 AUROC [0.012, 0.050].
 * }</pre>
 */
public final class Comparison implements Described {
    private final Targets targets;
    private final Scoring scoring;
    private final Map<String, Scores> scores;
    private final String reference;

    private Comparison(Targets targets, Scoring scoring, Map<String, Scores> scores, String reference) {
        this.targets = targets;
        this.scoring = scoring;
        this.scores = Collections.unmodifiableMap(scores);
        this.reference = reference;
    }

    public static Comparison of(Targets targets) {
        return of(targets, Scoring.standard());
    }

    public static Comparison of(Targets targets, Scoring scoring) {
        return new Comparison(targets, scoring, Map.of(), null);
    }

    /**
     * The same with one more model.
     *
     * @throws GenomicsException if that name is taken, or as {@link Scores#of} says
     */
    public Comparison with(String name, Predictions predictions) {
        if (scores.containsKey(name)) {
            throw new GenomicsException(
                    "A model named '" + name + "' is in the comparison already: give each its own name.",
                    Map.of("name", name));
        }
        var more = new LinkedHashMap<>(scores);
        more.put(name, Scores.of(predictions, targets, scoring));
        return new Comparison(targets, scoring, more, reference);
    }

    /** The same with the differences taken from this model; unless told otherwise it is the first one. */
    public Comparison against(String name) {
        require(name);
        return new Comparison(targets, scoring, scores, name);
    }

    /** The models by name, in the order they were given, with their scores. */
    public Map<String, Scores> scores() {
        return scores;
    }

    /** The model that differences are taken from. */
    public String reference() {
        if (scores.isEmpty()) {
            throw new GenomicsException("The comparison has no models yet: add them, .with(\"name\", predictions).");
        }
        return reference != null ? reference : scores.keySet().iterator().next();
    }

    /** The metric that verdicts are about: the first of the task that has a value for every model. */
    public Metric metric() {
        var common = new ArrayList<>(scores.get(reference()).all().keySet());
        scores.values().forEach(s -> common.retainAll(s.all().keySet()));
        return common.get(0);
    }

    /** How much more of the metric this model has than the {@link #reference}, with the paired interval. */
    public Interval difference(String name, Metric metric) {
        require(name);
        double[] one = resampled(name, metric);
        double[] other = resampled(reference(), metric);
        double[] differences = new double[one.length];
        for (int r = 0; r < one.length; r++) {
            differences[r] = one[r] - other[r];
        }
        double value = scores.get(name).get(metric).value()
                - scores.get(reference()).get(metric).value();
        return Interval.of(value, differences, scoring.level());
    }

    private double[] resampled(String name, Metric metric) {
        var model = scores.get(name);
        model.get(metric);
        var measures = Measures.of(model.predictions(), targets, scoring.threshold()).stream()
                .filter(m -> m.metric() == metric)
                .toList();
        return scoring.resampled(measures, targets)[0];
    }

    /** What can be said of this model against the {@link #reference}, in one sentence. */
    public String verdict(String name) {
        return verdict(name, metric());
    }

    public String verdict(String name, Metric metric) {
        var difference = difference(name, metric);
        if (difference.low() <= 0 && difference.high() >= 0) {
            return "No difference between " + name + " and " + reference() + " can be told from these "
                    + Phrases.count(targets.size(), "sample") + ": " + signed(difference.value()) + " " + metric + " ["
                    + Interval.number(difference.low()) + ", " + Interval.number(difference.high()) + "].";
        }
        boolean better = difference.value() > 0 == metric.higherIsBetter();
        var size = difference.value() > 0
                ? difference
                : new Interval(-difference.value(), -difference.high(), -difference.low());
        return name + " is " + (better ? "better" : "worse") + " than " + reference() + " by "
                + Interval.number(size.value()) + " " + metric + " [" + Interval.number(size.low()) + ", "
                + Interval.number(size.high()) + "].";
    }

    private static String signed(double x) {
        String text = Interval.number(x);
        return x > 0 ? "+" + text : text;
    }

    private void require(String name) {
        if (!scores.containsKey(name)) {
            throw new GenomicsException(
                    "The comparison has no model '" + name + "'; it has " + Phrases.quoted(scores.keySet()) + "."
                            + Phrases.didYouMean(name, scores.keySet()),
                    Map.of("name", name, "models", List.copyOf(scores.keySet())));
        }
    }

    private Stream<String> others() {
        return scores.keySet().stream().filter(name -> !name.equals(reference()));
    }

    /** The verdicts first, then all metrics of all models, then the paired differences. */
    @Override
    public Description describe() {
        if (scores.isEmpty()) {
            return Description.of("no models to compare yet · " + Phrases.count(targets.size(), "sample"));
        }
        var columns = new ArrayList<>(List.of("metric"));
        columns.addAll(scores.keySet());
        var shown = Description.of(headline())
                .with(
                        Phrases.count(targets.size(), "test sample") + ", "
                                + scores.get(reference()).title(),
                        columns,
                        rows());
        return scores.size() < 2 ? shown : shown.with(differencesTitle(), differenceColumns(), differenceRows());
    }

    private String headline() {
        return scores.size() < 2
                ? reference() + ": " + metric() + " " + scores.get(reference()).get(metric())
                : others().map(this::verdict).collect(Collectors.joining(" "));
    }

    private List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        for (var metric : metrics()) {
            var row = new ArrayList<>(List.of(metric.toString()));
            scores.values()
                    .forEach(s ->
                            row.add(s.all().containsKey(metric) ? s.get(metric).toString() : "-"));
            rows.add(row);
        }
        return rows;
    }

    private List<Metric> metrics() {
        return scores.values().stream()
                .flatMap(s -> s.all().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private String differencesTitle() {
        return "difference from " + reference() + ", in the same resamples"
                + (scores.size() > 2 ? " (not corrected for several comparisons)" : "");
    }

    private List<String> differenceColumns() {
        return Stream.concat(Stream.of("metric"), others()).toList();
    }

    private List<List<String>> differenceRows() {
        return metrics().stream()
                .filter(m -> scores.get(reference()).all().containsKey(m))
                .map(m -> Stream.concat(Stream.of(m.toString()), others().map(name -> differenceText(name, m)))
                        .toList())
                .toList();
    }

    private String differenceText(String name, Metric metric) {
        if (!scores.get(name).all().containsKey(metric)) {
            return "-";
        }
        var d = difference(name, metric);
        return signed(d.value()) + " [" + Interval.number(d.low()) + ", " + Interval.number(d.high()) + "]";
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
