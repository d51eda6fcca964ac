package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** The network of one layer, among the samples that have values there. */
final class LayerNetwork {
    private LayerNetwork() {}

    /** Normalised similarities of the samples that the layer has; rows and columns of the others are NaN. */
    static double[][] of(Blocks.Block scaled, int near, double width) {
        int n = scaled.size();
        int[] there = IntStream.range(0, n).filter(scaled::measured).toArray();
        if (there.length <= near) {
            throw new GenomicsException(
                    "SNF looks at " + near + " neighbours of each sample, and the layer '" + scaled.name()
                            + "' has values for " + Phrases.count(there.length, "sample")
                            + " only. Leave the layer out, or take fewer neighbours.",
                    Map.of("layer", scaled.name(), "samples", there.length, "neighbours", near));
        }
        double[][] rows =
                Arrays.stream(there).mapToObj(i -> complete(scaled, i)).toArray(double[][]::new);
        double[][] distances = Similarity.distances(rows);
        if (Arrays.stream(distances).flatMapToDouble(Arrays::stream).allMatch(d -> d == 0)) {
            throw new GenomicsException(
                    "All samples are alike in the layer '" + scaled.name()
                            + "': every feature is constant, so that it has no network. Leave the layer out.",
                    Map.of("layer", scaled.name()));
        }
        double[][] some = Similarity.normalized(Similarity.affinity(distances, near, width));
        if (there.length == n) {
            return some;
        }
        double[][] all = new double[n][n];
        for (double[] row : all) {
            Arrays.fill(row, Double.NaN);
        }
        for (int i = 0; i < there.length; i++) {
            for (int j = 0; j < there.length; j++) {
                all[there[i]][there[j]] = some[i][j];
            }
        }
        return all;
    }

    /** The values of a sample; a feature without any training value is 0 everywhere and passed over. */
    static double[] complete(Blocks.Block block, int sample) {
        return block.requireComplete(
                sample,
                block.values()[sample],
                "SNF measures distances and needs every value of a layer that a sample has");
    }

    /** Where a pair of samples has no similarity in a layer, it has the mean of the layers in which it has one. */
    static List<double[][]> completed(List<double[][]> networks, Blocks blocks) {
        if (blocks.list().stream().allMatch(b -> IntStream.range(0, b.size()).allMatch(b::measured))) {
            return networks;
        }
        int n = blocks.size();
        double[][] mean = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int row = i;
                int column = j;
                mean[i][j] = networks.stream()
                        .mapToDouble(p -> p[row][column])
                        .filter(v -> !Double.isNaN(v))
                        .average()
                        .orElse(0);
            }
        }
        var completed = new ArrayList<double[][]>();
        for (double[][] network : networks) {
            double[][] full = Matrices.copy(network);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    full[i][j] = Double.isNaN(full[i][j]) ? mean[i][j] : full[i][j];
                }
            }
            completed.add(Similarity.normalized(full));
        }
        return List.copyOf(completed);
    }
}
