package jenomics.omics.step;

import java.util.Arrays;

/**
 * Location and scale of batches by empirical Bayes (Johnson, Li and Rabinovic 2007), fitted to training samples. A feature
 * with a batch in which it does not vary, or was measured less than twice, is left as it is.
 *
 * @param design batches and covariates of the training samples
 * @param grand the mean of each feature over the batches; NaN for a feature that is left as it is
 * @param effects for each feature a coefficient for each covariate column
 * @param widths the standard deviation of each feature within batches
 * @param hat the batch effects as measured, {@code [batch]}
 * @param priors what the features of a batch have in common
 * @param star the batch effects, shrunk towards that
 */
record CombatModel(
        CombatDesign design,
        double[] grand,
        double[][] effects,
        double[] widths,
        BatchEffect[] hat,
        Prior[] priors,
        BatchEffect[] star) {

    /**
     * Effects of one batch, for each feature.
     *
     * @param samples how many samples have a value
     * @param means the shift, in standard deviations; {@code gamma}
     * @param variances the scale; {@code delta}
     */
    record BatchEffect(int[] samples, double[] means, double[] variances) {

        static BatchEffect empty(int features) {
            var effect = new BatchEffect(new int[features], new double[features], new double[features]);
            Arrays.fill(effect.means, Double.NaN);
            Arrays.fill(effect.variances, Double.NaN);
            return effect;
        }
    }

    /**
     * What is assumed of the effects of one batch: means are normal, variances inverse gamma.
     *
     * @param mean of the shifts; {@code gamma bar}
     * @param variance of the shifts; {@code tau squared}
     * @param shape of the scales; {@code a}
     * @param rate of the scales; {@code b}
     * @param iterations how many rounds the posterior took
     */
    record Prior(double mean, double variance, double shape, double rate, int iterations) {}

    boolean adjusts(int feature) {
        return !Double.isNaN(grand[feature]);
    }

    /** What a sample with these covariates has without its batch. */
    double expected(int feature, double[] covariates) {
        return grand[feature] + LeastSquares.dot(effects[feature], covariates);
    }

    /** A value of a sample, standardised: without batch it has mean 0 and variance 1. */
    double standardized(double value, int feature, double[] covariates) {
        return (value - expected(feature, covariates)) / widths[feature];
    }

    /** A value with its batch taken out. */
    double adjusted(double value, int feature, double[] covariates, double mean, double variance) {
        double z = standardized(value, feature, covariates);
        return widths[feature] * (z - mean) / Math.sqrt(variance) + expected(feature, covariates);
    }

    /** All values of one sample with its batch taken out; those of the reference batch stay. */
    void adjust(double[] row, int batch, double[] covariates) {
        if (batch != design.reference()) {
            adjust(row, star[batch], covariates);
        }
    }

    void adjust(double[] row, BatchEffect effect, double[] covariates) {
        for (int f = 0; f < row.length; f++) {
            if (adjusts(f)) {
                row[f] = adjusted(row[f], f, covariates, effect.means()[f], effect.variances()[f]);
            }
        }
    }

    /**
     * The shift of a batch that no training sample is of, from its own samples, shrunk to the mean of its features; its
     * scale is taken as it is.
     *
     * @param rows the values of all samples of that batch
     */
    BatchEffect newBatch(double[][] rows, double[][] covariates) {
        int features = grand.length;
        var effect = BatchEffect.empty(features);
        Arrays.fill(effect.variances(), 1);
        for (int f = 0; f < features; f++) {
            double sum = 0;
            for (int s = 0; s < rows.length; s++) {
                double z = adjusts(f) ? standardized(rows[s][f], f, covariates[s]) : Double.NaN;
                if (!Double.isNaN(z)) {
                    sum += z;
                    effect.samples()[f]++;
                }
            }
            effect.means()[f] = sum / effect.samples()[f];
        }
        return CombatPosterior.shrunk(effect, CombatPosterior.prior(effect), 1);
    }
}
