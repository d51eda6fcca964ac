package jenomics.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import jenomics.learn.Interval;
import jenomics.learn.Metric;
import jenomics.learn.Predictions;
import jenomics.learn.Preparation;
import jenomics.learn.Samples;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.plot.BoxPlot;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Provenance;

/**
 * What came of a {@link Bench}: every entry with its score, its interval, its differences from the best and from the
 * simplest, and what can be said of them in a sentence.
 *
 * <p>Scores are means over the folds. Their intervals and tests know that training parts overlap (Nadeau and Bengio
 * 2003), and p-values are corrected for their number (Holm 1979). In one split alone they are those of the bootstrap
 * over its test samples, and of DeLong.
 */
public final class ScoreTable implements Described {
    private final BenchFacts facts;
    private final Judged judged;
    private final Metric metric;
    private final List<Standing> standings;

    private ScoreTable(BenchFacts facts, Judged judged) {
        this.facts = facts;
        this.judged = judged;
        this.metric = judged.usable(facts.metric());
        this.standings = new Ranking(judged, metric, facts.simplest(), facts.transductive()).standings();
    }

    static <S extends Samples<S>> ScoreTable of(
            Bench<S> bench,
            Task task,
            Targets targets,
            List<Fold> folds,
            List<Entry<S>> entries,
            Outcome[][] outcomes,
            int leaks,
            boolean stopped) {
        var names = entries.stream().map(Entry::name).toList();
        return new ScoreTable(
                BenchFacts.of(bench, entries, leaks, stopped), new Judged(task, targets, folds, names, outcomes));
    }

    /** The metric that entries are compared by. */
    public Metric metric() {
        return metric;
    }

    /** How every entry stands, the best first; those without a score last. */
    public List<Standing> standings() {
        return standings;
    }

    /** How this entry stands. */
    public Standing get(String entry) {
        place(entry);
        return standings.stream()
                .filter(s -> s.name().equals(entry))
                .findFirst()
                .orElseThrow();
    }

    /** The name of the entry with the best score. */
    public String best() {
        return standings.get(0).name();
    }

    /** The name of the entry that is used when no other is better. */
    public String simplest() {
        return facts.simplest();
    }

    /** The mean of any metric over the folds, with its interval. */
    public Interval score(String entry, Metric other) {
        return judged.interval(place(entry), other);
    }

    /** The scores in the folds, in order; NaN where there is none. */
    public double[] scores(String entry) {
        return judged.scores(place(entry), metric);
    }

    public double[] scores(String entry, Metric other) {
        return judged.scores(place(entry), other);
    }

    /** How much more of the metric the first has than the second; p is that of one comparison, not corrected. */
    public PairedTest difference(String first, String second) {
        return judged.difference(place(first), place(second), metric);
    }

    /** How much better each entry is than the simplest one, with intervals. */
    public Margins margins() {
        return Margins.of(this);
    }

    /** How probable it is that one of the two is better, and that they are practically the same. @param rope see there */
    public CorrelatedT probabilities(String first, String second, double rope) {
        double[] a = judged.scores(place(first), metric);
        double[] b = judged.scores(place(second), metric);
        double sign = metric.higherIsBetter() ? 1 : -1;
        double[] differences = IntStream.range(0, a.length)
                .mapToDouble(f -> sign * (a[f] - b[f]))
                .filter(d -> !Double.isNaN(d))
                .toArray();
        double ratio = judged.testToTrain();
        return CorrelatedT.of(differences, ratio / (1 + ratio), rope);
    }

    /** Whether any entry does better than chance (two-sided at 5 %, corrected by Holm). */
    public boolean signal() {
        return standings.stream().anyMatch(Standing::signal);
    }

    /** What can be said of the entries, in a sentence or two. */
    public String verdict() {
        return new Verdict(standings, facts.simplest(), metric, chance()).text();
    }

    /** What the metric is worth without having learned anything; empty where nobody can say. */
    public OptionalDouble chance() {
        return Chance.of(metric, judged.targets());
    }

    /** What an entry said of every sample that was tested: the mean over the repeats. */
    public Predictions predictions(String entry) {
        return judged.pooled(place(entry));
    }

    /** What is true of the samples of {@link #predictions}. */
    public Targets targets(String entry) {
        return judged.pooledTruth(place(entry));
    }

    /** The settings that tuning chose, in each fold; empty where nothing was tuned. */
    public Map<String, List<String>> chosen() {
        var chosen = new LinkedHashMap<String, List<String>>();
        for (String entry : judged.names()) {
            var settings = java.util.Arrays.stream(judged.outcomes()[place(entry)])
                    .filter(o -> o != null && !o.chosen().isEmpty())
                    .map(Outcome::chosen)
                    .toList();
            if (!settings.isEmpty()) {
                chosen.put(entry, settings);
            }
        }
        return chosen;
    }

    /** How much the features that an entry selects are the same in all folds. */
    public FeatureStability stability(String entry) {
        return FeatureStability.of(entry, judged.outcomes()[place(entry)], 0);
    }

    /** The same where a step before the model selects, too. @param features how many there were before it */
    public FeatureStability stability(String entry, int features) {
        return FeatureStability.of(entry, judged.outcomes()[place(entry)], features);
    }

    /** Why fits failed: the fold and the message; empty where none did. */
    public List<String> failures(String entry) {
        return judged.failures(place(entry));
    }

    /** The scores over the folds as boxes. */
    public BoxPlot plot() {
        return charts().boxes(facts.protocol());
    }

    /** The scores over the splits as violins, beside one of another split: a published one. */
    public BoxPlot splitNoise(String name, double value) {
        return charts().splitNoise(facts.protocol(), name, value, best());
    }

    /** The same with the scores of a table of one split, for each entry that both have. */
    public BoxPlot splitNoise(String name, ScoreTable oneSplit) {
        return charts().splitNoise(facts.protocol(), name, oneSplit);
    }

    /** ROC of every entry, of all samples that were tested; a panel for each class. */
    public Chart roc() {
        return charts().roc();
    }

    /** Precision-recall curves of every entry; a panel for each class. */
    public Chart precisionRecall() {
        return charts().precisionRecall();
    }

    /** How many hits are among the first samples, for every entry; a panel for each class. */
    public Chart hits() {
        return charts().hits();
    }

    /** Whether the probabilities of every entry mean what they say. */
    public Chart calibration() {
        return charts().calibration();
    }

    private ScoreCharts charts() {
        return new ScoreCharts(this, judged);
    }

    private int place(String entry) {
        int place = judged.names().indexOf(entry);
        if (place < 0) {
            throw new GenomicsException(
                    "The benchmark has no entry '" + entry + "'; it has " + Phrases.quoted(judged.names()) + ".",
                    Map.of("entry", entry, "entries", judged.names()));
        }
        return place;
    }

    /** Data, folds, seed, entries with their options, versions. */
    public Provenance provenance() {
        var provenance = Provenance.here();
        for (var fact : facts.provenance().entrySet()) {
            provenance = provenance.with(fact.getKey(), fact.getValue());
        }
        return provenance
                .with("metric", metric.toString())
                .with(
                        "folds judged",
                        judged.finished() + " of " + judged.folds().size());
    }

    /** The verdict, then the table. */
    @Override
    public Description describe() {
        var shown = Description.of(verdict()).with(title(), columns(), rows());
        if (!facts.steps().isEmpty()) {
            shown = shown.with("prepared in each fold", List.of(), steps());
        }
        var notes = notes();
        return notes.isEmpty() ? shown : shown.with("notes", List.of(), notes);
    }

    private String title() {
        int n = judged.folds().size();
        return metric + " on " + Phrases.count(judged.targets().size(), "sample") + "; " + facts.protocol()
                + (judged.oneSplit()
                        ? "; 95 % intervals of the bootstrap"
                        : "; means over " + Phrases.count(n, "fold")
                                + ", 95 % intervals and p of the corrected t-test, Holm");
    }

    private List<Metric> others() {
        return Metric.of(judged.task().kind()).stream()
                .filter(m -> m != metric)
                .filter(m -> m == Metric.ACCURACY
                        || m == Metric.BALANCED_ACCURACY
                        || m == Metric.BRIER
                        || m == Metric.C_INDEX_UNO
                        || m == Metric.R2
                        || m == Metric.RMSE)
                .toList();
    }

    private List<String> columns() {
        var columns = new ArrayList<>(List.of("entry", metric.toString(), "behind best", "p best", "p simplest"));
        others().forEach(m -> columns.add(m.toString()));
        columns.addAll(List.of("time", ""));
        return columns;
    }

    private List<List<String>> rows() {
        return standings.stream().map(this::row).toList();
    }

    private List<String> row(Standing s) {
        var row = new ArrayList<String>();
        row.add(s.name());
        row.add(s.scored() ? Words.interval(s.score()) : "-");
        row.add(
                s.fromBest() == null
                        ? "best"
                        : s.scored() ? Words.interval(s.fromBest().interval()) : "-");
        row.add(s.fromBest() == null ? "" : PairedTest.p(s.pBest()));
        row.add(s.name().equals(facts.simplest()) ? "simplest" : PairedTest.p(s.pSimplest()));
        others().forEach(m -> {
            double mean = judged.interval(place(s.name()), m).value();
            row.add(Double.isNaN(mean) ? "-" : Interval.number(mean));
        });
        row.add(Double.isNaN(s.seconds()) ? "-" : Words.seconds(s.seconds()));
        row.add(remarks(s));
        return row;
    }

    private String remarks(Standing s) {
        var remarks = new ArrayList<String>();
        if (s.transductive()) {
            remarks.add("transductive");
        }
        if (s.failures() > 0) {
            remarks.add("failed in " + s.failures() + " of "
                    + Phrases.count(judged.folds().size(), "fold"));
        }
        return String.join(", ", remarks);
    }

    private List<List<String>> steps() {
        return facts.steps().stream()
                .map((Preparation.Planned step) ->
                        List.of(step.name(), step.learns() ? "fitted to the training part" : "learns nothing"))
                .toList();
    }

    private List<List<String>> notes() {
        var notes = new ArrayList<>(facts.notes());
        if (facts.stopped()) {
            notes.add("stopped: " + judged.finished() + " of "
                    + Phrases.count(judged.folds().size(), "fold") + " are done; run the same again to go on");
        }
        if (metric != facts.metric()) {
            notes.add(facts.metric() + " has no value in any fold (a test part may have samples of one class only)");
        }
        chosen().forEach((entry, settings) -> notes.add(entry + " chose " + often(settings)));
        for (String entry : judged.names()) {
            judged.failures(place(entry)).stream().limit(3).forEach(f -> notes.add(entry + " failed in " + f));
        }
        return notes.stream().map(List::of).toList();
    }

    /** {@code alpha 0.5 (3 of 5 folds), alpha 1 (2)}. */
    private static String often(List<String> settings) {
        var counts = new LinkedHashMap<String, Integer>();
        settings.forEach(s -> counts.merge(s, 1, Integer::sum));
        return counts.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> -e.getValue()))
                .limit(3)
                .map(e -> "'" + e.getKey() + "' in " + e.getValue() + " of " + settings.size())
                .collect(java.util.stream.Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
