package jenomics.omics;

import java.util.Map;
import java.util.Optional;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * What a step is fitted to.
 *
 * @param cohort the training samples, prepared by the steps before
 * @param task what is to be predicted; empty when a cohort is only looked at
 * @param seed where the step's randomness begins
 */
public record TrainingSamples(MultiOmics cohort, Optional<Task> task, Seed seed) {

    /** What is true of the training samples; an error that names the step where nothing is to be predicted. */
    public Targets targets(String step) {
        var known = task.orElseThrow(() -> new GenomicsException(
                "The step '" + step + "' chooses by what is to be predicted, and nothing is here. Let a learner or a"
                        + " benchmark carry it out, or look at it with prepared(Task.binary(\"...\")).",
                Map.of("step", step)));
        return known.resolve(cohort).targets(cohort);
    }

    /** Whether this attribute of the samples is what is to be predicted. */
    public boolean predicts(String attribute) {
        return task.map(t -> t.label().equals(attribute)).orElse(false);
    }
}
