package jenomics.fusion;

import jenomics.learn.FittedPreparation;
import jenomics.learn.Preparation;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;

/** How the samples of a whole cohort are prepared where somebody only looks at them. */
final class Exploring {
    /** Stands where nothing is to be predicted; a step that needs a label says that there is no such attribute. */
    static final Task TASK = Task.regression("(nothing is predicted here)");

    private Exploring() {}

    /** The steps planned on a cohort, fitted to all of it. */
    static FittedPreparation<MultiOmics> prepared(MultiOmics cohort, Task task, Seed seed) {
        var planned = cohort.preparation();
        return planned.steps().isEmpty() ? asTheyStand(cohort) : planned.fit(cohort, task, seed.part("preparation"));
    }

    /** Samples on which nothing is left to do. */
    static FittedPreparation<MultiOmics> asTheyStand(MultiOmics samples) {
        return Preparation.<MultiOmics>none().fit(samples, TASK, Seed.of(0));
    }
}
