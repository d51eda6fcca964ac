package jenomics.learn;

import jenomics.provenance.Seed;

/**
 * What can learn: a plan that can be fitted any number of times, to other samples each time.
 *
 * @param <S> what it learns from
 */
public interface Estimator<S extends Samples<S>> {
    /** A short name for tables: "6-mer logistic regression". */
    String name();

    /** Fits to all of {@code train} as they stand. Reads no other samples. The same seed gives the same result. */
    Fitted<S> fit(S train, Task task, Seed seed);

    /** Whether predictions for one sample depend on the others predicted with it; tables say so. */
    default boolean transductive() {
        return false;
    }

    /**
     * Fits the steps that are planned on the samples, then itself, to {@code train}; what comes back prepares whatever
     * it predicts in the same way.
     */
    default Fitted<S> learn(S train, Task task, Seed seed) {
        return PreparedFit.of(this, train.preparation(), train, task, seed);
    }
}
