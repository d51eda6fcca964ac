package jenomics.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The Bayesian correlated t-test (Corani and Benavoli 2015): how probable it is, after these folds, that the second
 * method is better, that the two are practically the same, and that the first is better.
 *
 * @param rope differences up to this size count as none (region of practical equivalence)
 * @param second probability that the difference is below -rope
 * @param same that it is within
 * @param first that it is above
 */
public record CorrelatedT(double rope, double second, double same, double first) implements Described {

    /**
     * @param differences first minus second, one per fold of all repeats
     * @param correlation of the folds: the share of the samples that is tested in one, 1 / k in k folds
     * @param rope differences up to this size count as none, for example 0.01
     */
    public static CorrelatedT of(double[] differences, double correlation, double rope) {
        if (differences.length < 2 || !(correlation >= 0 && correlation < 1) || !(rope >= 0)) {
            throw new GenomicsException(
                    "The correlated t-test takes at least two differences, a correlation from 0 to below 1 and a rope of"
                            + " 0 or more; found " + differences.length + " differences, " + correlation + ", " + rope
                            + ".",
                    Map.of("differences", differences.length, "correlation", correlation, "rope", rope));
        }
        int n = differences.length;
        double mean = Arrays.stream(differences).average().orElseThrow();
        double scale = Math.sqrt(PairedTest.variance(differences) * (1.0 / n + correlation / (1 - correlation)));
        if (scale == 0) {
            return new CorrelatedT(rope, mean < -rope ? 1 : 0, Math.abs(mean) <= rope ? 1 : 0, mean > rope ? 1 : 0);
        }
        var t = TDistribution.of(n - 1);
        double below = t.cumulativeProbability((-rope - mean) / scale);
        double above = t.survivalProbability((rope - mean) / scale);
        return new CorrelatedT(rope, below, 1 - below - above, above);
    }

    @Override
    public Description describe() {
        return Description.of(String.format(
                Locale.ROOT,
                "first better %.3f · the same within %s %.3f · second better %.3f (Bayesian correlated t-test)",
                first,
                rope,
                same,
                second));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
