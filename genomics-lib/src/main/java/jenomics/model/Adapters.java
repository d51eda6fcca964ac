package jenomics.model;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jenomics.learn.Comparison;
import jenomics.learn.Predictions;
import jenomics.learn.Scores;
import jenomics.learn.Task;
import jenomics.nn.Network;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * Several adapters on one base model, which lies in memory once; whichever is asked for is hung on it. A value: {@link
 * #with} gives a longer shelf.
 *
 * <pre>{@code
 * var shelf = model.adapters().with("promoter", run).with("enhancer", "adapters/enhancer");
 * shelf.predict("promoter", sequences);
 * shelf.compare(labelled);
 * }</pre>
 */
public final class Adapters implements Described {

    /** An adapter with what its head's numbers mean. */
    private record Shelved(SavedAdapter adapter, Head head, Pooling pooling, Segments segments) {}

    private static final Cleaner CLEANER = Cleaner.create();

    private final GenomicModel model;
    private final Map<String, Shelved> shelf;
    private Network net;
    private final Set<String> changed = new HashSet<>();
    private final Set<String> carriers = new HashSet<>();
    private String hanging;
    private String merged;

    Adapters(GenomicModel model) {
        this(model, Map.of());
    }

    private Adapters(GenomicModel model, Map<String, Shelved> shelf) {
        this.model = model;
        this.shelf = Collections.unmodifiableMap(shelf);
    }

    private Adapters with(String name, Shelved more) {
        if (shelf.containsKey(name)) {
            throw new GenomicsException(
                    "There is an adapter '" + name + "' already: give each its own name.", Map.of("name", name));
        }
        var all = new LinkedHashMap<>(shelf);
        all.put(name, more);
        return new Adapters(model, all);
    }

    /**
     * The same with the adapter of a run.
     *
     * @throws GenomicsException if the run has none, was made from other weights, or the name is taken
     */
    public Adapters with(String name, Run run) {
        if (!run.plan().model().fingerprint().equals(model.fingerprint())) {
            throw new GenomicsException(
                    "The run '" + name + "' was made from " + run.plan().model().id() + " (weights "
                            + run.plan().model().fingerprint().brief() + "…); these adapters hang on " + model.id()
                            + " (" + model.fingerprint().brief() + "…).",
                    Map.of("name", name));
        }
        return with(
                name,
                new Shelved(
                        run.adapter(),
                        run.fit().head(),
                        run.plan().pooling(),
                        run.plan().segments()));
    }

    /** The same with an adapter from a folder: one that a run was saved in, or one that PEFT wrote. */
    public Adapters with(String name, String folder) {
        return Files.exists(Path.of(folder).resolve("run.json"))
                ? with(name, Run.load(folder))
                : with(name, folder, null);
    }

    /**
     * The same with an adapter that PEFT wrote, whose head is the published classifier of the architecture.
     *
     * @param task what its classes mean, with the classes in the head's order; null: classes named 0, 1, ...
     */
    public Adapters with(String name, String folder, Task task) {
        var adapter = SavedAdapter.read(Path.of(folder));
        var architecture = model.checkpoint().architecture();
        int outputs = adapter.tensors().entrySet().stream()
                .filter(e -> architecture.classifierShapes().containsKey(e.getKey())
                        && architecture.classifierShapes().get(e.getKey())[0] < 0
                        && e.getKey().endsWith(".bias"))
                .mapToInt(e -> (int) e.getValue().shape()[0])
                .findFirst()
                .orElse(0);
        var meant = task != null ? task : numbered(outputs);
        if (meant != null && meant.outputs() != outputs && !(meant.kind() == Task.Kind.BINARY && outputs == 2)) {
            throw new GenomicsException(
                    "The head of '" + name + "' gives " + outputs + " numbers; " + meant + " needs " + meant.outputs()
                            + ".",
                    Map.of("outputs", outputs, "task", meant.toString()));
        }
        var head = meant == null ? null : new Head(meant, 0, 1, architecture, Features.NONE);
        return with(name, new Shelved(adapter, head, meant == null ? Pooling.MEAN : Pooling.CLS, Segments.MEAN));
    }

    private static Task numbered(int outputs) {
        return outputs == 0
                ? null
                : outputs == 1
                        ? Task.regression("value")
                        : new Task(
                                Task.Kind.MULTICLASS,
                                "class",
                                IntStream.range(0, outputs)
                                        .mapToObj(String::valueOf)
                                        .toList());
    }

    /** The names, in the order they were given. */
    public List<String> names() {
        return List.copyOf(shelf.keySet());
    }

    /** One adapter apart from the model. */
    public SavedAdapter get(String name) {
        return require(name).adapter();
    }

    private Shelved require(String name) {
        var shelved = shelf.get(name);
        if (shelved == null) {
            throw new GenomicsException(
                    "There is no adapter '" + name + "'; there are " + shelf.keySet() + ".", Map.of("name", name));
        }
        return shelved;
    }

    /** What one adapter predicts. */
    public synchronized Predictions predict(String name, SequenceSet sequences) {
        var shelved = require(name);
        if (shelved.head() == null) {
            throw new GenomicsException(
                    "The adapter '" + name + "' has no head, so it predicts nothing; it can embed.",
                    Map.of("name", name));
        }
        float[][] embeddings = shelved.head().features().beside(values(name, sequences), sequences);
        try {
            return new Predictions(
                    shelved.head().task(), sequences.ids(), shelved.head().values(net, embeddings));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** One vector per sequence, through one adapter. */
    public synchronized Embeddings embed(String name, SequenceSet sequences) {
        return new Embeddings(name, sequences.ids(), values(name, sequences));
    }

    private float[][] values(String name, SequenceSet sequences) {
        try {
            var shelved = require(name);
            use(name);
            var checkpoint = model.checkpoint();
            return new SequenceEncoder(
                            checkpoint.architecture(),
                            checkpoint.tokenizer(),
                            net,
                            shelved.pooling(),
                            shelved.segments())
                    .embed(sequences.bases(), done -> true);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** How good one adapter's predictions for these labelled sequences are. */
    public Scores evaluate(String name, SequenceSet labelled) {
        var predictions = predict(name, labelled);
        return Scores.of(predictions, predictions.task().targets(labelled));
    }

    /** All adapters on the same labelled sequences, with intervals and paired differences from the first. */
    public Comparison compare(SequenceSet labelled) {
        if (shelf.isEmpty()) {
            throw new GenomicsException("There are no adapters yet: .with(\"name\", run).");
        }
        Comparison comparison = null;
        for (var name : shelf.keySet()) {
            var predictions = predict(name, labelled);
            if (comparison == null) {
                comparison = Comparison.of(predictions.task().targets(labelled));
            }
            comparison = comparison.with(name, predictions);
        }
        return comparison;
    }

    /**
     * The same with a weighted sum of adapters beside: what each adds to a weight, times its share, exactly (the
     * matrices stand side by side, so the ranks add up). Heads of the same shape are averaged.
     *
     * @param weights by the name of an adapter; all of them LoRA
     */
    public Adapters blend(String name, Map<String, Double> weights) {
        var parts = new LinkedHashMap<SavedAdapter, Double>();
        new java.util.TreeMap<>(weights)
                .forEach((each, weight) -> parts.put(require(each).adapter(), weight));
        var first = require(new java.util.TreeMap<>(weights).firstKey());
        return with(
                name,
                new Shelved(
                        Blend.of(parts, model.checkpoint().architecture()),
                        first.head(),
                        first.pooling(),
                        first.segments()));
    }

    /** Works one adapter into the weights of the base model in memory, until {@link #unmerge} or another is asked for. */
    public synchronized Adapters merge(String name) {
        use(name);
        if (merged == null) {
            require(name).adapter().method().merge(net, model.checkpoint().architecture());
            merged = name;
        }
        return this;
    }

    /** Gives the base model in memory its own weights back, to the bit. */
    public synchronized Adapters unmerge() {
        if (net != null) {
            putBack();
        }
        return this;
    }

    private void use(String name) {
        if (name.equals(hanging)) {
            return;
        }
        var checkpoint = model.checkpoint();
        if (net == null) {
            var loaded = checkpoint.network();
            checkpoint.addClassifier(loaded);
            net = loaded;
            CLEANER.register(this, loaded::close);
        }
        putBack();
        var shelved = require(name);
        try {
            changed.addAll(shelved.adapter().tensors().keySet());
            for (var site : shelved.adapter().onto(net, checkpoint.architecture())) {
                carriers.add(site.module());
                changed.add(site.weight());
                changed.add(site.biasName());
            }
            if (shelved.head() != null) {
                shelved.head().settle(net);
            }
            hanging = name;
        } catch (RuntimeException e) {
            putBack();
            throw e;
        }
    }

    /** The base model as it was. */
    private void putBack() {
        carriers.forEach(module -> net.adapt(module, null));
        changed.forEach(net::remove);
        net.names().stream()
                .filter(tensor -> PeftTensors.isAdapters(tensor) || tensor.contains(".pissa_"))
                .toList()
                .forEach(net::remove);
        model.checkpoint().restore(net);
        changed.clear();
        carriers.clear();
        hanging = null;
        merged = null;
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        shelf.forEach((name, shelved) -> {
            var facts = shelved.adapter().method().facts();
            rows.add(List.of(
                    name,
                    shelved.adapter().method().name(),
                    String.valueOf(facts.getOrDefault("rank", "")),
                    facts.get("targets") instanceof List<?> modules
                            ? kinds(modules)
                            : String.valueOf(facts.get("targets")),
                    String.format(Locale.ROOT, "%,d", shelved.adapter().parameters()),
                    shelved.head() == null ? "no head" : shelved.head().task().toString()));
        });
        return Description.of(shelf.size() + (shelf.size() == 1 ? " adapter" : " adapters") + " on " + model.id())
                .with("", List.of("name", "method", "rank", "targets", "parameters", "task"), rows);
    }

    /** What follows the number of the layer, each kind once. */
    private static String kinds(List<?> modules) {
        return modules.stream()
                .map(module -> module.toString().replaceFirst("^.*\\.\\d+\\.(attention\\.self\\.)?", ""))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
