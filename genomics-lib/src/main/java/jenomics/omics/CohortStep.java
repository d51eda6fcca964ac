package jenomics.omics;

import java.util.List;

/** One step of preparing a whole cohort: it adds a layer or samples. A plan, as {@link Step} is. */
public interface CohortStep {

    /** As it is shown: {@code SMOTE (5 neighbours)}. */
    String name();

    /** Whether anything is learned from the training samples. */
    default boolean learns() {
        return true;
    }

    /** The names of the layers that it adds. */
    default List<String> adds() {
        return List.of();
    }

    /** Learns what it needs from the training samples, prepared by the steps before this one. */
    FittedCohortStep fit(TrainingSamples train);
}
