package jenomics.model;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import jenomics.learn.Split;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * A plan whose training can be taken up again, however it ended: a Stop, a kernel that died, a machine that was switched
 * off. The same cell run again goes on where it was, bit-equal to a training that was left alone (on the same device
 * with the same number of threads), and gives back the run at once when it is done.
 *
 * <pre>{@code
 * var run = plan.saveTo("runs/promoter").fit(split);
 * }</pre>
 *
 * <p>The folder keeps at most three saved states at a time, each of 16 bytes (20 while weights are averaged) for each
 * number that trains: about 15 MB for LoRA on 100 million parameters, 5 GB for all of them. When the training is done
 * they give way to the run, as {@link Run#save} writes it. The sequences are not kept, only their digest.
 *
 * @param plan what to train
 * @param folder where the states lie
 * @param every optimizer steps from one saved state to the next; 200
 */
public record Resumable(FineTune plan, Path folder, int every) implements Described {
    static final int STANDARD = 200;

    /**
     * Checks its options.
     *
     * @throws GenomicsException if the number of steps is less than 1
     */
    public Resumable {
        if (every < 1) {
            throw new GenomicsException(
                    "A training is saved every 1 step or more; found " + every + ".", Map.of("every", every));
        }
    }

    /** What a folder says of itself. */
    static Resumable in(Path folder) {
        var identity = identity(folder);
        if (!identity.isComplete()) {
            throw new GenomicsException(
                    "The training in " + folder + " was planned with EWC, rehearsal or a teacher, which the folder does"
                            + " not keep. Say the plan again, with .saveTo(\"" + folder + "\").fit(split).",
                    Map.of("folder", folder.toString()));
        }
        return new Resumable(identity.plan(folder), folder, identity.every());
    }

    static Run finished(Path folder) {
        if (TrainingFolder.isFinished(folder)) {
            return Run.load(folder);
        }
        throw new GenomicsException(
                String.format(
                        Locale.ROOT,
                        "The training in %s is not done, and the folder does not keep its samples. Give the split it was"
                                + " begun with (%,d training samples): FineTune.resume(\"%s\", split).",
                        folder,
                        identity(folder).trainSamples(),
                        folder),
                Map.of("folder", folder.toString()));
    }

    private static TrainingIdentity identity(Path folder) {
        var identity = TrainingIdentity.require(folder, "plan.saveTo(\"" + folder + "\").fit(split)");
        if (identity.isContrastive()) {
            throw new GenomicsException(
                    "The training in " + folder + " is a contrastive one: SimCse.resume(\"" + folder
                            + "\", sequences) goes on with it, and Embedder.load opens it when it is done.",
                    Map.of("folder", folder.toString()));
        }
        return identity;
    }

    /** Saves this often, and at the end. */
    public Resumable every(int steps) {
        return new Resumable(plan, folder, steps);
    }

    /**
     * Begins, goes on, or gives back what is done; otherwise as {@link FineTune#fit}. When a state cannot be written
     * (a full disk), the training goes on, says so, and tries again the next time.
     *
     * @throws GenomicsException if the folder holds another training, with what differs; if another process trains into
     *     it at the moment; or if nothing can be written there at all
     */
    public Run fit(Split<SequenceSet> split) {
        try (var kept = TrainingFolder.open(this, split)) {
            return kept.isFinished()
                    ? RunFolder.read(folder, plan, split.has(Split.Part.TEST) ? split.test() : null)
                    : new Fitting(plan, split, kept).run();
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
