package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.nn.Scope;
import jenomics.omics.MultiOmics;

/**
 * The nodes of a graph of features among the features of some layers.
 *
 * @param layers how many
 * @param placeOf for each node and layer the place of its feature among all features; where there is none, one behind the
 *     last
 * @param joined pairs of nodes, in both directions, no node with itself
 * @param weights of the pairs
 */
record GraphNodes(int layers, long[][] placeOf, int[][] joined, double[] weights) {

    /**
     * Edges as tensors.
     *
     * @param from where each begins [edges]
     * @param to where it ends [edges]
     * @param weights [edges]
     */
    record Edges(NDArray from, NDArray to, NDArray weights) {}

    static GraphNodes of(FeatureGraph graph, MultiOmics train) {
        var nodes = new LinkedHashMap<String, Integer>();
        train.layers().forEach(l -> l.features().forEach(f -> nodes.putIfAbsent(f, nodes.size())));
        int layers = train.layers().size();
        int all = train.layers().stream().mapToInt(l -> l.featureCount()).sum();
        long[][] placeOf = new long[nodes.size()][layers];
        for (long[] row : placeOf) {
            Arrays.fill(row, all);
        }
        int offset = 0;
        for (int l = 0; l < layers; l++) {
            for (String feature : train.layers().get(l).features()) {
                placeOf[nodes.get(feature)][l] = offset++;
            }
        }
        return new GraphNodes(layers, placeOf, pairs(graph.edges(), nodes), weights(graph.edges()));
    }

    private static int[][] pairs(List<FeatureGraph.Edge> edges, Map<String, Integer> nodes) {
        var pairs = new ArrayList<int[]>();
        for (var edge : edges) {
            int one = nodes.get(edge.one());
            int other = nodes.get(edge.other());
            pairs.add(new int[] {one, other});
            pairs.add(new int[] {other, one});
        }
        return pairs.toArray(int[][]::new);
    }

    /** In units of the largest, so that a node's own weight of 1 is that of its best neighbour. */
    private static double[] weights(List<FeatureGraph.Edge> edges) {
        double most =
                edges.stream().mapToDouble(FeatureGraph.Edge::weight).max().orElse(1);
        double[] weights = new double[2 * edges.size()];
        for (int e = 0; e < weights.length; e++) {
            weights[e] = edges.get(e / 2).weight() / most;
        }
        return weights;
    }

    /** How many nodes. */
    int count() {
        return placeOf.length;
    }

    /** {@link #placeOf} as a tensor [nodes, layers], in the current scope. */
    NDArray places() {
        long[] flat = Arrays.stream(placeOf).flatMapToLong(Arrays::stream).toArray();
        return Scope.current().longs(flat, count(), layers);
    }

    /** The edges as a convolution wants them, in the current scope. */
    Edges edges(GraphNetwork.Convolution convolution) {
        boolean selves = convolution != GraphNetwork.Convolution.SAGE;
        int edges = joined.length + (selves ? count() : 0);
        long[] from = new long[edges];
        long[] to = new long[edges];
        double[] own = new double[edges];
        for (int e = 0; e < edges; e++) {
            boolean self = e >= joined.length;
            from[e] = self ? e - joined.length : joined[e][0];
            to[e] = self ? e - joined.length : joined[e][1];
            own[e] = self ? 1 : weights[e];
        }
        var scope = Scope.current();
        return new Edges(
                scope.longs(from, edges), scope.longs(to, edges), scope.floats(scaled(from, to, own, selves), edges));
    }

    /** GCN: over the root of both ends' degrees; SAGE: a mean. GAT takes weights of its own. */
    private float[] scaled(long[] from, long[] to, double[] own, boolean both) {
        double[] degree = new double[count()];
        for (int e = 0; e < own.length; e++) {
            degree[(int) to[e]] += own[e];
        }
        float[] scaled = new float[own.length];
        for (int e = 0; e < own.length; e++) {
            double end = degree[(int) to[e]];
            scaled[e] = (float) (own[e] / (both ? Math.sqrt(end * degree[(int) from[e]]) : end));
        }
        return scaled;
    }
}
