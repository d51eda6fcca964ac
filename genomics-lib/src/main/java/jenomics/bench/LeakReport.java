package jenomics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import jenomics.learn.Interval;
import jenomics.learn.Metric;
import jenomics.plot.BoxPlot;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * What a {@link LeakMeter} measured.
 *
 * @param metric of all scores
 * @param chance what it is worth without having learned anything; empty where nobody can say
 * @param entries what was measured of each entry, by name
 * @param signals how often the verdict on permuted labels was a signal; at most some 5 % of the permutations should be
 * @param leakedSignals the same with each step that learns fitted outside the folds
 */
public record LeakReport(
        Metric metric,
        OptionalDouble chance,
        Map<String, Entry> entries,
        int signals,
        Map<String, Integer> leakedSignals)
        implements Described {

    /**
     * @param honest the score as the benchmark stands
     * @param leaked the score with each step that learns fitted outside the folds
     * @param permuted the scores of permuted labels
     * @param permutedLeaked the same with each step fitted outside the folds
     */
    public record Entry(
            double honest, Map<String, Double> leaked, double[] permuted, Map<String, double[]> permutedLeaked) {}

    public LeakReport {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        leakedSignals = Collections.unmodifiableMap(new LinkedHashMap<>(leakedSignals));
    }

    static LeakReport of(
            ScoreTable honest,
            Map<String, ScoreTable> leaked,
            List<ScoreTable> permuted,
            Map<String, List<ScoreTable>> both) {
        if (honest == null) {
            throw new GenomicsException("The leak meter was stopped before the first benchmark was done.");
        }
        var metric = honest.metric();
        var entries = new LinkedHashMap<String, Entry>();
        for (var standing : honest.standings()) {
            String name = standing.name();
            var withLeak = new LinkedHashMap<String, Double>();
            leaked.forEach((step, table) -> {
                if (table != null) {
                    withLeak.put(step, table.score(name, metric).value());
                }
            });
            var shuffled = new LinkedHashMap<String, double[]>();
            both.forEach((step, tables) -> shuffled.put(step, scores(tables, name, metric)));
            entries.put(name, new Entry(standing.score().value(), withLeak, scores(permuted, name, metric), shuffled));
        }
        var leakedSignals = new LinkedHashMap<String, Integer>();
        both.forEach((step, tables) -> leakedSignals.put(step, signals(tables)));
        return new LeakReport(metric, honest.chance(), entries, signals(permuted), leakedSignals);
    }

    private static int signals(List<ScoreTable> tables) {
        return (int) tables.stream().filter(t -> t != null && t.signal()).count();
    }

    private static double[] scores(List<ScoreTable> tables, String entry, Metric metric) {
        return tables.stream()
                .filter(Objects::nonNull)
                .mapToDouble(t -> t.score(entry, metric).value())
                .filter(v -> !Double.isNaN(v))
                .toArray();
    }

    private Entry entry(String name) {
        var entry = entries.get(name);
        if (entry == null) {
            throw new GenomicsException(
                    "The leak meter has no entry '" + name + "'; it has " + Phrases.quoted(entries.keySet()) + ".",
                    Map.of("entry", name));
        }
        return entry;
    }

    /** How much the score changes if this step is fitted outside the folds. */
    public double inflation(String entry, String step) {
        return entry(entry).leaked().getOrDefault(step, Double.NaN)
                - entry(entry).honest();
    }

    /** The same of labels without meaning: all of it is the leak's. */
    public double inflationOfNothing(String entry, String step) {
        return mean(entry(entry).permutedLeaked().getOrDefault(step, new double[0]))
                - mean(entry(entry).permuted());
    }

    /** How often permuted labels do as well as the true ones, these counted among them. */
    public double p(String entry) {
        var e = entry(entry);
        double sign = metric.higherIsBetter() ? 1 : -1;
        long asGood = Arrays.stream(e.permuted())
                .filter(s -> sign * s >= sign * e.honest())
                .count();
        return (1.0 + asGood) / (1 + e.permuted().length);
    }

    /** The scores of permuted labels as boxes, each step inside and outside the folds, beside the true score. */
    public BoxPlot plot(String entry) {
        var e = entry(entry);
        var chart = BoxPlot.of("Labels permuted: " + entry).x(metric.toString()).group("as it is", e.permuted());
        for (var step : e.permutedLeaked().entrySet()) {
            if (step.getValue().length > 0) {
                chart = chart.group(step.getKey() + " outside the folds", step.getValue());
            }
        }
        chart = chart.dot("as it is", "true labels", e.honest());
        for (var step : e.leaked().entrySet()) {
            if (e.permutedLeaked().containsKey(step.getKey())
                    && e.permutedLeaked().get(step.getKey()).length > 0) {
                chart = chart.dot(step.getKey() + " outside the folds", "true labels", step.getValue());
            }
        }
        return chance.isPresent() ? chart.reference(chance.getAsDouble(), "chance") : chart;
    }

    /** That of the first entry. */
    public BoxPlot plot() {
        return plot(entries.keySet().iterator().next());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        entries.forEach((name, e) -> {
            rows.add(List.of(
                    name,
                    "as it is",
                    Interval.number(e.honest()),
                    "",
                    spread(e.permuted()),
                    "p " + PairedTest.p(p(name))));
            e.leaked()
                    .forEach((step, score) -> rows.add(List.of(
                            name,
                            step + " outside the folds",
                            Interval.number(score),
                            signed(inflation(name, step)),
                            spread(e.permutedLeaked().getOrDefault(step, new double[0])),
                            signed(inflationOfNothing(name, step)))));
        });
        int rounds = entries.values().iterator().next().permuted().length;
        var verdicts = new ArrayList<List<String>>();
        verdicts.add(List.of("as it is", signals + " of " + rounds));
        leakedSignals.forEach(
                (step, count) -> verdicts.add(List.of(step + " outside the folds", count + " of " + rounds)));
        return Description.of(headline())
                .with(
                        "leak meter, " + metric,
                        List.of("entry", "", "true labels", "inflation", "labels permuted", "inflation"),
                        rows)
                .with("how often the verdict on permuted labels was a signal", List.of("", "signals"), verdicts);
    }

    private String headline() {
        String worst = null;
        double most = 0;
        String name = entries.keySet().iterator().next();
        var e = entries.get(name);
        for (String step : e.permutedLeaked().keySet()) {
            double inflation = Math.abs(inflationOfNothing(name, step));
            if (inflation > most) {
                most = inflation;
                worst = step;
            }
        }
        String chanceText = name + " has " + metric + " " + Interval.number(e.honest()) + ", and "
                + Interval.number(mean(e.permuted())) + " of permuted labels";
        return worst == null
                ? chanceText + "."
                : chanceText + "; with '" + worst + "' fitted outside the folds permuted labels have "
                        + Interval.number(mean(e.permutedLeaked().get(worst))) + ", all of which is leak.";
    }

    private static String signed(double v) {
        return Double.isNaN(v) ? "-" : (v > 0 ? "+" : "") + Interval.number(v);
    }

    private static String spread(double[] values) {
        return values.length == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%s (%s to %s)",
                        Interval.number(mean(values)),
                        Interval.number(Arrays.stream(values).min().orElseThrow()),
                        Interval.number(Arrays.stream(values).max().orElseThrow()));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
