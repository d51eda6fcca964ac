package jenomics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.learn.Interval;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How much the features that are selected are the same from fold to fold: 1 always the same, 0 as by chance.
 *
 * @param entry whose selection it is
 * @param features how many there are to select from
 * @param sets how many selections are compared
 * @param meanSize how many are selected, on average
 * @param nogueira the measure of Nogueira, Sechidis and Brown (2018), with its 95 % interval
 * @param kuncheva Kuncheva's index (2007), the mean over the pairs; NaN where selections are of different size
 * @param frequencies in how many selections each feature is, the most frequent first
 */
public record FeatureStability(
        String entry,
        int features,
        int sets,
        double meanSize,
        Interval nogueira,
        double kuncheva,
        Map<String, Integer> frequencies)
        implements Described {
    private static final int SHOWN = 20;

    /** @param selections what was selected each time, out of this many features */
    public static FeatureStability of(String entry, List<List<String>> selections, int features) {
        int m = selections.size();
        double size = selections.stream().mapToInt(List::size).average().orElse(0);
        if (m < 2) {
            throw new GenomicsException(
                    "Stability compares at least two selections; '" + entry + "' has " + m + ".",
                    Map.of("entry", entry, "selections", m));
        }
        if (size == 0 || size >= features) {
            throw new GenomicsException(
                    "'" + entry + "' selects nothing: it uses " + (size == 0 ? "none" : "all") + " of "
                            + Phrases.count(features, "feature")
                            + " in every fold. Stability is for methods that choose"
                            + " some, such as an elastic net or a selection before the model.",
                    Map.of("entry", entry, "features", features));
        }
        var counts = new LinkedHashMap<String, Integer>();
        selections.forEach(s -> s.forEach(f -> counts.merge(f, 1, Integer::sum)));
        var ordered = new LinkedHashMap<String, Integer>();
        counts.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Integer> e) -> -e.getValue()))
                .forEach(e -> ordered.put(e.getKey(), e.getValue()));
        return new FeatureStability(
                entry,
                features,
                m,
                size,
                nogueira(selections, counts, features),
                kuncheva(selections, features),
                java.util.Collections.unmodifiableMap(ordered));
    }

    /** @param all how many features there are; 0: as many as the model says */
    static FeatureStability of(String entry, Outcome[] outcomes, int all) {
        var done = Arrays.stream(outcomes)
                .filter(o -> o != null && o.done() && o.features() > 0)
                .toList();
        if (done.isEmpty()) {
            throw new GenomicsException(
                    "'" + entry + "' does not say what its features count for: there is no selection to compare.",
                    Map.of("entry", entry));
        }
        int features =
                all > 0 ? all : done.stream().mapToInt(Outcome::features).max().orElseThrow();
        return of(entry, done.stream().map(Outcome::selected).toList(), features);
    }

    /** The variance of each feature's selection, against that of a random selection of the same size. */
    private static Interval nogueira(List<List<String>> selections, Map<String, Integer> counts, int d) {
        double m = selections.size();
        double mean = selections.stream().mapToInt(List::size).average().orElseThrow();
        double spread = 0;
        for (int count : counts.values()) {
            double p = count / m;
            spread += m / (m - 1) * p * (1 - p);
        }
        double chance = mean / d * (1 - mean / d);
        double stability = 1 - spread / d / chance;
        double[] influence = selections.stream()
                .mapToDouble(selection -> {
                    double k = selection.size();
                    double shared = selection.stream()
                            .mapToDouble(f -> counts.get(f) / m)
                            .sum();
                    return (shared / d
                                    - k * mean / ((double) d * d)
                                    + stability / 2 * (2 * mean * k / ((double) d * d) - k / d - mean / d + 1))
                            / chance;
                })
                .toArray();
        double centre = Arrays.stream(influence).average().orElseThrow();
        double variance = 4
                / (m * m)
                * Arrays.stream(influence).map(v -> (v - centre) * (v - centre)).sum();
        double half = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975) * Math.sqrt(variance);
        return new Interval(stability, stability - half, stability + half);
    }

    private static double kuncheva(List<List<String>> selections, int d) {
        int k = selections.get(0).size();
        if (selections.stream().anyMatch(s -> s.size() != k)) {
            return Double.NaN;
        }
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < selections.size(); i++) {
            for (int j = i + 1; j < selections.size(); j++) {
                var other = new java.util.HashSet<>(selections.get(j));
                long shared = selections.get(i).stream().filter(other::contains).count();
                sum += (shared * (double) d - (double) k * k) / (k * (double) (d - k));
                pairs++;
            }
        }
        return sum / pairs;
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        frequencies.entrySet().stream()
                .limit(SHOWN)
                .forEach(e -> rows.add(List.of(e.getKey(), e.getValue() + " of " + sets)));
        return Description.of(entry + " · stability " + nogueira
                        + " (Nogueira; 1 always the same features, 0 chance) · "
                        + Interval.number(meanSize) + " of " + Phrases.count(features, "feature")
                        + " selected on average"
                        + (Double.isNaN(kuncheva) ? "" : " · Kuncheva " + Interval.number(kuncheva)))
                .with(
                        frequencies.size() > SHOWN ? "the " + SHOWN + " most often selected" : "",
                        List.of("feature", "selected"),
                        rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
