package jenomics.omics;

import java.util.Map;
import java.util.function.Consumer;
import jenomics.omics.simulation.CohortMaker;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * How to simulate a cohort with three layers: {@code rna} (counts), {@code methylation} (shares) and {@code protein} (log2
 * intensities with missing values).
 *
 * <p>Each sample has hidden factors. Two of them, {@code subtype 1} and {@code subtype 2}, have a mean of their own in each
 * subtype and act in all layers; a third, {@code growth}, acts in all layers and on survival, not on the subtype; and each
 * layer has one of its own that acts nowhere else. A factor acts on a part of a layer's features, its drivers, with a weight
 * for each. Batches shift every feature and are drawn so that each has all subtypes, in different shares.
 *
 * <p>The sheet has {@code subtype}, {@code batch}, {@code sex}, {@code age}, {@code OS.time} (days) and {@code OS} (1 died).
 * Survival is exponential; growth doubles the hazard with each standard deviation.
 *
 * @param samples how many
 * @param rna how many features of that layer
 * @param methylation how many features of that layer
 * @param protein how many features of that layer
 * @param subtypes how many, 2 to 6
 * @param batches how many, 1 to 10
 * @param signal how far the means of the subtypes lie apart, in standard deviations of the factors
 * @param batchEffect the standard deviation of a batch's shift, in those of the noise
 * @param driverShare the share of the features on which each factor acts
 * @param missing the share of protein values that are missing
 * @param seed the same seed and options give the same cohort
 */
public record CohortSimulation(
        int samples,
        int rna,
        int methylation,
        int protein,
        int subtypes,
        int batches,
        double signal,
        double batchEffect,
        double driverShare,
        double missing,
        long seed) {

    public CohortSimulation {
        within("samples", samples, 10, 100_000);
        within("rna", rna, 10, 100_000);
        within("methylation", methylation, 10, 100_000);
        within("protein", protein, 10, 100_000);
        within("subtypes", subtypes, 2, 6);
        within("batches", batches, 1, 10);
        within("signal", signal, 0, 10);
        within("batchEffect", batchEffect, 0, 10);
        within("driverShare", driverShare, 0.01, 1);
        within("missing", missing, 0, 0.9);
    }

    private static void within(String option, double found, double least, double most) {
        if (!(found >= least && found <= most)) {
            throw new GenomicsException(
                    "The " + option + " of a simulated cohort is " + Phrases.value(least) + " to " + Phrases.value(most)
                            + "; found " + found + ".",
                    Map.of("option", option, "found", found));
        }
    }

    /** 150 samples, 300, 240 and 60 features, three subtypes, three batches. */
    public static CohortSimulation defaults() {
        return new CohortSimulation(150, 300, 240, 60, 3, 3, 2, 0.7, 0.1, 0.03, 7);
    }

    public CohortSimulation samples(int count) {
        return with(d -> d.samples = count);
    }

    /** How many features each layer has. */
    public CohortSimulation features(int rnaCount, int methylationCount, int proteinCount) {
        return with(d -> {
            d.rna = rnaCount;
            d.methylation = methylationCount;
            d.protein = proteinCount;
        });
    }

    public CohortSimulation subtypes(int count) {
        return with(d -> d.subtypes = count);
    }

    public CohortSimulation batches(int count) {
        return with(d -> d.batches = count);
    }

    /** How far apart the subtypes lie; 0: nothing of them can be learned. */
    public CohortSimulation signal(double standardDeviations) {
        return with(d -> d.signal = standardDeviations);
    }

    public CohortSimulation batchEffect(double standardDeviations) {
        return with(d -> d.batchEffect = standardDeviations);
    }

    public CohortSimulation driverShare(double share) {
        return with(d -> d.driverShare = share);
    }

    public CohortSimulation missing(double share) {
        return with(d -> d.missing = share);
    }

    public CohortSimulation seed(long value) {
        return with(d -> d.seed = value);
    }

    /** The cohort, with what is true of it. */
    public SimulatedCohort make() {
        return CohortMaker.make(this);
    }

    /** The options of a copy while some of them change. */
    private static final class Draft {
        private int samples;
        private int rna;
        private int methylation;
        private int protein;
        private int subtypes;
        private int batches;
        private double signal;
        private double batchEffect;
        private double driverShare;
        private double missing;
        private long seed;
    }

    private CohortSimulation with(Consumer<Draft> change) {
        var d = new Draft();
        d.samples = samples;
        d.rna = rna;
        d.methylation = methylation;
        d.protein = protein;
        d.subtypes = subtypes;
        d.batches = batches;
        d.signal = signal;
        d.batchEffect = batchEffect;
        d.driverShare = driverShare;
        d.missing = missing;
        d.seed = seed;
        change.accept(d);
        return new CohortSimulation(
                d.samples,
                d.rna,
                d.methylation,
                d.protein,
                d.subtypes,
                d.batches,
                d.signal,
                d.batchEffect,
                d.driverShare,
                d.missing,
                d.seed);
    }
}
