package jenomics.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.learn.Metric;
import jenomics.learn.Preparation;
import jenomics.learn.Samples;
import jenomics.provenance.Phrases;

/**
 * What a table of scores knows of the plan it came from.
 *
 * @param metric what was asked for
 * @param simplest name of the entry to use when none is better
 * @param steps what is planned on the samples
 * @param notes accepted leaks and the like
 * @param provenance by name
 */
record BenchFacts(
        String protocol,
        Metric metric,
        String simplest,
        List<Boolean> transductive,
        List<Preparation.Planned> steps,
        List<String> notes,
        boolean stopped,
        Map<String, Object> provenance) {

    static <S extends Samples<S>> BenchFacts of(Bench<S> bench, List<Entry<S>> entries, int leaks, boolean stopped) {
        var options = bench.options();
        var notes = new ArrayList<String>();
        if (leaks > 0) {
            notes.add(Phrases.count(leaks, "pair") + " of duplicates on both sides of a fold allowed: \""
                    + options.leakReason() + "\"");
        }
        return new BenchFacts(
                bench.given() ? "the given split" : bench.protocol().toString(),
                bench.metric(),
                options.simplest() != null ? options.simplest() : entries.get(0).name(),
                entries.stream().map(e -> e.estimator().transductive()).toList(),
                bench.preparation().steps(),
                notes,
                stopped,
                provenance(bench, entries));
    }

    private static <S extends Samples<S>> Map<String, Object> provenance(Bench<S> bench, List<Entry<S>> entries) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("task", bench.task().toString());
        facts.putAll(bench.protocol().facts());
        facts.put("seed", bench.options().seed());
        facts.put("samples", bench.samples().size());
        facts.put("data (SHA-256)", bench.samples().fingerprint().sha256());
        facts.put(
                "preparation",
                bench.preparation().steps().stream()
                        .map(Preparation.Planned::name)
                        .toList());
        facts.put("entries", entries.stream().map(Entry::identity).toList());
        if (bench.options().leakReason() != null) {
            facts.put("leak allowed", bench.options().leakReason());
        }
        return facts;
    }
}
