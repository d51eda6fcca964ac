package jenomics.model;

import java.nio.file.Path;
import java.util.Map;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * A contrastive tuning that can be taken up again, however it ended, as a {@link Resumable} can: the same cell run again
 * goes on where it was, bit-equal to one that was left alone, and gives back the embedder at once when it is done.
 *
 * <pre>{@code
 * var embedder = model.contrastive().saveTo("runs/embeddings").fit(sequences);
 * }</pre>
 *
 * @param plan what to train
 * @param folder where the states lie, at most three at a time, each of 12 bytes for each number that trains
 * @param every optimizer steps from one saved state to the next; 200
 */
public record ResumableContrast(SimCse plan, Path folder, int every) implements Described {

    /**
     * Checks its options.
     *
     * @throws GenomicsException if the number of steps is less than 1
     */
    public ResumableContrast {
        if (every < 1) {
            throw new GenomicsException(
                    "A training is saved every 1 step or more; found " + every + ".", Map.of("every", every));
        }
    }

    /** What a folder says of itself. */
    static ResumableContrast in(Path folder) {
        var identity = TrainingIdentity.require(folder, "plan.saveTo(\"" + folder + "\").fit(sequences)");
        if (!identity.isContrastive()) {
            throw new GenomicsException(
                    "The training in " + folder + " is a fine-tuning: FineTune.resume(\"" + folder
                            + "\", split) goes on with it.",
                    Map.of("folder", folder.toString()));
        }
        return new ResumableContrast(identity.contrast(folder), folder, identity.every());
    }

    /** Saves this often, and when it is stopped. */
    public ResumableContrast every(int steps) {
        return new ResumableContrast(plan, folder, steps);
    }

    /**
     * Begins, goes on, or gives back what is done; otherwise as {@link SimCse#fit}.
     *
     * @throws GenomicsException if the folder holds another training, with what differs; if another process trains into
     *     it at the moment; or if nothing can be written there at all
     */
    public Embedder fit(SequenceSet sequences) {
        plan.check(sequences);
        try (var kept = TrainingFolder.open(folder, every, TrainingIdentity.of(this, sequences))) {
            return kept.isFinished() ? Embedder.load(folder) : new Contrasting(plan, sequences, kept).run();
        }
    }

    @Override
    public Description describe() {
        return plan.describe();
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
