package jenomics.omics.step;

import java.util.Comparator;
import java.util.stream.IntStream;
import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;

/**
 * A missing value becomes the mean of the nearest training samples that have it (Troyanskaya et al. 2001). Distances are
 * Euclidean over the features that both samples have, made comparable by how many these are; so scale features before.
 * Where no sample is near, the mean of the feature in the training samples is taken.
 *
 * @param neighbours how many, 1 or more
 * @param blocks whether a sample without any value in the layer is filled too, with means
 */
public record NearestImputation(int neighbours, boolean blocks) implements Step {

    public NearestImputation {
        if (neighbours < 1) {
            throw Refusals.option("impute kNN", "number of neighbours", "1 or more", neighbours);
        }
    }

    /** The same, but a sample without any value in the layer stays so: for learners that know missing layers. */
    public NearestImputation keepMissingBlocks() {
        return new NearestImputation(neighbours, false);
    }

    @Override
    public String name() {
        return "impute kNN (" + neighbours + ")" + (blocks ? "" : ", not whole samples");
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        var statistics = FeatureStatistics.of(layer);
        statistics.requireMeasured(name(), layer);
        return (other, samples) -> Rows.changed(other, (row, of, sample) -> {
            if (blocks || of.measured(sample)) {
                fill(row, layer, statistics.means());
            }
        });
    }

    private void fill(double[] row, OmicsLayer train, double[] means) {
        int[] missing =
                IntStream.range(0, row.length).filter(f -> Double.isNaN(row[f])).toArray();
        if (missing.length == 0) {
            return;
        }
        double[] distances = IntStream.range(0, train.size())
                .mapToDouble(t -> distance(row, train, t))
                .toArray();
        int[] nearest = IntStream.range(0, train.size())
                .filter(t -> !Double.isNaN(distances[t]))
                .boxed()
                .sorted(Comparator.comparingDouble(t -> distances[t]))
                .mapToInt(t -> t)
                .toArray();
        for (int f : missing) {
            row[f] = IntStream.of(nearest)
                    .mapToDouble(t -> train.value(t, f))
                    .filter(v -> !Double.isNaN(v))
                    .limit(neighbours)
                    .average()
                    .orElse(means[f]);
        }
    }

    /** NaN where the two have no feature in common. */
    private static double distance(double[] row, OmicsLayer train, int sample) {
        double squares = 0;
        int shared = 0;
        for (int f = 0; f < row.length; f++) {
            double away = row[f] - train.value(sample, f);
            if (!Double.isNaN(away)) {
                squares += away * away;
                shared++;
            }
        }
        return shared == 0 ? Double.NaN : squares * row.length / shared;
    }
}
