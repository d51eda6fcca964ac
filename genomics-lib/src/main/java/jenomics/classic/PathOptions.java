package jenomics.classic;

import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * How a path of penalised fits is computed.
 *
 * @param alpha the share of the absolute penalty: 1 the lasso, 0 ridge
 * @param lambdas the strengths, descending; null: {@code count} of them from the least that leaves no coefficient
 * @param count how many strengths are found
 * @param ratio the last of them as a share of the first; 0: 1e-4, or 0.01 where there are more features than samples
 * @param standardize whether features are divided by their standard deviation
 * @param tolerance of the coefficients: largest change of the loss by one of them, as a share of the null deviance
 * @param saturation the share of the deviance explained from which no smaller strength is tried
 * @param progress the least share of the deviance explained by one more strength; below it none is tried
 */
record PathOptions(
        double alpha,
        double[] lambdas,
        int count,
        double ratio,
        boolean standardize,
        double tolerance,
        double saturation,
        double progress) {

    PathOptions {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new GenomicsException(
                    "The alpha of an elastic net is between 0 (ridge) and 1 (lasso); found " + alpha + ".",
                    Map.of("alpha", alpha));
        }
    }

    static PathOptions of(double alpha) {
        return new PathOptions(alpha, null, 100, 0, true, 1e-7, 0.999, 1e-5);
    }

    PathOptions lambdas(double... values) {
        return new PathOptions(alpha, values, values.length, ratio, standardize, tolerance, saturation, progress);
    }

    PathOptions count(int strengths) {
        return new PathOptions(alpha, lambdas, strengths, ratio, standardize, tolerance, saturation, progress);
    }

    PathOptions withStandardize(boolean yes) {
        return new PathOptions(alpha, lambdas, count, ratio, yes, tolerance, saturation, progress);
    }

    PathOptions tolerance(double newTolerance) {
        return new PathOptions(alpha, lambdas, count, ratio, standardize, newTolerance, saturation, progress);
    }

    /** With the last strength as this share of the first. */
    PathOptions ratio(double share) {
        return new PathOptions(alpha, lambdas, count, share, standardize, tolerance, saturation, progress);
    }

    /** To the last strength, however little the fit gains. */
    PathOptions toTheEnd() {
        return new PathOptions(alpha, lambdas, count, ratio, standardize, tolerance, 1, 0);
    }
}
