package jenomics.omics;

/** A step on a whole cohort that has learned what it needs. */
@FunctionalInterface
public interface FittedCohortStep {

    /** Samples prepared by what was learned; all of them, in their order. */
    MultiOmics apply(MultiOmics samples);

    /** The training samples, prepared: the same, unless the step adds samples to them, as SMOTE does. */
    default MultiOmics train(MultiOmics train) {
        return apply(train);
    }
}
