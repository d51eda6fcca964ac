package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.nn.Scope;

/** Training samples and the graphs between them, in each layer, as tensors of a scope. */
final class MogonetData {

    /**
     * The values of one layer, and how alike they must be for an edge.
     *
     * @param rows [training samples][features]
     */
    record View(float[][] rows, SampleGraph graph) {
        /** Some of the samples. */
        float[][] pick(int[] samples) {
            return Arrays.stream(samples).mapToObj(s -> rows[s]).toArray(float[][]::new);
        }
    }

    /**
     * New samples of a layer beside those of a graph.
     *
     * @param values [m, features]
     * @param graph to the samples of the graph [m, n]
     * @param own to themselves [m, 1]
     */
    record Fresh(NDArray values, NDArray graph, NDArray own) {
        /** @param onto from each to the samples of the graph, and in the last column to itself */
        static Fresh of(Scope scope, NDArray values, float[][] onto) {
            int n = onto[0].length - 1;
            float[][] selves =
                    Arrays.stream(onto).map(row -> new float[] {row[n]}).toArray(float[][]::new);
            float[][] edges =
                    Arrays.stream(onto).map(row -> Arrays.copyOf(row, n)).toArray(float[][]::new);
            return new Fresh(values, matrix(scope, edges), matrix(scope, selves));
        }
    }

    private final List<View> views;
    private final int[] members;
    private final List<NDArray> values;
    private final List<NDArray> graphs;
    private final Map<Integer, Integer> placeOf = new HashMap<>();
    private final Scope scope;
    private final Map<Integer, Fresh> watched = new HashMap<>();
    private int[] watchedSamples = {};

    /** @param members of the training samples, those in the graph */
    MogonetData(Scope scope, List<View> views, int[] members) {
        this.scope = scope;
        this.views = views;
        this.members = members;
        values = views.stream().map(v -> matrix(scope, v.pick(members))).toList();
        graphs = views.stream()
                .map(v -> matrix(scope, v.graph().within(Cosines.within(v.pick(members)))))
                .toList();
        for (int i = 0; i < members.length; i++) {
            placeOf.put(members[i], i);
        }
    }

    static NDArray matrix(Scope scope, float[][] rows) {
        int width = rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return scope.floats(flat, rows.length, width);
    }

    NDArray values(int view) {
        return values.get(view);
    }

    NDArray graph(int view) {
        return graphs.get(view);
    }

    /** Where training samples stand in the graph. */
    int[] placesOf(int[] samples) {
        return IntStream.of(samples).map(placeOf::get).toArray();
    }

    /** Training samples that are not in the graph. The last ones are remembered: they are the same after every epoch. */
    Fresh onto(int view, int[] samples) {
        if (!Arrays.equals(samples, watchedSamples)) {
            watched.clear();
            watchedSamples = samples.clone();
        }
        return watched.computeIfAbsent(view, v -> {
            var own = views.get(v);
            float[][] rows = own.pick(samples);
            float[][] edges = own.graph().onto(Cosines.between(rows, own.pick(members)));
            return Fresh.of(scope, matrix(scope, rows), edges);
        });
    }
}
