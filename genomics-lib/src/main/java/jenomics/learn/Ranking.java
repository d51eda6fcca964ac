package jenomics.learn;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How scores rank samples: sorted once, then AUROC and average precision of any resample in one pass.
 */
final class Ranking {
    /** Samples from the highest score down. */
    private final int[] order;
    /** Whether the sample at this place of the order is the last of those with its score. */
    private final boolean[] lastOfTie;

    private final boolean[] positive;

    Ranking(double[] scores, boolean[] positive) {
        this.positive = positive;
        this.order = descending(scores);
        this.lastOfTie = new boolean[order.length];
        for (int k = 0; k < order.length; k++) {
            lastOfTie[k] = k == order.length - 1 || scores[order[k]] != scores[order[k + 1]];
        }
    }

    private static int[] descending(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** NaN where either class is absent. */
    double auroc(int[] weights) {
        double above = 0;
        long positives = 0;
        long negatives = 0;
        long tiedPositives = 0;
        long tiedNegatives = 0;
        for (int k = 0; k < order.length; k++) {
            int i = order[k];
            if (positive[i]) {
                tiedPositives += weights[i];
            } else {
                tiedNegatives += weights[i];
            }
            if (lastOfTie[k]) {
                above += tiedNegatives * (positives + tiedPositives / 2.0);
                positives += tiedPositives;
                negatives += tiedNegatives;
                tiedPositives = 0;
                tiedNegatives = 0;
            }
        }
        return above / ((double) positives * negatives);
    }

    /** Sum over the thresholds of the gain in recall times precision; NaN where no sample is positive. */
    double averagePrecision(int[] weights) {
        double sum = 0;
        long found = 0;
        long seen = 0;
        long foundBefore = 0;
        for (int k = 0; k < order.length; k++) {
            int i = order[k];
            seen += weights[i];
            found += positive[i] ? weights[i] : 0;
            if (lastOfTie[k] && found > foundBefore) {
                sum += (found - foundBefore) * ((double) found / seen);
                foundBefore = found;
            }
        }
        return sum / found;
    }
}
