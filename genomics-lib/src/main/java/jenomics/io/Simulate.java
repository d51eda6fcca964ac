package jenomics.io;

import jenomics.omics.CohortSimulation;
import jenomics.sequence.PromoterSimulation;

/** Data whose truth is known. */
public final class Simulate {
    private Simulate() {}

    /**
     * Promoters of a made-up yeast and sequences that look like them:
     * {@code Simulate.promoters().count(1000).seed(1).make()}.
     */
    public static PromoterSimulation promoters() {
        return PromoterSimulation.defaults();
    }

    /**
     * Samples with three layers, subtypes, batches, survival and missing values:
     * {@code Simulate.cohort().samples(200).seed(1).make()}.
     */
    public static CohortSimulation cohort() {
        return CohortSimulation.defaults();
    }
}
