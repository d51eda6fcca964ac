package jenomics.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import jenomics.model.tuning.Dora;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.HeadOnly;
import jenomics.model.tuning.Ia3;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Tuning;
import jenomics.nn.Training;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * A plan for contrastive tuning of embeddings without labels (SimCSE, Gao et al. 2021): a sequence read twice, each time
 * with other dropout and in another reading frame, shall be more like itself than like the others of its batch.
 *
 * @param model what to begin with
 * @param tuning which numbers train; LoRA
 * @param training how: one epoch, 64 sequences at once, dropout 0.1
 * @param pooling how tokens become one vector; the mean
 * @param temperature of the softmax over similarities; 0.05
 * @param bothStrands whether the second reading is that of the other strand; false
 */
public record SimCse(
        GenomicModel model, Tuning tuning, Training training, Pooling pooling, double temperature, boolean bothStrands)
        implements Described {

    /**
     * Checks its options.
     *
     * @throws GenomicsException if the temperature is not above 0 and at most 10, or nothing but a head would be tuned
     */
    public SimCse {
        if (!(temperature > 0 && temperature <= 10)) {
            throw new GenomicsException(
                    "The temperature of a contrast is above 0 and at most 10; found " + temperature + ".",
                    Map.of("temperature", temperature));
        }
        if (tuning instanceof HeadOnly) {
            throw new GenomicsException("Contrastive tuning has no head: take .lora(), .dora(), .ia3() or .full().");
        }
    }

    static SimCse of(GenomicModel model) {
        var rate = FineTune.of(model, jenomics.learn.Task.regression("-")).training();
        return new SimCse(model, Lora.standard(), rate.epochs(1).batchSize(64).dropout(0.1), Pooling.MEAN, 0.05, false);
    }

    /** LoRA with options. */
    public SimCse lora(UnaryOperator<Lora> options) {
        return tuning(options.apply(Lora.standard()));
    }

    /** DoRA with the options of LoRA. */
    public SimCse dora(UnaryOperator<Lora> options) {
        return tuning(new Dora(options.apply(Lora.standard())));
    }

    /** IA3 with options. */
    public SimCse ia3(UnaryOperator<Ia3> options) {
        return tuning(options.apply(Ia3.standard()));
    }

    /** Every weight trains. */
    public SimCse full() {
        return tuning(new Full());
    }

    private SimCse tuning(Tuning method) {
        return new SimCse(model, method, training, pooling, temperature, bothStrands);
    }

    /** How to train: {@code .training(t -> t.epochs(2))}. */
    public SimCse training(UnaryOperator<Training> options) {
        return new SimCse(model, tuning, options.apply(training), pooling, temperature, bothStrands);
    }

    /** How the tokens of a sequence become one vector [H]. */
    public SimCse pooling(Pooling how) {
        return new SimCse(model, tuning, training, how, temperature, bothStrands);
    }

    /** With another temperature, above 0 and at most 10; Gao et al. have 0.05. */
    public SimCse temperature(double value) {
        return new SimCse(model, tuning, training, pooling, value, bothStrands);
    }

    /** A sequence and its reverse complement shall be alike. */
    public SimCse strands() {
        return new SimCse(model, tuning, training, pooling, temperature, true);
    }

    /**
     * Carries it out; Stop gives back what was reached. The loss of a batch of n is the cross-entropy of the n × n cosines
     * between first and second readings, divided by the temperature, where each sequence should find itself.
     *
     * @param sequences at least two; labels are not looked at
     * @throws GenomicsException if there are fewer, batches have one sequence, the tuning does not fit the model, or a
     *     loss is no longer a finite number
     */
    public Embedder fit(SequenceSet sequences) {
        check(sequences);
        try (var kept = TrainingFolder.none()) {
            return new Contrasting(this, sequences, kept).run();
        }
    }

    /**
     * The same plan, with its training kept in a folder every 200 steps, so that {@code fit} goes on where it was however
     * it ended. How often: {@code .saveTo("runs/embeddings").every(50)}.
     */
    public ResumableContrast saveTo(String folder) {
        return saveTo(Path.of(folder));
    }

    /** The same to a path. */
    public ResumableContrast saveTo(Path folder) {
        return new ResumableContrast(this, folder, Resumable.STANDARD);
    }

    /**
     * Goes on with the tuning that {@link #saveTo} kept in a folder, or gives back its embedder when it is done.
     *
     * @param sequences those it was begun with; others are refused
     * @throws GenomicsException if the folder holds no contrastive tuning, or the model is no longer there
     */
    public static Embedder resume(String folder, SequenceSet sequences) {
        return resume(Path.of(folder), sequences);
    }

    /** The same of a path. */
    public static Embedder resume(Path folder, SequenceSet sequences) {
        return ResumableContrast.in(folder).fit(sequences);
    }

    /** Fails where it cannot be carried out. */
    void check(SequenceSet sequences) {
        if (sequences.size() < 2) {
            throw new GenomicsException(
                    "A contrast needs at least two sequences; found " + sequences.size() + ".",
                    Map.of("sequences", sequences.size()));
        }
        if (training.batchSize() < 2) {
            throw new GenomicsException(
                    "A contrast tells the sequences of a batch apart, so a batch is of 2 or more; found batchSize("
                            + training.batchSize() + ").",
                    Map.of("batch size", training.batchSize()));
        }
        tuning.check(model.checkpoint().architecture());
        FrozenChoice.check(training.economy().frozen(), tuning);
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        tuning.facts().forEach((name, value) -> rows.add(List.of(name, String.valueOf(value))));
        training.facts().forEach((name, value) -> rows.add(List.of(name, String.valueOf(value))));
        rows.add(List.of("temperature", String.valueOf(temperature)));
        rows.add(List.of("second reading", bothStrands ? "the other strand" : "the same strand"));
        return Description.of("a plan: contrastive " + tuning.name() + " of " + model.id() + " · not fitted yet")
                .with("", List.of(), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
