package jenomics.model;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import jenomics.learn.Comparison;
import jenomics.learn.Predictions;
import jenomics.learn.Scores;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.model.tuning.Adapter;
import jenomics.model.tuning.HeadOnly;
import jenomics.nn.History;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.Provenance;
import jenomics.provenance.StopSignal;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;

/**
 * A fine-tuned model and how it came to be: predicts, explains, is judged and saved. Holds native memory until it is
 * garbage-collected.
 */
public final class Run implements Described {

    private static final Cleaner CLEANER = Cleaner.create();

    private final FineTune plan;
    private final Outcome fit;
    private final SequenceEncoder encoder;
    private final TestResults test;
    private final Explaining explaining;
    private final Adapter hung;
    private Comparison comparison;

    Run(FineTune plan, Outcome fit, SequenceEncoder encoder, TestResults test) {
        this(plan, fit, encoder, test, plan.tuning() instanceof Adapter adapter ? adapter : null);
    }

    /** @param hung what hangs on the network; null for none */
    Run(FineTune plan, Outcome fit, SequenceEncoder encoder, TestResults test, Adapter hung) {
        this.hung = hung;
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

    /**
     * Predictions for any sequences [n][outputs]: a probability for the positive class, each class or each label, or a
     * value in the units of the label.
     *
     * @throws GenomicsException if a sequence lacks an attribute that the plan takes as a feature
     */
    public Predictions predict(SequenceSet sequences) {
        return predict(sequences, () -> false);
    }

    /** Null if it was stopped. */
    private Predictions predict(SequenceSet sequences, BooleanSupplier stopped) {
        try {
            float[][] embeddings = embeddings(sequences, "predicting", stopped);
            return embeddings == null
                    ? null
                    : new Predictions(
                            task(),
                            sequences.ids(),
                            fit.head()
                                    .values(encoder.net(), fit.head().features().beside(embeddings, sequences)));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** One vector per sequence [n][H], from the fine-tuned encoder. */
    public Embeddings embed(SequenceSet sequences) {
        return new Embeddings(name(), sequences.ids(), embeddings(sequences, "embedding", () -> false));
    }

    private float[][] embeddings(SequenceSet sequences, String what, BooleanSupplier stopped) {
        try (var progress = Progress.of(what, sequences.size(), "sequences")) {
            return encoder.embed(sequences.bases(), done -> {
                progress.done(done);
                return !stopped.getAsBoolean();
            });
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * The test part of the split: this model, the frozen encoder with a head of its own, and the k-mer model, each with
     * intervals, and the paired differences from the k-mer model.
     *
     * @throws GenomicsException if the split had no test part
     */
    public synchronized Comparison evaluate() {
        if (comparison == null) {
            comparison = test.with(name(), isJudged() ? savedPredictions() : predict(test.samples()));
        }
        return comparison;
    }

    /** Whether the test part has been read, so that {@link #evaluate()} and showing the run take no time. */
    synchronized boolean isJudged() {
        return comparison != null || test.samples() == null || test.others().containsKey(name());
    }

    /** Reads the test part, unless Stop is pressed before or meanwhile: then that waits until it is asked for. */
    synchronized void judge(StopSignal stop) {
        if (isJudged() || stop.requested()) {
            return;
        }
        var predictions = predict(test.samples(), stop::requested);
        if (predictions != null) {
            comparison = test.with(name(), predictions);
        }
    }

    private Predictions savedPredictions() {
        var saved = test.others().get(name());
        if (saved == null) {
            throw new GenomicsException("The split had no test part, so there is nothing to score on:"
                    + " .test(\"chrXII\") or .test(0.2), or run.evaluate(other sequences).");
        }
        return saved;
    }

    /**
     * How good the predictions for these labelled sequences are.
     *
     * @throws GenomicsException if a sequence has no label, or one that the task does not know
     */
    public Scores evaluate(SequenceSet labelled) {
        var targets = task().targets(labelled);
        return Scores.of(predict(labelled), targets);
    }

    /** This model's scores on the test part; fails as {@link #evaluate()} does. */
    public Scores scores() {
        return evaluate().scores().get(name());
    }

    /** Loss and validation metric by step. */
    public Chart plot() {
        return fit.history().chart();
    }

    /**
     * Which tokens each attention head looks at from where, in every layer [layers][heads][T][T].
     *
     * @throws GenomicsException if the architecture has no attention, or the sequence is too long to be read in one piece
     */
    public Attention attention(SequenceRecord sequence) {
        try {
            return explaining.attention(sequence);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * How much each base speaks for the positive class, the class predicted, or a higher value: gradient × input [L].
     *
     * @throws GenomicsException if the run is quantized, or the sequence is too long to be read in one piece
     */
    public Saliency saliency(SequenceRecord sequence) {
        return saliency(sequence, null);
    }

    /** Fails for a run whose weights are no longer what they were trained to be. */
    void whole(String cannot, String instead) {
        if (Shrinking.isQuantized(encoder.net())) {
            throw new GenomicsException(
                    "A quantized run cannot be " + cannot + ": " + instead + " the run it was made from.");
        }
    }

    /**
     * How much each base speaks for this class or label.
     *
     * @throws GenomicsException if the task has no such class; and as {@link #saliency(SequenceRecord)}
     */
    public Saliency saliency(SequenceRecord sequence, String className) {
        whole("explained by gradients", "ask");
        try {
            return explaining.saliency(sequence, className);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    Adapter hung() {
        return hung;
    }

    /**
     * The adapter and the head apart from the model, to be hung on it again, saved, compared or blended.
     *
     * @throws GenomicsException if the encoder itself was trained, or nothing but the head
     */
    public SavedAdapter adapter() {
        if (hung == null) {
            throw new GenomicsException(
                    "There is no adapter: this run is a " + plan.tuning().name() + ". Save the run as a whole.",
                    Map.of("method", plan.tuning().name()));
        }
        return new RunWeights(this).adapter();
    }

    /**
     * The same with the adapter worked into the weights: no slower than the base model, and no longer apart from it.
     * This run stays as it is.
     *
     * @throws GenomicsException if there is no adapter
     */
    public Run merge() {
        return new Run(plan, fit.owned(), new RunWeights(this).merged(), test, null);
    }

    /**
     * WiSE-FT (Wortsman et al. 2022): the network at a place on the line between the frozen encoder (0) and this one
     * (1). Something in between is often better on samples unlike those of the training.
     *
     * @param alpha 0 to 1
     * @throws GenomicsException if it is another, or the run is quantized
     */
    public Run interpolate(double alpha) {
        return new RunWeights(this).between(alpha);
    }

    /**
     * The metric along that line, on the test part and on samples of another kind.
     *
     * @param outside labelled like the training samples
     * @throws GenomicsException if the split had no test part, or the run is quantized
     */
    public WiseCurve wise(SequenceSet outside) {
        return new RunWeights(this).curve(testSamples(), outside);
    }

    /**
     * Magnitude pruning (Han et al. 2015): the smallest share of the numbers in each linear layer becomes zero.
     *
     * @param share above 0 and below 1
     * @return the smaller model, with a table of what it costs on the test part
     * @throws GenomicsException if the share is another, the split had no test part, or the run is quantized
     */
    public Compressed prune(double share) {
        return new RunWeights(this)
                .smaller(
                        String.format(Locale.ROOT, "pruned by %.0f %%", 100 * share),
                        copy -> Shrinking.prune(copy, share),
                        testSamples());
    }

    /**
     * Dynamic quantization: linear layers multiply in eight bits, weights with a scale for each row, what goes through
     * them with one for each token. With a table of what that costs on the test part.
     *
     * @throws GenomicsException if the split had no test part, or the run is quantized already
     */
    public Compressed quantize() {
        return new RunWeights(this).smaller("int8", Shrinking::quantize, testSamples());
    }

    /**
     * Knowledge distillation (Hinton et al. 2015): this run teaches another, usually smaller model.
     *
     * @param student what learns, such as {@code small.finetune(task).full()}
     * @param split the samples it learns from
     * @return the student, with a table of both on the split's test part
     */
    public Compressed distill(FineTune student, Split<SequenceSet> split) {
        return Compressed.of("distilled", this, student.distill(this).fit(split), split.test());
    }

    private SequenceSet testSamples() {
        if (test.samples() == null) {
            throw new GenomicsException("The split had no test part, or the run was loaded from a file, so there are no"
                    + " samples like those of the training to compare with.");
        }
        return test.samples();
    }

    /**
     * Writes the run into a folder: the adapter as PEFT writes it (adapter_config.json, adapter_model.safetensors), or
     * the weights that are its own, quantized ones included; and run.json with everything else. The base model is named,
     * not copied.
     */
    public Path save(String folder) {
        return save(Path.of(folder));
    }

    /** The same to a path; gives back the folder. */
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
     * @throws GenomicsException if an adapter hangs beside the encoder, which is then the base model's own
     */
    public Path saveModel(Path folder) {
        whole(
                "a model in Hugging Face's layout, which has no place for its eight bits",
                "keep it with save(folder), or take");
        if (hung != null || !fit.own()) {
            throw new GenomicsException(
                    "This run trained " + plan.tuning().name() + ", and the encoder is still that of "
                            + plan.model().id()
                            + ". Save the adapter with save(folder), work it in with merge(), or fine-tune with full().",
                    Map.of("method", plan.tuning().name()));
        }
        try {
            return ModelFolder.write(
                    folder, plan.model().checkpoint(), encoder.net(), ModelFolder.LARGEST_PART, card());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private String card() {
        var base = plan.model();
        return DerivedCard.of(
                base.checkpoint().folder(),
                PeftConfig.name(base.address()),
                "Made by " + plan.tuning().name() + " for " + task() + " from " + base.id() + " (weights with SHA-256 "
                        + base.fingerprint().sha256()
                        + ") with Jenomics. The head, which belongs to the task, is not in"
                        + " it.");
    }

    /** The same by the folder's name. */
    public Path saveModel(String folder) {
        return saveModel(Path.of(folder));
    }

    /**
     * A run that {@link #save} wrote. The base model must be there, and be the same to the bit.
     *
     * @throws GenomicsException if it is not, or if a file is missing, damaged or of a newer Jenomics
     */
    public static Run load(String folder) {
        return load(Path.of(folder));
    }

    /** The same from a path. */
    public static Run load(Path folder) {
        return RunFolder.read(folder);
    }

    /** Data, checkpoint, settings, seeds, software and device: what is needed to do it again. */
    public Provenance provenance() {
        return new RunProvenance(this).provenance();
    }

    String name() {
        return plan.tuning().name()
                + (plan.model().randomSeed() == null || plan.tuning() instanceof HeadOnly ? "" : ", random weights");
    }

    Outcome fit() {
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
        return new RunSummary(this).describe();
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
