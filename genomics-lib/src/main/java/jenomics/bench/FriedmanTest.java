package jenomics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.learn.Interval;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Whether several methods differ over several data sets (Friedman 1937; with the less conservative F of Iman and
 * Davenport 1980), and which pairs do (Nemenyi 1963), as Demsar (2006) recommends.
 *
 * @param methods their names
 * @param sets how many data sets
 * @param meanRanks of each method; 1 is the best
 * @param chiSquared Friedman's statistic, corrected for ties
 * @param p of it
 * @param f Iman and Davenport's statistic
 * @param fP p of it
 */
public record FriedmanTest(
        List<String> methods, int sets, List<Double> meanRanks, double chiSquared, double p, double f, double fP)
        implements Described {

    public FriedmanTest {
        methods = List.copyOf(methods);
        meanRanks = List.copyOf(meanRanks);
    }

    /** @param scores [data set][method], higher is better */
    public static FriedmanTest of(List<String> methods, double[][] scores) {
        int k = methods.size();
        int n = scores.length;
        if (k < 2 || n < 2 || Arrays.stream(scores).anyMatch(row -> row.length != k)) {
            throw new GenomicsException(
                    "Friedman's test takes at least two methods on at least two data sets, a score for each; found "
                            + k + " methods and " + n + " rows of "
                            + Arrays.stream(scores)
                                    .mapToInt(row -> row.length)
                                    .distinct()
                                    .boxed()
                                    .toList() + ".",
                    Map.of("methods", k, "sets", n));
        }
        double[] sums = new double[k];
        double ties = 0;
        for (double[] row : scores) {
            double[] ranks = Ranks.ascending(Arrays.stream(row).map(s -> -s).toArray());
            for (int j = 0; j < k; j++) {
                sums[j] += ranks[j];
            }
            ties += Ranks.tied(row);
        }
        double spread =
                Arrays.stream(sums).map(s -> Math.pow(s - n * (k + 1) / 2.0, 2)).sum();
        double scale = n * (double) k * (k + 1) - ties / (k - 1);
        double chiSquared = scale == 0 ? 0 : 12 * spread / scale;
        double f = (n - 1) * chiSquared / (n * (k - 1.0) - chiSquared);
        return new FriedmanTest(
                methods,
                n,
                Arrays.stream(sums).map(s -> s / n).boxed().toList(),
                chiSquared,
                ChiSquaredDistribution.of(k - 1).survivalProbability(chiSquared),
                f,
                Double.isInfinite(f)
                        ? 0
                        : FDistribution.of(k - 1, (k - 1.0) * (n - 1)).survivalProbability(f));
    }

    /** Mean ranks that lie further apart than this differ, by Nemenyi's test. @param alpha for example 0.05 */
    public double criticalDifference(double alpha) {
        return StudentizedRange.quantile(alpha, methods.size()) / Math.sqrt(2) * unit();
    }

    /** Nemenyi's p of two methods, corrected for all pairs. @param first place of the method, from 0 */
    public double nemenyi(int first, int second) {
        double apart = Math.abs(meanRanks.get(first) - meanRanks.get(second));
        return StudentizedRange.survival(apart / unit() * Math.sqrt(2), methods.size());
    }

    private double unit() {
        int k = methods.size();
        return Math.sqrt(k * (k + 1) / (6.0 * sets));
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (int j = 0; j < methods.size(); j++) {
            rows.add(List.of(methods.get(j), Interval.number(meanRanks.get(j))));
        }
        return Description.of("Friedman's test · " + methods.size() + " methods on " + sets + " data sets · p "
                        + PairedTest.p(fP) + " (Iman and Davenport)")
                .with(
                        "mean ranks; they differ if more than " + Interval.number(criticalDifference(0.05))
                                + " apart (Nemenyi, 5 %)",
                        List.of("method", "mean rank"),
                        rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
