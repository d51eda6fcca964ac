package jenomics.model;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.learn.Comparison;
import jenomics.learn.Predictions;
import jenomics.learn.Scores;
import jenomics.learn.Task;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.HeadOnly;
import jenomics.nn.History;
import jenomics.nn.Torch;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.Provenance;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;

/**
 * A fine-tuned model and how it came to be: predicts, explains, is judged and saved. Holds native memory until it is
 * garbage-collected.
 */
public final class Run implements Described {

    /**
     * How a fitting went.
     *
     * @param head what the scores mean
     * @param history losses and validation scores
     * @param trained how many parameters trained
     * @param seconds how long it took, the baseline included
     * @param interrupted whether it was stopped before its end
     * @param cut how many sequences were too long for one piece
     * @param split how the samples were split, for provenance
     */
    record Fit(
            Head head,
            History history,
            long trained,
            double seconds,
            boolean interrupted,
            long cut,
            Map<String, Object> split) {}

    private static final Cleaner CLEANER = Cleaner.create();

    private final FineTune plan;
    private final Fit fit;
    private final SequenceEncoder encoder;
    private final TestResults test;
    private final Explaining explaining;
    private Comparison comparison;

    Run(FineTune plan, Fit fit, SequenceEncoder encoder, TestResults test) {
        this.plan = plan;
        this.fit = fit;
        this.encoder = encoder;
        this.test = test;
        explaining = new Explaining(encoder, fit.head());
        CLEANER.register(this, encoder.net()::close);
    }

    /** What was asked for. */
    public FineTune plan() {
        return plan;
    }

    /** The task with its classes, in the order of the predictions. */
    public Task task() {
        return fit.head().task();
    }

    /** Losses and validation scores by step. */
    public History history() {
        return fit.history();
    }

    /** Whether it was stopped before its end; it is then the best that had been reached. */
    public boolean interrupted() {
        return fit.interrupted();
    }

    /** How many parameters trained: the adapter's and the head's. */
    public long trainedParameters() {
        return fit.trained();
    }

    /** Predictions for any sequences, with a probability per class or a value in the units of the label. */
    public Predictions predict(SequenceSet sequences) {
        try {
            return new Predictions(
                    task(), sequences.ids(), fit.head().values(encoder.net(), embeddings(sequences, "predicting")));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** One vector per sequence, from the fine-tuned encoder. */
    public Embeddings embed(SequenceSet sequences) {
        return new Embeddings(name(), sequences.ids(), embeddings(sequences, "embedding"));
    }

    private float[][] embeddings(SequenceSet sequences, String what) {
        try (var progress = Progress.of(what, sequences.size(), "sequences")) {
            return encoder.embed(sequences.bases(), done -> {
                progress.done(done);
                return true;
            });
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * The test part of the split: this model, the frozen encoder with a head of its own, and the k-mer model, each with
     * intervals, and the paired differences from the k-mer model.
     */
    public synchronized Comparison evaluate() {
        if (comparison == null) {
            comparison = test.with(name(), test.samples() == null ? savedPredictions() : predict(test.samples()));
        }
        return comparison;
    }

    private Predictions savedPredictions() {
        var saved = test.others().get(name());
        if (saved == null) {
            throw new GenomicsException("The split had no test part, so there is nothing to score on:"
                    + " .test(\"chrXII\") or .test(0.2), or run.evaluate(other sequences).");
        }
        return saved;
    }

    /** How good the predictions for these labelled sequences are. */
    public Scores evaluate(SequenceSet labelled) {
        var targets = task().targets(labelled);
        return Scores.of(predict(labelled), targets);
    }

    /** This model's scores on the test part. */
    public Scores scores() {
        return evaluate().scores().get(name());
    }

    /** Loss and validation metric by step. */
    public Chart plot() {
        return fit.history().chart();
    }

    /** Which bases each attention head looks at from where, in every layer. */
    public Attention attention(SequenceRecord sequence) {
        try {
            return explaining.attention(sequence);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** How much each base speaks for the positive class, the class predicted, or a higher value. */
    public Saliency saliency(SequenceRecord sequence) {
        return saliency(sequence, null);
    }

    /** How much each base speaks for this class or label. */
    public Saliency saliency(SequenceRecord sequence, String className) {
        try {
            return explaining.saliency(sequence, className);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Writes the run into a folder: the adapter as PEFT writes it (adapter_config.json, adapter_model.safetensors), and
     * run.json with everything else. The base model is named, not copied.
     */
    public Path save(String folder) {
        return save(Path.of(folder));
    }

    public Path save(Path folder) {
        try {
            return RunFolder.write(this, folder);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Writes the fine-tuned encoder as a model of its own in Hugging Face layout, which {@link GenomicModel#pretrained}
     * opens: config.json, tokenizer, weights (in parts of 5 GB where it is larger). The head, which belongs to the task,
     * is in what {@link #save} writes.
     *
     * @throws GenomicsException if an adapter was trained: the encoder is then the base model's own
     */
    public Path saveModel(Path folder) {
        if (!(plan.tuning() instanceof Full)) {
            throw new GenomicsException(
                    "This run trained " + plan.tuning().name() + ", and the encoder is still that of "
                            + plan.model().id() + ". Save the adapter with save(folder), or fine-tune with full().",
                    Map.of("method", plan.tuning().name()));
        }
        try {
            return ModelFolder.write(folder, plan.model().checkpoint(), encoder.net(), ModelFolder.LARGEST_PART);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    public Path saveModel(String folder) {
        return saveModel(Path.of(folder));
    }

    /** A run that {@link #save} wrote. The base model must be there, and be the same to the bit. */
    public static Run load(String folder) {
        return load(Path.of(folder));
    }

    public static Run load(Path folder) {
        return RunFolder.read(folder);
    }

    /** Data, checkpoint, settings, seeds, software and device: what is needed to do it again. */
    public Provenance provenance() {
        var facts = Provenance.here()
                .with("torch", Torch.version())
                .with("device", Torch.deviceName())
                .with("torch threads", Torch.threads())
                .with("model", plan.model().address())
                .with("model weights (SHA-256)", plan.model().fingerprint().sha256());
        if (plan.model().randomSeed() != null) {
            facts = facts.with("random weights from seed", plan.model().randomSeed());
        }
        facts = facts.with("task", task().toString());
        for (var group :
                List.of(fit.split(), plan.tuning().facts(), plan.training().facts())) {
            for (var fact : group.entrySet()) {
                facts = facts.with(fact.getKey(), fact.getValue());
            }
        }
        return facts.with("pooling", plan.pooling().toString().toLowerCase(Locale.ROOT))
                .with("best epoch by", "validation " + plan.watched())
                .with("parameters trained", fit.trained())
                .with("interrupted", fit.interrupted());
    }

    String name() {
        return plan.tuning().name()
                + (plan.model().randomSeed() == null || plan.tuning() instanceof HeadOnly ? "" : ", random weights");
    }

    Fit fit() {
        return fit;
    }

    SequenceEncoder encoder() {
        return encoder;
    }

    TestResults test() {
        return test;
    }

    /** {@code 0.9 % of parameters trained · 2 min · cpu · AUROC 0.93 [0.91, 0.95]}, then scores and the comparison. */
    @Override
    public Description describe() {
        double share = 100.0 * fit.trained() / (plan.model().parameters() + headParameters());
        var line = new ArrayList<String>();
        if (fit.interrupted()) {
            line.add("stopped early, the best so far");
        }
        line.add(String.format(Locale.ROOT, "%.2g %% of parameters trained", share));
        line.add(Progress.brief(Duration.ofMillis((long) (fit.seconds() * 1000))));
        line.add(Torch.deviceName());
        if (!test.any()) {
            return Description.of(String.join(" · ", line) + " · no test part").with("", List.of(), facts());
        }
        var scores = scores();
        line.add(scores.all().entrySet().stream()
                .limit(1)
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining()));
        var shown = Description.of(String.join(" · ", line)).with("", List.of(), facts());
        var compared = evaluate().describe();
        shown = shown.with(compared.headline(), List.of(), List.of());
        for (var table : compared.tables()) {
            shown = shown.with(table.title(), table.columns(), table.rows());
        }
        return shown;
    }

    private long headParameters() {
        return encoder.net().weight(Head.WEIGHT).size()
                + encoder.net().weight(Head.BIAS).size();
    }

    private List<List<String>> facts() {
        var rows = new LinkedHashMap<String, String>();
        rows.put("model", plan.model().id());
        rows.put(
                "trained",
                String.format(
                        Locale.ROOT,
                        "%,d of %,d parameters (%s and head)",
                        fit.trained(),
                        plan.model().parameters() + headParameters(),
                        plan.tuning().name()));
        var points = fit.history().scores();
        if (!points.isEmpty()) {
            var best = points.stream()
                    .reduce((a, b) ->
                            (plan.watched().higherIsBetter() ? b.value() > a.value() : b.value() < a.value()) ? b : a)
                    .orElseThrow();
            rows.put(
                    "best epoch",
                    String.format(
                            Locale.ROOT,
                            "%s, validation %s %.3f",
                            best.step() == 0 ? "none: the frozen encoder" : "ends at step " + best.step(),
                            plan.watched(),
                            best.value()));
        }
        if (fit.cut() > 0) {
            rows.put(
                    "long sequences",
                    String.format(
                            Locale.ROOT,
                            "%,d are too long for one piece (%,d bp): read in overlapping segments, pooled",
                            fit.cut(),
                            encoder.longestBp()));
        }
        return rows.entrySet().stream()
                .map(e -> List.of(e.getKey(), e.getValue()))
                .toList();
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
