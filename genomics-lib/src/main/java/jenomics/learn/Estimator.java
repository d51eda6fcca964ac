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

    /** Fits to all of {@code train}. Reads no other samples. The same seed gives the same result. */
    Fitted<S> fit(S train, Task task, Seed seed);
}
