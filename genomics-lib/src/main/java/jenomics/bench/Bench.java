package jenomics.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.learn.Estimator;
import jenomics.learn.Metric;
import jenomics.learn.Preparation;
import jenomics.learn.Samples;
import jenomics.learn.Split;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * A fair comparison: every entry learns from the same training parts and is judged on the same test parts, and what is
 * planned on the samples (scaling, selection, batch correction) is fitted to the training part of each fold and to
 * nothing else. A plan; printable; nothing happens before {@link #run}.
 *
 * <pre>{@code
 * var result = Bench.on(cohort, Task.multiclass("subtype"))
 *     .repeatedKFold(5, 10)
 *     .enter("elastic net", Classic.elasticNet())
 *     .enter("random forest", Classic.randomForest())
 *     .run();
 * }</pre>
 *
 * <p>The first entry counts as the simplest, unless {@link #simplest} names another: it is what is used when nothing is
 * better. The same seed gives the same numbers, whatever the number of threads.
 *
 * @param <S> what is learned from
 */
public final class Bench<S extends Samples<S>> implements Described {
    private final S samples;
    private final Task task;
    private final Protocol protocol;
    private final Split<S> split;
    private final List<Entry<S>> entries;
    private final BenchOptions options;
    private final Preparation<S> preparation;

    private Bench(
            S samples,
            Task task,
            Protocol protocol,
            Split<S> split,
            List<Entry<S>> entries,
            BenchOptions options,
            Preparation<S> preparation) {
        this.samples = samples;
        this.task = task;
        this.protocol = protocol;
        this.split = split;
        this.entries = List.copyOf(entries);
        this.options = options;
        this.preparation = preparation;
    }

    /** On these samples; unless told otherwise five folds, ten times. */
    public static <S extends Samples<S>> Bench<S> on(S samples, Task task) {
        return new Bench<>(
                samples, task, Protocol.folds(5, 10), null, List.of(), BenchOptions.standard(), samples.preparation());
    }

    /** Every sample is tested once: in each of k folds, which share the classes out evenly. */
    public Bench<S> kFold(int k) {
        return with(Protocol.folds(k, 1).keepTogether(protocol.group()));
    }

    /** Folds so many times, each time others. */
    public Bench<S> repeatedKFold(int k, int times) {
        return with(Protocol.folds(k, times).keepTogether(protocol.group()));
    }

    /** So many splits, each drawn anew: how far a score depends on the split ({@link ScoreTable#splitNoise}). */
    public Bench<S> randomSplits(int count, double testShare) {
        return with(Protocol.splits(count, testShare).keepTogether(protocol.group()));
    }

    /** One split, drawn; its test part has this share of the samples. Says least: prefer folds. */
    public Bench<S> holdOut(double testShare) {
        return randomSplits(1, testShare);
    }

    /** One split, given: a published one, say. What it has for validation is learned from, too. */
    public Bench<S> holdOut(Split<S> given) {
        if (!given.samples().fingerprint().equals(samples.fingerprint())) {
            throw new GenomicsException(
                    "holdOut(split) takes a split of the samples of the benchmark; this one is of others.",
                    Map.of("samples", samples.size(), "split", given.samples().size()));
        }
        return new Bench<>(samples, task, Protocol.holdOut(), given, entries, options, preparation);
    }

    /** Each group (study, batch, chromosome) is tested once, by what was learned from all others. */
    public Bench<S> leaveOneGroupOut(String attribute) {
        requireAttribute(attribute);
        return with(Protocol.leaveOneGroupOut(attribute));
    }

    /** Samples with the same value of this attribute (patient, family, batch) never stand in both parts of a fold. */
    public Bench<S> keepTogether(String attribute) {
        requireAttribute(attribute);
        if (protocol.kind() == Protocol.Kind.HOLD_OUT) {
            throw new GenomicsException(
                    "The split is given: keep '" + attribute + "' together where it is made, Split.of(samples)"
                            + ".keepTogether(\"" + attribute + "\").",
                    Map.of("attribute", attribute));
        }
        if (protocol.kind() == Protocol.Kind.LEAVE_ONE_GROUP_OUT) {
            throw new GenomicsException(
                    "Each '" + protocol.group() + "' is left out as a whole; to keep '" + attribute
                            + "' together as well, leave that out, .leaveOneGroupOut(\"" + attribute
                            + "\"), or make folds of it, .kFold(5).keepTogether(\"" + attribute + "\").",
                    Map.of("attribute", attribute, "group", protocol.group()));
        }
        return with(protocol.keepTogether(attribute));
    }

    private void requireAttribute(String attribute) {
        if (!samples.attributes().contains(attribute)) {
            throw new GenomicsException(
                    "The samples have no attribute '" + attribute + "'; they have "
                            + Phrases.quoted(samples.attributes()) + ".",
                    Map.of("attribute", attribute, "attributes", samples.attributes()));
        }
    }

    /** One more that takes part. A {@link Tuned} one searches inside the training part of each fold. */
    public Bench<S> enter(String name, Estimator<S> estimator) {
        if (entries.stream().anyMatch(e -> e.name().equals(name))) {
            throw new GenomicsException(
                    "An entry named '" + name + "' is in the benchmark already: give each its own name.",
                    Map.of("name", name));
        }
        var more = new ArrayList<>(entries);
        more.add(new Entry<>(name, estimator));
        return new Bench<>(samples, task, protocol, split, more, options, preparation);
    }

    /** One more that takes part, under its own name. */
    public Bench<S> enter(Estimator<S> estimator) {
        return enter(estimator.name(), estimator);
    }

    /** The entry that is used when no other is better; unless told otherwise the first one. */
    public Bench<S> simplest(String name) {
        return with(options.withSimplest(name));
    }

    /** What entries are compared by; unless told otherwise the first metric of the task, AUROC for classes. */
    public Bench<S> metric(Metric metric) {
        if (!Metric.of(task.kind()).contains(metric)) {
            throw new GenomicsException(
                    metric + " is no metric of " + task + "; there are " + Metric.of(task.kind()) + ".",
                    Map.of("metric", metric, "metrics", Metric.of(task.kind())));
        }
        return with(options.withMetric(metric));
    }

    /** Folds and everything that is drawn begin here; 7 unless told otherwise. */
    public Bench<S> seed(long seed) {
        return with(options.withSeed(seed));
    }

    /** How many fits run at once; unless told otherwise as many as there are processors. Changes no number. */
    public Bench<S> threads(int count) {
        return with(options.withThreads(count));
    }

    /** The same search for every {@link Tuned} entry: as many trials, or as many seconds, in the same inner folds. */
    public Bench<S> budget(Search search) {
        return with(options.withBudget(search));
    }

    /** Goes on although samples of the same content stand on both sides of a fold. The reason is kept and shown. */
    public Bench<S> allowLeak(String why) {
        if (why.isBlank()) {
            throw new GenomicsException(
                    "allowLeak needs a reason, which is kept with the result: .allowLeak(\"technical replicates\").");
        }
        return with(options.withLeakReason(why));
    }

    /**
     * Keeps every finished fit in this folder, so that the same benchmark run again goes on where it was however it
     * ended: a Stop, a kernel that died, a machine that was switched off.
     */
    public Bench<S> saveTo(Path folder) {
        return with(options.withFolder(folder));
    }

    public Bench<S> saveTo(String folder) {
        return saveTo(Path.of(folder));
    }

    /** Learns and judges: each entry in each fold. Stop gives back what is done so far. */
    public ScoreTable run() {
        if (entries.isEmpty()) {
            throw new GenomicsException(
                    "Nothing takes part in this benchmark yet: .enter(\"elastic net\", Classic.elasticNet()).");
        }
        if (options.simplest() != null
                && entries.stream().noneMatch(e -> e.name().equals(options.simplest()))) {
            throw new GenomicsException(
                    "simplest(\"" + options.simplest() + "\") names no entry; there are " + Phrases.quoted(names())
                            + ".",
                    Map.of("name", options.simplest(), "entries", names()));
        }
        return new BenchRun<>(this).run();
    }

    /** The plan with the labels permuted: what chance alone gives, through every step. */
    Bench<S> permuted(int round) {
        return on(Permutation.of(
                samples, task, Seed.of(options.seed()).part("permutation").at(round)));
    }

    /** The same plan on other samples. */
    private Bench<S> on(S others) {
        return new Bench<>(others, task, protocol, split, entries, options, others.preparation());
    }

    /** The plan with one planned step fitted to all samples, test samples among them. */
    Bench<S> leaking(int step) {
        return new Bench<>(samples, task, protocol, split, entries, options, preparation.leaking(step, samples));
    }

    /** The plan without a folder: its variants are other benchmarks. */
    Bench<S> notSaved() {
        return with(options.withFolder(null));
    }

    /** The plan on so many training samples of each fold. */
    Bench<S> limited(int trainingSamples) {
        return with(options.withLimit(trainingSamples));
    }

    List<Fold> folds(Targets targets) {
        if (split == null) {
            return Folding.of(protocol, samples, targets, Seed.of(options.seed()));
        }
        split.check(task);
        int[] test = split.indices(Split.Part.TEST);
        int[] train = java.util.stream.IntStream.concat(
                        java.util.Arrays.stream(split.indices(Split.Part.TRAIN)),
                        java.util.Arrays.stream(split.indices(Split.Part.VALIDATION)))
                .sorted()
                .toArray();
        if (test.length == 0) {
            split.test();
        }
        return List.of(new Fold("the given split", train, test));
    }

    private List<String> names() {
        return entries.stream().map(Entry::name).toList();
    }

    private Bench<S> with(Protocol other) {
        return new Bench<>(samples, task, other, null, entries, options, preparation);
    }

    private Bench<S> with(BenchOptions other) {
        return new Bench<>(samples, task, protocol, split, entries, other, preparation);
    }

    S samples() {
        return samples;
    }

    Task task() {
        return task;
    }

    Protocol protocol() {
        return protocol;
    }

    boolean given() {
        return split != null;
    }

    List<Entry<S>> entries() {
        return entries;
    }

    BenchOptions options() {
        return options;
    }

    /** What entries are compared by. */
    Metric metric() {
        return options.metric() != null
                ? options.metric()
                : Metric.of(task.kind()).get(0);
    }

    Preparation<S> preparation() {
        return preparation;
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        entries.forEach(e ->
                rows.add(List.of(e.name(), e.estimator().name(), e.estimator().transductive() ? "transductive" : "")));
        var shown = Description.of("a plan: " + entries.size() + (entries.size() == 1 ? " entry" : " entries")
                        + " for " + task + " on " + Phrases.count(samples.size(), "sample") + " · " + protocol
                        + " · not run yet")
                .with("", List.of("entry", "method", ""), rows);
        String steps =
                preparation.steps().stream().map(Preparation.Planned::name).collect(Collectors.joining(", "));
        return steps.isEmpty() ? shown : shown.with("prepared in each fold: " + steps, List.of(), List.of());
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
