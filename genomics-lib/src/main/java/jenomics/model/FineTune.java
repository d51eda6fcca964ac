package jenomics.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import jenomics.learn.Metric;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.model.tuning.Dora;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.HeadOnly;
import jenomics.model.tuning.Ia3;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Tuning;
import jenomics.nn.DeviceMemory;
import jenomics.nn.Training;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.sequence.SequenceSet;

/**
 * A plan to teach a pretrained model a task. A value: printable, reusable, changed by withers; {@link #fit} carries it
 * out, any number of times.
 *
 * @param model what to begin with
 * @param task what to learn
 * @param tuning which numbers train; LoRA on the architecture's usual modules
 * @param training how
 * @param pooling how tokens become one vector; the mean
 * @param segments how the pieces of a long sequence become one; the mean
 * @param remembering what keeps the encoder from forgetting; nothing
 * @param distillation a teacher whose predictions are learned too; null: none
 * @param features attributes that are numbers and go to the head beside the sequence; none
 * @param stopOn the validation metric that chooses the best epoch; null: AUROC, or Pearson for regression
 * @param baseline the k of the k-mer model that is fitted beside; 6
 */
public record FineTune(
        GenomicModel model,
        Task task,
        Tuning tuning,
        Training training,
        Pooling pooling,
        Segments segments,
        List<Remembering> remembering,
        Distillation distillation,
        List<String> features,
        Metric stopOn,
        int baseline)
        implements Described {

    /**
     * Copies its lists.
     *
     * @throws jenomics.provenance.GenomicsException if the task is a survival task
     */
    public FineTune {
        task.refuseSurvival("Fine-tuning");
        remembering = List.copyOf(remembering);
        features = List.copyOf(features);
    }

    /** The width of the models that the published learning rates are for. */
    private static final double PUBLISHED_WIDTH = 768;

    /**
     * The default plan. Narrow networks take larger steps: the published rate for 768 hidden units is scaled in inverse
     * proportion to the width (5e-4 there, 2e-3 for 192).
     */
    static FineTune of(GenomicModel model, Task task) {
        var standard = Training.standard();
        double rate = standard.learningRate() * PUBLISHED_WIDTH / model.width();
        return new FineTune(
                model,
                task,
                Lora.standard(),
                standard.learningRate(Math.min(0.01, rate)),
                Pooling.MEAN,
                Segments.MEAN,
                List.of(),
                null,
                List.of(),
                null,
                6);
    }

    /** LoRA with the published defaults. */
    public FineTune lora() {
        return lora(UnaryOperator.identity());
    }

    /** LoRA with options: {@code .lora(r -> r.rank(8).targets("query", "value"))}. */
    public FineTune lora(UnaryOperator<Lora> options) {
        return tuned(options.apply(Lora.standard()));
    }

    /** DoRA with the options of LoRA: {@code .dora(r -> r.rank(8))}. */
    public FineTune dora(UnaryOperator<Lora> options) {
        return tuned(new Dora(options.apply(Lora.standard())));
    }

    /** DoRA with the published defaults of LoRA. */
    public FineTune dora() {
        return dora(UnaryOperator.identity());
    }

    /** IA3 with options: {@code .ia3(i -> i.targets("key", "value"))}. */
    public FineTune ia3(UnaryOperator<Ia3> options) {
        return tuned(options.apply(Ia3.standard()));
    }

    /** IA3 on keys, values and the feed-forward. */
    public FineTune ia3() {
        return ia3(UnaryOperator.identity());
    }

    /** Every weight trains. */
    public FineTune full() {
        return tuned(new Full());
    }

    /** Every weight trains, with options: {@code .full(f -> f.layerDecay(0.9).unfreeze(2))}. */
    public FineTune full(UnaryOperator<Full> options) {
        return tuned(options.apply(new Full()));
    }

    /** The encoder stays as it is; only the head learns. */
    public FineTune headOnly() {
        return tuned(new HeadOnly());
    }

    private FineTune tuned(Tuning other) {
        return with(d -> d.tuning = other);
    }

    /** How to train: {@code .training(t -> t.epochs(3).learningRate(1e-3))}. */
    public FineTune training(UnaryOperator<Training> options) {
        return with(d -> d.training = options.apply(training));
    }

    /** How the tokens of a sequence become one vector [H]. */
    public FineTune pooling(Pooling how) {
        return with(d -> d.pooling = how);
    }

    /** How the pieces of a sequence that is too long for the model become one vector. */
    public FineTune segments(Segments how) {
        return with(d -> d.segments = how);
    }

    /** Elastic weight consolidation on sequences like those of the pretraining; for full fine-tuning. */
    public FineTune ewc(SequenceSet pretraining) {
        return ewc(pretraining, UnaryOperator.identity());
    }

    /** The same with options: {@code .ewc(genome, e -> e.strength(10))}. */
    public FineTune ewc(SequenceSet pretraining, UnaryOperator<Ewc> options) {
        return remembering(options.apply(Ewc.of(pretraining)));
    }

    /** Goes on with masked-language modelling on sequences like those of the pretraining, beside the task. */
    public FineTune rehearse(SequenceSet pretraining) {
        return rehearse(pretraining, UnaryOperator.identity());
    }

    /** The same with options: {@code .rehearse(genome, r -> r.share(0.2))}. */
    public FineTune rehearse(SequenceSet pretraining, UnaryOperator<Rehearsal> options) {
        return remembering(options.apply(Rehearsal.of(pretraining)));
    }

    /** One of each kind; the last one said counts. */
    private FineTune remembering(Remembering more) {
        var all = new ArrayList<>(remembering);
        all.removeIf(other -> other.getClass() == more.getClass());
        all.add(more);
        return with(d -> d.remembering = all);
    }

    /** Learns what a teacher says of the training samples, beside their labels. */
    public FineTune distill(Run teacher) {
        return distill(teacher, UnaryOperator.identity());
    }

    /** The same with options: {@code .distill(run, d -> d.temperature(4).share(0.7))}. */
    public FineTune distill(Run teacher, UnaryOperator<Distillation> options) {
        return with(d -> d.distillation = options.apply(Distillation.of(teacher)));
    }

    /** Attributes that are numbers and go to the head beside the sequence, such as a half-life. */
    public FineTune features(String... attributes) {
        return with(d -> d.features = List.of(attributes));
    }

    /** The validation metric that chooses the best epoch and ends a training that no longer improves it. */
    public FineTune stopOn(Metric metric) {
        return with(d -> d.stopOn = metric);
    }

    /** The k of the k-mer model that is fitted beside, 1 to 8. */
    public FineTune baseline(int k) {
        return with(d -> d.baseline = k);
    }

    /**
     * Fits to the training part of a split, chooses the best epoch on its validation part, and scores on its test part
     * beside a k-mer model and the frozen encoder. Begins from a head fitted to the frozen encoder, which is epoch 0, the
     * score to beat: with few samples it is the best epoch. Stop gives back the best so far.
     *
     * @throws jenomics.provenance.GenomicsException if the parts of the plan do not go together or do not fit the model,
     *     the labels are not those of the task, a loss is no longer a finite number, or it is stopped before anything was
     *     learned
     */
    public Run fit(Split<SequenceSet> split) {
        try (var kept = TrainingFolder.none()) {
            return new Fitting(this, split, kept).run();
        }
    }

    /**
     * The same plan, with its training kept in a folder every 200 steps, so that {@code fit} goes on where it was however
     * it ended: {@code .saveTo("runs/promoter").fit(split)}. How often: {@code .saveTo("runs/promoter").every(50)}.
     */
    public Resumable saveTo(String folder) {
        return saveTo(Path.of(folder));
    }

    /** The same to a path. */
    public Resumable saveTo(Path folder) {
        return new Resumable(this, folder, Resumable.STANDARD);
    }

    /**
     * Goes on with the training that {@link #saveTo} kept in a folder, or gives back its run when it is done.
     *
     * @param split the samples it was begun with; others are refused
     * @throws jenomics.provenance.GenomicsException if the folder holds no training, another one, or one whose plan held
     *     sequences or a teacher in memory, which must be said again
     */
    public static Run resume(String folder, Split<SequenceSet> split) {
        return resume(Path.of(folder), split);
    }

    /** The same from a path. */
    public static Run resume(Path folder, Split<SequenceSet> split) {
        return Resumable.in(folder).fit(split);
    }

    /** Gives back a training that is done; one that is not needs its samples, which the folder does not keep. */
    public static Run resume(String folder) {
        return resume(Path.of(folder));
    }

    /** The same from a path. */
    public static Run resume(Path folder) {
        return Resumable.finished(folder);
    }

    /**
     * How much memory the training will need, by part, and how its batches go through so that it fits into what is free.
     * Nothing is loaded.
     */
    public MemoryForecast forecast(Split<SequenceSet> split) {
        return forecast(split.train());
    }

    MemoryForecast forecast(SequenceSet train) {
        return new Forecasting(this, train).fitting(DeviceMemory.free());
    }

    /** Fails where the parts of the plan do not go together, or do not fit the model. */
    void check() {
        tuning.check(model.checkpoint().architecture());
        FrozenChoice.check(training.economy().frozen(), tuning);
        remembering.forEach(each -> each.check(this));
    }

    /** The metric that chooses the epoch. */
    Metric watched() {
        return stopOn != null ? stopOn : task.kind() == Task.Kind.REGRESSION ? Metric.PEARSON : Metric.AUROC;
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        add(rows, Map.of("task", task));
        add(rows, tuning.facts());
        add(rows, training.facts());
        add(rows, Map.of("pooling", pooling));
        add(rows, extras());
        add(rows, Map.of("best epoch by", "validation " + watched()));
        add(rows, Map.of("baseline", baseline + "-mer model"));
        return Description.of("a plan: " + tuning.name() + " of " + model.id() + " for " + task + " · not fitted yet")
                .with("", List.of(), rows);
    }

    /** What most plans do not have, by name. */
    Map<String, Object> extras() {
        var facts = new LinkedHashMap<String, Object>();
        if (segments != Segments.MEAN) {
            facts.put("segments of long sequences", segments.toString().toLowerCase(Locale.ROOT));
        }
        if (!features.isEmpty()) {
            facts.put("features beside the sequence", features);
        }
        remembering.forEach(each -> facts.putAll(each.facts()));
        if (distillation != null) {
            facts.putAll(distillation.facts());
        }
        return facts;
    }

    private static void add(List<List<String>> rows, Map<String, ?> facts) {
        facts.forEach((name, value) -> rows.add(List.of(name, String.valueOf(value))));
    }

    @Override
    public String toString() {
        return describe().text();
    }

    /** The parts of a copy while one of them changes. */
    private static final class Draft {
        private Tuning tuning;
        private Training training;
        private Pooling pooling;
        private Segments segments;
        private List<Remembering> remembering;
        private Distillation distillation;
        private List<String> features;
        private Metric stopOn;
        private int baseline;
    }

    private FineTune with(Consumer<Draft> change) {
        var d = new Draft();
        d.tuning = tuning;
        d.training = training;
        d.pooling = pooling;
        d.segments = segments;
        d.remembering = remembering;
        d.distillation = distillation;
        d.features = features;
        d.stopOn = stopOn;
        d.baseline = baseline;
        change.accept(d);
        return new FineTune(
                model,
                task,
                d.tuning,
                d.training,
                d.pooling,
                d.segments,
                d.remembering,
                d.distillation,
                d.features,
                d.stopOn,
                d.baseline);
    }
}
