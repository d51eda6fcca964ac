package jenomics.fusion;

/** How the values of a layer come about from the factors, x being their weighted sum. */
public enum MofaLikelihood {
    /** x and noise of a variance of the feature's own. */
    GAUSSIAN,
    /** 1 with the probability 1 / (1 + exp(-x)), else 0. */
    BERNOULLI,
    /** A count with the mean ln(1 + exp(x)). */
    POISSON;

    private static final double LEAST_RATE = 1e-10;

    /** Minus the logarithm of the likelihood of y, less what does not depend on x. */
    double loss(double y, double x) {
        return this == BERNOULLI ? softplus(x) - y * x : rate(x) - y * Math.log(rate(x));
    }

    /** Its slope in x. */
    double slope(double y, double x) {
        return this == BERNOULLI ? sigmoid(x) - y : sigmoid(x) * (1 - y / rate(x));
    }

    /** What its second derivative never exceeds, for values up to {@code most} (Seeger and Bouchard 2012). */
    double bend(double most) {
        return this == BERNOULLI ? 0.25 : 0.25 + 0.17 * most;
    }

    /** What is expected where the weighted sum is x. */
    double mean(double x) {
        return this == GAUSSIAN ? x : this == BERNOULLI ? sigmoid(x) : rate(x);
    }

    /** The weighted sum where this is expected. */
    double inverse(double mean) {
        return this == BERNOULLI ? Math.log(mean / (1 - mean)) : Math.log(Math.expm1(mean));
    }

    private static double rate(double x) {
        return Math.max(softplus(x), LEAST_RATE);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
