package jenomics.omics;

import java.util.Map;
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
        return new CohortSimulation(
                count, rna, methylation, protein, subtypes, batches, signal, batchEffect, driverShare, missing, seed);
    }

    /** How many features each layer has. */
    public CohortSimulation features(int rnaCount, int methylationCount, int proteinCount) {
        return new CohortSimulation(
                samples,
                rnaCount,
                methylationCount,
                proteinCount,
                subtypes,
                batches,
                signal,
                batchEffect,
                driverShare,
                missing,
                seed);
    }

    public CohortSimulation subtypes(int count) {
        return new CohortSimulation(
                samples, rna, methylation, protein, count, batches, signal, batchEffect, driverShare, missing, seed);
    }

    public CohortSimulation batches(int count) {
        return new CohortSimulation(
                samples, rna, methylation, protein, subtypes, count, signal, batchEffect, driverShare, missing, seed);
    }

    /** How far apart the subtypes lie; 0: nothing of them can be learned. */
    public CohortSimulation signal(double standardDeviations) {
        return new CohortSimulation(
                samples,
                rna,
                methylation,
                protein,
                subtypes,
                batches,
                standardDeviations,
                batchEffect,
                driverShare,
                missing,
                seed);
    }

    public CohortSimulation batchEffect(double standardDeviations) {
        return new CohortSimulation(
                samples,
                rna,
                methylation,
                protein,
                subtypes,
                batches,
                signal,
                standardDeviations,
                driverShare,
                missing,
                seed);
    }

    public CohortSimulation driverShare(double share) {
        return new CohortSimulation(
                samples, rna, methylation, protein, subtypes, batches, signal, batchEffect, share, missing, seed);
    }

    public CohortSimulation missing(double share) {
        return new CohortSimulation(
                samples, rna, methylation, protein, subtypes, batches, signal, batchEffect, driverShare, share, seed);
    }

    public CohortSimulation seed(long value) {
        return new CohortSimulation(
                samples,
                rna,
                methylation,
                protein,
                subtypes,
                batches,
                signal,
                batchEffect,
                driverShare,
                missing,
                value);
    }

    /** The cohort, with what is true of it. */
    public SimulatedCohort make() {
        return CohortMaker.make(this);
    }
}
