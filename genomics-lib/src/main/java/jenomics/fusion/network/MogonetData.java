package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.nn.Scope;

/** Samples and the graphs between them, in each layer, as tensors of a scope. */
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
    record Fresh(NDArray values, NDArray graph, NDArray own) {}

    private final Scope scope;
    private final List<View> views;
    private final int[] members;
    private final List<NDArray> values;
    private final List<NDArray> graphs;
    private final Map<Integer, Integer> placeOf = new HashMap<>();

    /** @param members of the training samples, those in the graph */
    MogonetData(Scope scope, List<View> views, int[] members) {
        this.scope = scope;
        this.views = views;
        this.members = members;
        values = views.stream().map(v -> matrix(scope, v.pick(members))).toList();
        graphs = views.stream()
                .map(v -> matrix(scope, v.graph().within(v.pick(members))))
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

    /** Training samples that are not in the graph. */
    Fresh onto(int view, int[] samples) {
        return onto(view, views.get(view).pick(samples));
    }

    /** New samples, beside the graph; in the current scope. @param rows [m][features] */
    Fresh onto(int view, float[][] rows) {
        var own = views.get(view);
        float[][] graph = own.graph().onto(own.pick(members), rows);
        int n = members.length;
        float[][] selves = Arrays.stream(graph).map(row -> new float[] {row[n]}).toArray(float[][]::new);
        float[][] edges = Arrays.stream(graph).map(row -> Arrays.copyOf(row, n)).toArray(float[][]::new);
        var current = Scope.current();
        return new Fresh(matrix(current, rows), matrix(current, edges), matrix(current, selves));
    }

    /** New samples after those of the graph, with edges between the two kinds only: values and graph. */
    NDArray[] joined(int view, float[][] rows) {
        var own = views.get(view);
        float[][] old = own.pick(members);
        float[][] all = Arrays.copyOf(old, old.length + rows.length);
        System.arraycopy(rows, 0, all, old.length, rows.length);
        var current = Scope.current();
        return new NDArray[] {matrix(current, all), matrix(current, own.graph().between(old, rows))};
    }

    /** How many samples the graph has. */
    int size() {
        return members.length;
    }
}
