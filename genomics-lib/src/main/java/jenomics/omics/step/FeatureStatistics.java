package jenomics.omics.step;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;

/**
 * What the observed values of each feature are like.
 *
 * @param observed how many there are
 * @param means NaN where there is none
 * @param variances with n - 1 below; exactly 0 where all values are equal, NaN where there are fewer than two
 */
record FeatureStatistics(int[] observed, double[] means, double[] variances) {

    static FeatureStatistics of(OmicsLayer layer) {
        int features = layer.featureCount();
        int[] observed = new int[features];
        double[] means = new double[features];
        float[] least = new float[features];
        float[] most = new float[features];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        Arrays.fill(most, Float.NEGATIVE_INFINITY);
        for (int s = 0; s < layer.size(); s++) {
            for (int f = 0; f < features; f++) {
                float value = layer.value(s, f);
                if (!Float.isNaN(value)) {
                    observed[f]++;
                    means[f] += value;
                    least[f] = Math.min(least[f], value);
                    most[f] = Math.max(most[f], value);
                }
            }
        }
        for (int f = 0; f < features; f++) {
            means[f] /= observed[f];
        }
        double[] squares = squares(layer, means);
        for (int f = 0; f < features; f++) {
            squares[f] = observed[f] < 2 ? Double.NaN : least[f] == most[f] ? 0 : squares[f] / (observed[f] - 1);
        }
        return new FeatureStatistics(observed, means, squares);
    }

    private static double[] squares(OmicsLayer layer, double[] means) {
        double[] squares = new double[means.length];
        for (int s = 0; s < layer.size(); s++) {
            for (int f = 0; f < means.length; f++) {
                double away = layer.value(s, f) - means[f];
                squares[f] += Double.isNaN(away) ? 0 : away * away;
            }
        }
        return squares;
    }

    /** Refuses a layer with features that no sample has. */
    void requireMeasured(String step, OmicsLayer layer) {
        var without = names(layer, f -> observed[f] == 0);
        if (!without.isEmpty()) {
            throw Refusals.neverMeasured(step, layer, without);
        }
    }

    private static List<String> names(OmicsLayer layer, IntPredicate which) {
        return IntStream.range(0, layer.featureCount())
                .filter(which)
                .mapToObj(f -> layer.features().get(f))
                .toList();
    }
}
