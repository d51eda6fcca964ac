package jenomics.fusion;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Clusters of a network, and how many it has, as SNFtool finds them (Yu and Shi 2003, Zelnik-Manor and Perona 2004). */
final class SpectralClusters {
    private static final int ROUNDS = 20;

    private SpectralClusters() {}

    /**
     * How many clusters a network may have.
     *
     * @param best where the gap between two values of the Laplacian is widest
     * @param second the next
     * @param bestByRotation where turning the vectors towards the axes costs least
     * @param secondByRotation the next
     */
    record Estimate(int best, int second, int bestByRotation, int secondByRotation) {}

    /** The cluster of each sample, from 0. */
    static int[] of(double[][] network, int clusters) {
        double[][] vectors = Spectrum.of(network, clusters).vectors();
        return discrete(vectors);
    }

    /**
     * Judges 2 to {@code most} clusters.
     *
     * @param network with whatever diagonal; it does not count
     */
    static Estimate estimate(double[][] network, int most) {
        double[][] off = Matrices.copy(network);
        for (int i = 0; i < off.length; i++) {
            off[i][i] = 0;
        }
        double[] walk = Spectrum.of(off, most + 1).values();
        int last = Math.min(most, walk.length - 1);
        var counts = IntStream.rangeClosed(2, last).boxed().toList();
        // the values of the Laplacian are 1 - walk, in rising order
        Comparator<Integer> byGap =
                Comparator.comparingDouble(k -> -Math.abs(walk[k - 1] - walk[k]) * walk[k - 1] / walk[k]);
        Comparator<Integer> byRotation = Comparator.comparingDouble(k -> walk[k] / walk[k - 1]);
        var gaps = counts.stream().sorted(byGap).toList();
        var rotations = counts.stream().sorted(byRotation).toList();
        int second = Math.min(1, counts.size() - 1);
        return new Estimate(gaps.get(0), gaps.get(second), rotations.get(0), rotations.get(second));
    }

    /** The axis that each row points along, after the rotation that brings them nearest to the axes. */
    private static int[] discrete(double[][] vectors) {
        int n = vectors.length;
        int k = vectors[0].length;
        double[][] rows = Arrays.stream(vectors).map(SpectralClusters::unit).toArray(double[][]::new);
        double[][] rotation = start(rows, k);
        int[] axis = new int[n];
        double before = 0;
        for (int round = 0; round < ROUNDS; round++) {
            axis = axes(Matrices.times(rows, rotation));
            double[][] cross = new double[k][k];
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < k; c++) {
                    cross[axis[i]][c] += rows[i][c];
                }
            }
            var nearest = Procrustes.of(cross);
            double cut = 2 * (n - nearest.strength());
            if (Math.abs(cut - before) < Similarity.EPSILON) {
                break;
            }
            before = cut;
            rotation = nearest.rotation();
        }
        return axis;
    }

    private static double[] unit(double[] row) {
        double length = Matrices.norm(row);
        return length == 0 ? row : Matrices.scaled(row, 1 / length);
    }

    /** The row in the middle, then those that are most at right angles to all before them. */
    private static double[][] start(double[][] rows, int k) {
        double[][] chosen = new double[k][];
        chosen[0] = rows[(int) Math.rint(rows.length / 2.0) - 1];
        double[] along = new double[rows.length];
        for (int c = 1; c < k; c++) {
            int least = 0;
            for (int i = 0; i < rows.length; i++) {
                along[i] += Math.abs(Matrices.dot(rows[i], chosen[c - 1]));
                least = along[i] < along[least] ? i : least;
            }
            chosen[c] = rows[least];
        }
        return Matrices.transposed(chosen);
    }

    private static int[] axes(double[][] turned) {
        return Arrays.stream(turned)
                .mapToInt(row -> IntStream.range(0, row.length)
                        .reduce((a, b) -> row[b] > row[a] ? b : a)
                        .orElse(0))
                .toArray();
    }
}
