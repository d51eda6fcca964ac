package jenomics.bench;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Ranks of differences by size, those above zero added up.
 *
 * @param statistic the sum
 * @param exact whether p is that of all 2^n signs, or the normal approximation
 */
record SignedRanks(double statistic, boolean exact, double p) {
    private static final int MOST_EXACT = 50;

    static SignedRanks of(double[] differences) {
        double[] some = Arrays.stream(differences).filter(d -> d != 0).toArray();
        double[] sizes = Arrays.stream(some).map(Math::abs).toArray();
        double[] ranks = Ranks.ascending(sizes);
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += some[i] > 0 ? ranks[i] : 0;
        }
        boolean ties = Arrays.stream(sizes).distinct().count() < sizes.length;
        boolean exact = some.length < MOST_EXACT && !ties && some.length == differences.length;
        return new SignedRanks(sum, exact, exact ? exactP(sum, some.length) : normalP(sum, sizes));
    }

    private static double exactP(double sum, int n) {
        double[] ways = new double[n * (n + 1) / 2 + 1];
        ways[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            for (int s = ways.length - 1; s >= rank; s--) {
                ways[s] += ways[s - rank];
            }
        }
        double below = 0;
        int at = (int) Math.min(sum, ways.length - 1 - sum);
        for (int s = 0; s <= at; s++) {
            below += ways[s];
        }
        return Math.min(1, 2 * below / Math.pow(2, n));
    }

    private static double normalP(double sum, double[] sizes) {
        double n = sizes.length;
        double off = sum - n * (n + 1) / 4;
        double variance = n * (n + 1) * (2 * n + 1) / 24 - Ranks.tied(sizes) / 48;
        if (variance == 0) {
            return 1;
        }
        double z = (off - Math.signum(off) * 0.5) / Math.sqrt(variance);
        return Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z)));
    }
}
