package jenomics.learn;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * How predictions are scored.
 *
 * @param threshold a binary or multilabel probability of at least this counts as yes, for MCC, F1 and accuracy; 0.5
 * @param resamples how often the test samples are drawn anew for the intervals (with replacement; class by class where
 *     a sample has one class); 2,000: the ends of a 95 % interval then lie on 50 resamples each
 * @param level the part of the resamples inside an interval; 0.95
 * @param seed where the draws begin; the same seed draws the same samples, so that two models are compared in pairs
 */
public record Scoring(double threshold, int resamples, double level, long seed) {
    public Scoring {
        if (!(threshold >= 0 && threshold <= 1) || resamples < 20 || !(level > 0 && level < 1)) {
            throw new GenomicsException(
                    "Scoring takes a threshold from 0 to 1, at least 20 resamples and a level between 0 and 1; found "
                            + "threshold " + threshold + ", " + resamples + " resamples, level " + level + ".",
                    Map.of("threshold", threshold, "resamples", resamples, "level", level));
        }
    }

    public static Scoring standard() {
        return new Scoring(0.5, 2000, 0.95, 7);
    }

    public Scoring threshold(double value) {
        return new Scoring(value, resamples, level, seed);
    }

    public Scoring resamples(int count) {
        return new Scoring(threshold, count, level, seed);
    }

    public Scoring level(double value) {
        return new Scoring(threshold, resamples, value, seed);
    }

    public Scoring seed(long value) {
        return new Scoring(threshold, resamples, level, value);
    }

    /**
     * Every measure in every resample of these samples.
     *
     * @return [measure][resample]; NaN where a measure is undefined
     */
    double[][] resampled(List<Measure> measures, Targets targets) {
        int[][] strata = strata(targets);
        double[][] values = new double[measures.size()][resamples];
        IntStream.range(0, resamples).parallel().forEach(r -> {
            int[] weights = weights(strata, targets.size(), Seed.of(seed).at(r).random());
            for (int m = 0; m < values.length; m++) {
                values[m][r] = measures.get(m).of().applyAsDouble(weights);
            }
        });
        return values;
    }

    private static int[][] strata(Targets targets) {
        var kind = targets.task().kind();
        if (kind != Task.Kind.BINARY && kind != Task.Kind.MULTICLASS) {
            return new int[][] {IntStream.range(0, targets.size()).toArray()};
        }
        int[] classOf = targets.classIndex();
        return IntStream.range(0, targets.task().classes().size())
                .mapToObj(c -> IntStream.range(0, classOf.length)
                        .filter(i -> classOf[i] == c)
                        .toArray())
                .toArray(int[][]::new);
    }

    /** How often each sample was drawn. */
    private static int[] weights(int[][] strata, int n, SplittableRandom random) {
        int[] weights = new int[n];
        for (int[] members : strata) {
            for (int k = 0; k < members.length; k++) {
                weights[members[random.nextInt(members.length)]]++;
            }
        }
        return weights;
    }
}
