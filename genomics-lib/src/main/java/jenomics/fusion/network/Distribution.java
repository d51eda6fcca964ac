package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import jenomics.nn.Ops;
import jenomics.omics.Scale;

/** How the values of a layer scatter around what a decoder says of them. */
public enum Distribution {
    /** Normal, with a variance for each feature; for values in standard deviations. */
    GAUSSIAN,
    /** Yes or no. */
    BERNOULLI,
    /** Two draws: alleles of a diploid genotype. */
    BINOMIAL,
    /** Counts, their sum over the features given. */
    POISSON,
    /** Counts that scatter more than {@link #POISSON}, with a size for each feature. */
    NEGATIVE_BINOMIAL;

    /** What fits a scale: counts are negative binomial, presence Bernoulli, dosages binomial, all else is Gaussian. */
    public static Distribution of(Scale scale) {
        return switch (scale) {
            case COUNTS, EXPECTED_COUNTS -> NEGATIVE_BINOMIAL;
            case PRESENCE -> BERNOULLI;
            case DOSAGE -> BINOMIAL;
            default -> GAUSSIAN;
        };
    }

    /** Whether values are counts. */
    boolean counts() {
        return this == POISSON || this == NEGATIVE_BINOMIAL;
    }

    /** Whether values have one more number for each feature. */
    boolean spreads() {
        return this == GAUSSIAN || this == NEGATIVE_BINOMIAL;
    }

    /** The largest value that is possible. */
    double most() {
        return switch (this) {
            case BERNOULLI -> 1;
            case BINOMIAL -> 2;
            default -> Double.POSITIVE_INFINITY;
        };
    }

    /**
     * The negative logarithm for each sample, summed over the features [n].
     *
     * @param x the values [n, p]
     * @param told by the decoder [n, p]
     * @param total of each sample's counts [n, 1]
     * @param spread of each feature, as a logarithm [p]: a variance, or a size
     */
    NDArray loss(NDArray x, NDArray told, NDArray total, NDArray spread) {
        return switch (this) {
            case GAUSSIAN -> Ops.call("gaussian_loss", x, told, spread);
            case BERNOULLI -> Ops.call("binomial_loss", x, told, 1.0);
            case BINOMIAL -> Ops.call("binomial_loss", x, told, 2.0);
            case POISSON -> Ops.call("poisson_loss", x, told, total);
            case NEGATIVE_BINOMIAL -> Ops.call("negative_binomial_loss", x, told, total, spread);
        };
    }
}
