package jenomics.fusion;

import java.util.List;
import jenomics.learn.Estimator;
import jenomics.learn.Fitted;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;

/**
 * A way of making one view of many layers that is led by the label, and predicts it. It is an estimator itself; its view
 * may also be given to another one with {@link #then}.
 *
 * @param <V> what it makes
 */
public interface SupervisedFusion<V extends FusedView & Fitted<MultiOmics>> extends Estimator<MultiOmics> {
    /** Fits to training samples that are prepared. The same seed gives the same view. */
    V fit(FittedPreparation<MultiOmics> prepared, Task task, Seed seed);

    /** Fits to all of these samples as they stand. */
    @Override
    default V fit(MultiOmics train, Task task, Seed seed) {
        return fit(Exploring.asTheyStand(train), task, seed);
    }

    /**
     * The view of a whole cohort, for looking at: steps planned on it are fitted to all of its samples. How well it
     * predicts is not to be read from it, since it knows every label.
     */
    default V of(MultiOmics cohort, Task task) {
        return of(cohort, task, Seed.of(7));
    }

    /** See {@link #of(MultiOmics, Task)}. */
    default V of(MultiOmics cohort, Task task, Seed seed) {
        return fit(Exploring.prepared(cohort, task, seed), task, seed);
    }

    /** The same plan for samples that have these layers alone: what was said of others is left out. */
    default SupervisedFusion<V> only(List<String> layers) {
        return this;
    }

    /** This view of the layers, and another learner that predicts from it. */
    default Estimator<MultiOmics> then(Estimator<MultiOmics> learner) {
        return new FusedEstimator(name(), this::fit, transductive(), learner, layers -> only(layers)
                .then(learner));
    }
}
