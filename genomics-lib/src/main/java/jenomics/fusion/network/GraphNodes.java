package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.nn.Scope;
import jenomics.omics.MultiOmics;

/**
 * The nodes of a graph of features among the features of some layers, and its edges in both directions as a convolution
 * wants them.
 *
 * @param layers how many
 * @param placeOf [nodes, layers] in row-major order: the place of a node's feature among all features; where a layer has
 *     none, one behind the last
 * @param from where each edge begins
 * @param to where it ends
 * @param weights of the edges
 */
record GraphNodes(int layers, long[] placeOf, long[] from, long[] to, float[] weights) {

    /**
     * Edges as tensors.
     *
     * @param from where each begins [edges]
     * @param to where it ends [edges]
     * @param weights [edges]
     */
    record Edges(NDArray from, NDArray to, NDArray weights) {}

    static GraphNodes of(FeatureGraph graph, GraphNetwork.Convolution convolution, MultiOmics train) {
        var nodes = new LinkedHashMap<String, Integer>();
        train.layers().forEach(l -> l.features().forEach(f -> nodes.putIfAbsent(f, nodes.size())));
        long[] placeOf = places(train, nodes);
        var edges = graph.edges();
        boolean selves = convolution != GraphNetwork.Convolution.SAGE;
        int both = 2 * edges.size();
        long[] from = new long[both + (selves ? nodes.size() : 0)];
        long[] to = new long[from.length];
        double[] own = new double[from.length];
        double most =
                edges.stream().mapToDouble(FeatureGraph.Edge::weight).max().orElse(1);
        for (int e = 0; e < from.length; e++) {
            from[e] = e >= both ? e - both : node(nodes, edges, e, e % 2 == 0);
            to[e] = e >= both ? e - both : node(nodes, edges, e, e % 2 == 1);
            own[e] = e >= both ? 1 : edges.get(e / 2).weight() / most; // a node weighs as much as its best neighbour
        }
        return new GraphNodes(train.layers().size(), placeOf, from, to, scaled(nodes.size(), from, to, own, selves));
    }

    private static long node(Map<String, Integer> nodes, List<FeatureGraph.Edge> edges, int e, boolean first) {
        var edge = edges.get(e / 2);
        return nodes.get(first ? edge.one() : edge.other());
    }

    private static long[] places(MultiOmics train, Map<String, Integer> nodes) {
        int layers = train.layers().size();
        int all = train.layers().stream().mapToInt(l -> l.featureCount()).sum();
        long[] placeOf = new long[nodes.size() * layers];
        Arrays.fill(placeOf, all);
        int offset = 0;
        for (int l = 0; l < layers; l++) {
            for (String feature : train.layers().get(l).features()) {
                placeOf[nodes.get(feature) * layers + l] = offset++;
            }
        }
        return placeOf;
    }

    /** GCN: over the root of both ends' degrees; SAGE: a mean. GAT takes weights of its own. */
    private static float[] scaled(int nodes, long[] from, long[] to, double[] own, boolean both) {
        double[] degree = new double[nodes];
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

    /** How many nodes. */
    int count() {
        return placeOf.length / layers;
    }

    /** {@link #placeOf} as a tensor [nodes, layers], in the current scope. */
    NDArray places() {
        return Scope.current().longs(placeOf, count(), layers);
    }

    /** The edges as tensors, in the current scope. */
    Edges edges() {
        var scope = Scope.current();
        return new Edges(
                scope.longs(from, from.length), scope.longs(to, to.length), scope.floats(weights, weights.length));
    }
}
