package jenomics.fusion;

import java.util.List;
import jenomics.learn.Estimator;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;

/**
 * A way of making one view of many layers that asks no label. A plan and a value: look at a whole cohort with
 * {@link #of}, or let a learner predict from the view with {@link #then}; there it is fitted to the training samples of
 * each fold and to nothing else.
 *
 * <pre>{@code
 * Fusion.snf().of(cohort).plot();
 * Fusion.mofa().then(Classic.randomForest())     // an estimator, for a benchmark
 * }</pre>
 *
 * @param <V> what it makes
 */
public interface FusionMethod<V extends FusedView> {
    /** A short name for tables: "SNF". */
    String name();

    /** Fits to training samples that are prepared. The same seed gives the same view. */
    V fit(FittedPreparation<MultiOmics> prepared, Seed seed);

    /**
     * Whether the view of new samples depends on the others they come with, so that what learns from it must see
     * training and new samples together.
     */
    default boolean transductive() {
        return false;
    }

    /**
     * The view of a whole cohort, for looking at: steps planned on it are fitted to all of its samples. To predict, use
     * {@link #then}.
     */
    default V of(MultiOmics cohort) {
        return of(cohort, Seed.of(7));
    }

    /** See {@link #of(MultiOmics)}. */
    default V of(MultiOmics cohort, Seed seed) {
        return of(cohort, Exploring.TASK, seed);
    }

    /** The same where a planned step needs to know what will be predicted. */
    default V of(MultiOmics cohort, Task task, Seed seed) {
        return fit(Exploring.prepared(cohort, task, seed), seed);
    }

    /** The same plan for samples that have these layers alone: what was said of others is left out. */
    default FusionMethod<V> only(List<String> layers) {
        return this;
    }

    /** This view of the layers, and a learner that predicts from it: "SNF + random forest". */
    default Estimator<MultiOmics> then(Estimator<MultiOmics> learner) {
        return new FusedEstimator(
                name(), (train, task, seed) -> fit(train, seed), transductive(), learner, layers -> only(layers)
                        .then(learner));
    }
}
