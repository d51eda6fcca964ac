package jenomics.fusion;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The steps of similarity network fusion (Wang et al., Nature Methods 2014), each as SNFtool takes it. */
final class Similarity {
    /** The distance from 1 to the next double, which R adds against division by 0. */
    static final double EPSILON = Math.ulp(1.0);

    private Similarity() {}

    /** The Euclidean distances of all rows from each other. */
    static double[][] distances(double[][] rows) {
        return distances(rows, rows);
    }

    /** The Euclidean distances of the rows of one matrix from those of another. */
    static double[][] distances(double[][] from, double[][] to) {
        double[][] distances = new double[from.length][to.length];
        Matrices.over(from.length, (long) from.length * to.length * to[0].length)
                .forEach(i -> {
                    for (int j = 0; j < to.length; j++) {
                        double squares = 0;
                        for (int f = 0; f < from[i].length; f++) {
                            double gap = from[i][f] - to[j][f];
                            squares += gap * gap;
                        }
                        distances[i][j] = Math.sqrt(squares);
                    }
                });
        return distances;
    }

    /** The mean distance of each sample from its nearest others. */
    static double[] reach(double[][] distances, int neighbours) {
        return Arrays.stream(distances)
                .mapToDouble(row -> Arrays.stream(row)
                                .sorted()
                                .skip(1)
                                .limit(neighbours)
                                .average()
                                .orElse(0)
                        + EPSILON)
                .toArray();
    }

    /**
     * Distances as similarities: a normal density whose width is the mean of the distance and of how far the neighbours
     * of both samples are.
     *
     * @param width what that mean is multiplied with; 0.5
     */
    static double[][] affinity(double[][] distances, int neighbours, double width) {
        double[] reach = reach(distances, neighbours);
        double[][] affinity = new double[distances.length][distances.length];
        for (int i = 0; i < affinity.length; i++) {
            for (int j = 0; j <= i; j++) {
                double density = density(distances[i][j], reach[i], reach[j], width);
                affinity[i][j] = density;
                affinity[j][i] = density;
            }
        }
        return affinity;
    }

    static double density(double distance, double reach, double otherReach, double width) {
        double sigma = width * Math.max((reach + otherReach) / 2 / 3 * 2 + distance / 3 + EPSILON, EPSILON);
        double z = distance / sigma;
        return Math.exp(-z * z / 2) / (sigma * Math.sqrt(2 * Math.PI));
    }

    /** Rows whose entries off the diagonal sum to a half, with a half on the diagonal; then made symmetric. */
    static double[][] normalized(double[][] network) {
        double[][] normalized = new double[network.length][];
        for (int i = 0; i < network.length; i++) {
            double others = Arrays.stream(network[i]).sum() - network[i][i];
            normalized[i] = Matrices.scaled(network[i], 1 / (2 * (others == 0 ? 1 : others)));
            normalized[i][i] = 0.5;
        }
        return symmetric(normalized);
    }

    private static double[][] symmetric(double[][] network) {
        for (int i = 0; i < network.length; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (network[i][j] + network[j][i]) / 2;
                network[i][j] = mean;
                network[j][i] = mean;
            }
        }
        return network;
    }

    /** Of each row the largest entries, summing to 1; the diagonal is one of them. Of equal ones the later stay. */
    static double[][] nearest(double[][] network, int neighbours) {
        return Arrays.stream(network).map(row -> nearest(row, neighbours)).toArray(double[][]::new);
    }

    static double[] nearest(double[] row, int neighbours) {
        double[] kept = new double[row.length];
        double sum = IntStream.range(0, row.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> row[j]))
                .skip(Math.max(0, row.length - neighbours))
                .mapToDouble(j -> kept[j] = row[j])
                .sum();
        return sum == 0 ? kept : Matrices.scaled(kept, 1 / sum);
    }

    /**
     * The networks of all layers as one: each takes up, over its own nearest neighbours, what the others say.
     *
     * @param normalized one network per layer
     */
    static double[][] fused(List<double[][]> normalized, int neighbours, int rounds) {
        var networks = normalized;
        var local = networks.stream().map(p -> nearest(p, neighbours)).toList();
        for (int round = 0; round < rounds && networks.size() > 1; round++) {
            var before = networks;
            networks = IntStream.range(0, before.size())
                    .mapToObj(v -> normalized(spread(local.get(v), meanOfOthers(before, v))))
                    .toList();
        }
        return normalized(mean(networks));
    }

    /** S P Sᵀ; S has few entries in a row. */
    private static double[][] spread(double[][] local, double[][] others) {
        return Matrices.times(local, Matrices.transposed(Matrices.times(local, others)));
    }

    private static double[][] meanOfOthers(List<double[][]> networks, int without) {
        return mean(IntStream.range(0, networks.size())
                .filter(v -> v != without)
                .mapToObj(networks::get)
                .toList());
    }

    static double[][] mean(List<double[][]> networks) {
        int n = networks.get(0).length;
        double[][] mean = new double[n][n];
        for (double[][] network : networks) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    mean[i][j] += network[i][j] / networks.size();
                }
            }
        }
        return mean;
    }

    /** How many parts the network falls into: samples of different parts have no similarity at all. */
    static int parts(double[][] network) {
        int[] part = new int[network.length];
        int parts = 0;
        for (int start = 0; start < part.length; start++) {
            if (part[start] == 0) {
                mark(network, part, start, ++parts);
            }
        }
        return parts;
    }

    private static void mark(double[][] network, int[] part, int start, int number) {
        var open = new java.util.ArrayDeque<Integer>(List.of(start));
        part[start] = number;
        while (!open.isEmpty()) {
            double[] row = network[open.pop()];
            for (int j = 0; j < row.length; j++) {
                if (part[j] == 0 && row[j] > EPSILON) {
                    part[j] = number;
                    open.push(j);
                }
            }
        }
    }
}
