package jenomics.omics.step;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import jenomics.omics.step.CombatModel.BatchEffect;
import jenomics.omics.step.CombatModel.Prior;

/** Batch effects shrunk towards what the features of a batch have in common, as sva computes it. */
final class CombatPosterior {
    private static final double CONVERGED = 1e-4;
    private static final int MOST_ROUNDS = 10_000;

    private CombatPosterior() {}

    /** Method of moments over the features that are adjusted. */
    static Prior prior(BatchEffect hat) {
        double[] means = measured(hat.means());
        double[] variances = measured(hat.variances());
        double m = mean(variances);
        double v = variance(variances, m);
        double shape = (2 * v + m * m) / v;
        double rate = (m * v + m * m * m) / v;
        double centre = mean(means);
        return new Prior(centre, variance(means, centre), shape, rate, 0);
    }

    /** The means alone, each sample with this variance; variances stay. */
    static BatchEffect shrunk(BatchEffect hat, Prior prior, double variance) {
        double[] means = new double[hat.means().length];
        for (int f = 0; f < means.length; f++) {
            double n = hat.samples()[f];
            means[f] = n == 0 ? prior.mean() : mean(hat.means()[f], n, variance, prior);
        }
        return new BatchEffect(hat.samples(), means, hat.variances());
    }

    /** As sva does where only means are adjusted: as if each feature had been measured in one sample. */
    static BatchEffect meansOnly(BatchEffect hat, Prior prior) {
        double[] means = new double[hat.means().length];
        for (int f = 0; f < means.length; f++) {
            means[f] = mean(hat.means()[f], 1, 1, prior);
        }
        return new BatchEffect(hat.samples(), means, hat.variances());
    }

    private static double mean(double hat, double n, double variance, Prior prior) {
        return (prior.variance() * n * hat + variance * prior.mean()) / (prior.variance() * n + variance);
    }

    /**
     * Posterior means of shift and scale, in turns until neither changes. The change is divided by the old value with its
     * sign, as sva does: a negative one never holds the rounds up.
     *
     * @param centres the mean of each feature in this batch, standardised: what squares are taken from
     * @return effects, and the prior with the number of rounds
     */
    static Converged parametric(BatchEffect hat, double[] centres, Prior prior) {
        double[] means = hat.means().clone();
        double[] variances = hat.variances().clone();
        int rounds = 0;
        double change = 1;
        while (change > CONVERGED && rounds < MOST_ROUNDS) {
            change = 0;
            for (int f = 0; f < means.length; f++) {
                if (!Double.isNaN(hat.means()[f])) {
                    int n = hat.samples()[f];
                    double mean = mean(hat.means()[f], n, variances[f], prior);
                    double away = centres[f] - mean;
                    double squares = (n - 1) * hat.variances()[f] + n * away * away;
                    double variance = Double.isFinite(prior.shape())
                            ? (0.5 * squares + prior.rate()) / (n / 2.0 + prior.shape() - 1)
                            : hat.variances()[f]; // they are all the same
                    change = Math.max(change, relative(mean, means[f]));
                    change = Math.max(change, relative(variance, variances[f]));
                    means[f] = mean;
                    variances[f] = variance;
                }
            }
            rounds++;
        }
        var counted = new Prior(prior.mean(), prior.variance(), prior.shape(), prior.rate(), rounds);
        return new Converged(new BatchEffect(hat.samples(), means, variances), counted);
    }

    private static double relative(double now, double before) {
        double change = Math.abs(now - before) / before;
        return Double.isNaN(change) ? 0 : change;
    }

    /**
     * @param effect shift and scale
     * @param prior with the number of rounds
     */
    record Converged(BatchEffect effect, Prior prior) {}

    /** Each feature's effect as the mean of those of all others, weighted by how well they explain its values. */
    static BatchEffect nonParametric(BatchEffect hat, double[] centres, boolean meanOnly) {
        int features = hat.means().length;
        int[] measured = IntStream.range(0, features)
                .filter(f -> !Double.isNaN(hat.means()[f]))
                .toArray();
        var star = BatchEffect.empty(features);
        IntStream.of(measured).parallel().forEach(f -> {
            double n = hat.samples()[f];
            // with all scales 1 the squares within the batch are the same factor in every weight
            double within = meanOnly ? 0 : (n - 1) * hat.variances()[f];
            weigh(star, hat, measured, f, g -> {
                double away = centres[f] - hat.means()[g];
                double squares = within + n * away * away;
                double variance = meanOnly ? 1 : hat.variances()[g];
                return -n / 2 * Math.log(2 * Math.PI * variance) - squares / (2 * variance);
            });
            star.samples()[f] = hat.samples()[f];
            if (meanOnly) {
                star.variances()[f] = 1;
            }
        });
        return star;
    }

    /** Likelihoods are divided by their largest, so that many samples do not make all of them 0. */
    private static void weigh(BatchEffect star, BatchEffect hat, int[] others, int own, IntToDoubleFunction log) {
        double[] logs = new double[others.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < others.length; i++) {
            logs[i] = others[i] == own ? Double.NEGATIVE_INFINITY : log.applyAsDouble(others[i]);
            highest = Math.max(highest, logs[i]);
        }
        double sum = 0;
        double means = 0;
        double variances = 0;
        for (int i = 0; i < others.length; i++) {
            double weight = Math.exp(logs[i] - highest);
            sum += weight;
            means += weight * hat.means()[others[i]];
            variances += weight * hat.variances()[others[i]];
        }
        star.means()[own] = means / sum;
        star.variances()[own] = variances / sum;
    }

    private static double[] measured(double[] values) {
        return java.util.Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }
}
