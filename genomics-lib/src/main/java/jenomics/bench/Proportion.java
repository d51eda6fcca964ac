package jenomics.bench;

import java.util.Map;
import jenomics.learn.Interval;
import jenomics.provenance.GenomicsException;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Intervals of a share, such as an accuracy: so many of so many. */
public final class Proportion {
    private Proportion() {}

    /** Wilson's score interval (1927): near its level on average; the one to report. @param level for example 0.95 */
    public static Interval wilson(int count, int of, double level) {
        check(count, of, level);
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + level) / 2);
        double share = (double) count / of;
        double scale = 1 + z * z / of;
        double centre = (share + z * z / (2.0 * of)) / scale;
        double half = z / scale * Math.sqrt(share * (1 - share) / of + z * z / (4.0 * of * of));
        return new Interval(share, count == 0 ? 0 : centre - half, count == of ? 1 : centre + half);
    }

    /** Clopper and Pearson's exact interval (1934): never below its level, therefore wide. @param level for example 0.95 */
    public static Interval clopperPearson(int count, int of, double level) {
        check(count, of, level);
        double tail = (1 - level) / 2;
        double low =
                count == 0 ? 0 : BetaDistribution.of(count, of - count + 1.0).inverseCumulativeProbability(tail);
        double high =
                count == of ? 1 : BetaDistribution.of(count + 1.0, of - count).inverseSurvivalProbability(tail);
        return new Interval((double) count / of, low, high);
    }

    private static void check(int count, int of, double level) {
        if (of < 1 || count < 0 || count > of || !(level > 0 && level < 1)) {
            throw new GenomicsException(
                    "A share is of 1 or more, from none to all of them, and a level between 0 and 1; found " + count
                            + " of " + of + " at " + level + ".",
                    Map.of("count", count, "of", of, "level", level));
        }
    }
}
