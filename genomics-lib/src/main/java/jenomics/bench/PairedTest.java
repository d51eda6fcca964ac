package jenomics.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import jenomics.learn.Interval;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether two methods that were judged on the same samples or folds differ: the result of one test. All are two-sided.
 *
 * @param name of the test
 * @param difference first minus second; the mean over the folds where there are several
 * @param interval 95 % interval of the difference; NaN where the test gives none
 * @param statistic what the test computes
 * @param df its degrees of freedom; NaN where it has none
 * @param p how likely a statistic at least as extreme would be without a difference
 */
public record PairedTest(String name, double difference, Interval interval, double statistic, double df, double p)
        implements Described {
    private static final double LEVEL = 0.95;

    /**
     * The corrected resampled t-test (Nadeau and Bengio 2003) of differences over folds or random splits. The parts for
     * training overlap, so that the differences hang together; the variance is raised by test / training size for it.
     *
     * @param differences one per fold, of all repeats
     * @param testToTrain size of a test part over that of its training part; 1 / (k - 1) in k folds
     */
    public static PairedTest nadeauBengio(double[] differences, double testToTrain) {
        requireSeveral("The corrected t-test", differences);
        if (!(testToTrain >= 0) || Double.isInfinite(testToTrain)) {
            throw new GenomicsException(
                    "The ratio of test to training size is 0 or more; found " + testToTrain + ".",
                    Map.of("testToTrain", testToTrain));
        }
        int n = differences.length;
        double mean = Arrays.stream(differences).average().orElseThrow();
        double error = Math.sqrt(variance(differences) * (1.0 / n + testToTrain));
        return student("corrected resampled t-test (Nadeau and Bengio)", mean, error, n - 1);
    }

    /** The t-test of five times two folds (Dietterich 1998). @param differences [5][2] */
    public static PairedTest fiveByTwo(double[][] differences) {
        double statistic = differences[0].length == 0 ? 0 : differences[0][0];
        double spread = Math.sqrt(fiveByTwoVariance(differences) / 5);
        double t = statistic / spread;
        double p = 2 * TDistribution.of(5).survivalProbability(Math.abs(t));
        return new PairedTest("5x2 cv t-test (Dietterich)", mean(differences), none(), t, 5, p);
    }

    /** The F-test of five times two folds (Alpaydin 1999), which uses all ten differences. @param differences [5][2] */
    public static PairedTest fiveByTwoF(double[][] differences) {
        double spread = fiveByTwoVariance(differences);
        double squares = Arrays.stream(differences)
                .flatMapToDouble(Arrays::stream)
                .map(d -> d * d)
                .sum();
        double f = squares / (2 * spread);
        double p = FDistribution.of(10, 5).survivalProbability(f);
        return new PairedTest("5x2 cv F-test (Alpaydin)", mean(differences), none(), f, 10, p);
    }

    private static double fiveByTwoVariance(double[][] differences) {
        if (differences.length != 5 || Arrays.stream(differences).anyMatch(d -> d.length != 2)) {
            throw new GenomicsException(
                    "The 5x2 tests take five pairs of differences; found " + Arrays.deepToString(differences) + ".",
                    Map.of("repeats", differences.length));
        }
        return Arrays.stream(differences)
                .mapToDouble(d -> (d[0] - d[1]) * (d[0] - d[1]) / 2)
                .sum();
    }

    /**
     * McNemar's test of two classifiers on the same samples, with the continuity correction; {@link #p} is the one of
     * the exact binomial.
     *
     * @param onlyFirst how many only the first has right
     * @param onlySecond how many only the second has right
     */
    public static PairedTest mcNemar(int onlyFirst, int onlySecond) {
        if (onlyFirst < 0 || onlySecond < 0 || onlyFirst + onlySecond == 0) {
            throw new GenomicsException(
                    "McNemar's test needs samples that one of the two has right and the other wrong; found " + onlyFirst
                            + " and " + onlySecond + ".",
                    Map.of("onlyFirst", onlyFirst, "onlySecond", onlySecond));
        }
        int n = onlyFirst + onlySecond;
        double off = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
        double exact =
                Math.min(1, 2 * BinomialDistribution.of(n, 0.5).cumulativeProbability(Math.min(onlyFirst, onlySecond)));
        return new PairedTest("McNemar's test, exact", onlyFirst - onlySecond, none(), off * off / n, 1, exact);
    }

    /** The p of a chi-squared statistic of one degree of freedom: McNemar's test where there are many samples. */
    public double chiSquaredP() {
        return ChiSquaredDistribution.of(1).survivalProbability(statistic);
    }

    /**
     * Wilcoxon's signed-rank test over data sets or folds. Exact for fewer than 50 differences without ties and zeros;
     * else the normal approximation with continuity correction, as in R. Zeros are left out.
     */
    public static PairedTest wilcoxon(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new GenomicsException(
                    "Paired tests take as many values of one as of the other; found " + first.length + " and "
                            + second.length + ".",
                    Map.of("first", first.length, "second", second.length));
        }
        double[] differences = new double[first.length];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        requireSeveral("Wilcoxon's test", differences);
        var ranks = SignedRanks.of(differences);
        return new PairedTest(
                "Wilcoxon signed-rank test, " + (ranks.exact() ? "exact" : "normal approximation"),
                Arrays.stream(differences).average().orElseThrow(),
                none(),
                ranks.statistic(),
                Double.NaN,
                ranks.p());
    }

    /** @param error standard error of the difference */
    private static PairedTest student(String name, double difference, double error, int df) {
        if (error == 0) {
            return new PairedTest(
                    name,
                    difference,
                    new Interval(difference, difference, difference),
                    difference == 0 ? 0 : difference * Double.POSITIVE_INFINITY,
                    df,
                    difference == 0 ? 1 : 0);
        }
        var t = TDistribution.of(df);
        double half = t.inverseCumulativeProbability((1 + LEVEL) / 2) * error;
        double statistic = difference / error;
        return new PairedTest(
                name,
                difference,
                new Interval(difference, difference - half, difference + half),
                statistic,
                df,
                2 * t.survivalProbability(Math.abs(statistic)));
    }

    static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    private static void requireSeveral(String who, double[] differences) {
        if (differences.length < 2 || DoubleStream.of(differences).anyMatch(d -> !Double.isFinite(d))) {
            throw new GenomicsException(
                    who + " takes at least two finite differences; found " + Arrays.toString(differences) + ".",
                    Map.of("differences", differences.length));
        }
    }

    private static double mean(double[][] differences) {
        return Arrays.stream(differences)
                .flatMapToDouble(Arrays::stream)
                .average()
                .orElseThrow();
    }

    private static Interval none() {
        return new Interval(Double.NaN, Double.NaN, Double.NaN);
    }

    @Override
    public Description describe() {
        String with = Double.isNaN(interval.low())
                ? ""
                : " [" + Interval.number(interval.low()) + ", " + Interval.number(interval.high()) + "]";
        return Description.of("difference " + Interval.number(difference) + with + " · p " + p(p))
                .with(
                        name,
                        List.of(),
                        List.of(
                                List.of("statistic", Interval.number(statistic)),
                                List.of("degrees of freedom", Double.isNaN(df) ? "-" : Interval.number(df)),
                                List.of("p", p(p))));
    }

    /** {@code 0.041}, {@code 5.5e-06}. */
    static String p(double p) {
        return Double.isNaN(p) ? "-" : String.format(Locale.ROOT, p >= 5e-4 || p == 0 ? "%.3f" : "%.1e", p);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
