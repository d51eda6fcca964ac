package jenomics.bench;

import java.util.Map;
import jenomics.learn.Interval;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Two areas under the ROC and whether they differ (DeLong, DeLong and Clarke-Pearson 1988; by mid-ranks as of Sun and
 * Xu 2014, in the time of a sort).
 *
 * @param first AUROC with its 95 % interval
 * @param second AUROC with its 95 % interval
 * @param firstVariance of the first
 * @param secondVariance of the second
 * @param covariance of the two; 0 where the samples are not the same
 * @param statistic z, or for other samples t
 * @param df infinite for z
 * @param p two-sided
 */
public record DeLong(
        Interval first,
        Interval second,
        double firstVariance,
        double secondVariance,
        double covariance,
        double statistic,
        double df,
        double p)
        implements Described {

    /** Two scores of the same samples. @param positive who is of the class that is looked for */
    public static DeLong paired(boolean[] positive, double[] first, double[] second) {
        var a = Placements.of(positive, first);
        var b = Placements.of(positive, second);
        double covariance = a.covariance(b);
        double variance = a.covariance(a) + b.covariance(b) - 2 * covariance;
        double difference = a.area() - b.area();
        double z = variance == 0 ? (difference == 0 ? 0 : Double.POSITIVE_INFINITY) : difference / Math.sqrt(variance);
        double p = 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
        return of(a, b, covariance, z, Double.POSITIVE_INFINITY, p);
    }

    /** Scores of different samples; with Welch's degrees of freedom, as pROC has them. */
    public static DeLong unpaired(boolean[] firstPositive, double[] first, boolean[] secondPositive, double[] second) {
        var a = Placements.of(firstPositive, first);
        var b = Placements.of(secondPositive, second);
        double va = a.covariance(a);
        double vb = b.covariance(b);
        double t = (a.area() - b.area()) / Math.sqrt(va + vb);
        double df = (va + vb) * (va + vb) / (va * va / (first.length - 1) + vb * vb / (second.length - 1));
        return of(a, b, 0, t, df, 2 * TDistribution.of(df).survivalProbability(Math.abs(t)));
    }

    private static DeLong of(Placements a, Placements b, double covariance, double statistic, double df, double p) {
        return new DeLong(a.interval(), b.interval(), a.covariance(a), b.covariance(b), covariance, statistic, df, p);
    }

    /** For each positive the share of negatives that it ranks above, and the reverse. */
    private record Placements(double[] ofPositives, double[] ofNegatives, double area) {
        static Placements of(boolean[] positive, double[] scores) {
            if (positive.length != scores.length) {
                throw new GenomicsException(
                        "DeLong's test takes a score for each sample; found " + scores.length + " scores for "
                                + positive.length + " samples.",
                        Map.of("scores", scores.length, "samples", positive.length));
            }
            double[] x = chosen(scores, positive, true);
            double[] y = chosen(scores, positive, false);
            if (x.length < 2 || y.length < 2) {
                throw new GenomicsException(
                        "DeLong's test takes at least two samples of each class; found " + x.length + " positive and "
                                + y.length + " negative.",
                        Map.of("positives", x.length, "negatives", y.length));
            }
            double[] among = Ranks.ascending(scores);
            double[] overY = placements(chosen(among, positive, true), Ranks.ascending(x), y.length);
            double[] overX = placements(chosen(among, positive, false), Ranks.ascending(y), x.length);
            for (int j = 0; j < overX.length; j++) {
                overX[j] = 1 - overX[j];
            }
            return new Placements(
                    overY, overX, java.util.Arrays.stream(overY).average().orElseThrow());
        }

        private static double[] placements(double[] among, double[] within, int others) {
            double[] share = new double[among.length];
            for (int i = 0; i < share.length; i++) {
                share[i] = (among[i] - within[i]) / others;
            }
            return share;
        }

        private static double[] chosen(double[] values, boolean[] positive, boolean which) {
            return java.util.stream.IntStream.range(0, values.length)
                    .filter(i -> positive[i] == which)
                    .mapToDouble(i -> values[i])
                    .toArray();
        }

        double covariance(Placements other) {
            return covariance(ofPositives, other.ofPositives) / ofPositives.length
                    + covariance(ofNegatives, other.ofNegatives) / ofNegatives.length;
        }

        private static double covariance(double[] a, double[] b) {
            double meanA = java.util.Arrays.stream(a).average().orElseThrow();
            double meanB = java.util.Arrays.stream(b).average().orElseThrow();
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += (a[i] - meanA) * (b[i] - meanB);
            }
            return sum / (a.length - 1);
        }

        Interval interval() {
            double half = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975) * Math.sqrt(covariance(this));
            return new Interval(area, Math.max(0, area - half), Math.min(1, area + half));
        }
    }

    @Override
    public Description describe() {
        return Description.of("AUROC " + first + " and " + second + " · p " + PairedTest.p(p) + " (DeLong)");
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
