package jenomics.classic;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Grows one tree: at each node the best threshold among some features drawn by chance, by the decrease of the summed
 * squared error over the outputs. For classes, one output each, that is the Gini impurity (Breiman et al. 1984).
 */
final class TreeGrowing {
    private static final int FIRST_ROOM = 64;

    private final Binned data;
    private final double[][] y;
    private final int tried;
    private final int leafSize;
    private final int deepest;
    private final SplittableRandom random;
    private final int[] features;
    private final SplitSearch search;
    private final int[] samples;
    private final double[] weights;

    private int[] feature = new int[FIRST_ROOM];
    private double[] threshold = new double[FIRST_ROOM];
    private int[] left = new int[FIRST_ROOM];
    private int[] right = new int[FIRST_ROOM];
    private double[][] value = new double[FIRST_ROOM][];
    private double[] cover = new double[FIRST_ROOM];
    private double[] gain = new double[FIRST_ROOM];
    private int size;

    /** A node whose samples lie from {@code from} to {@code to}. */
    private record Open(int node, int from, int to, int depth) {}

    /**
     * @param y [samples][outputs]
     * @param times how often each sample counts; those with 0 are not looked at
     */
    TreeGrowing(Binned data, double[][] y, RandomForest plan, int tried, int[] times, SplittableRandom random) {
        this.data = data;
        this.y = y;
        this.tried = tried;
        this.leafSize = plan.leaf();
        this.deepest = plan.depth() == 0 ? Integer.MAX_VALUE : plan.depth();
        this.random = random;
        this.features = new int[data.features()];
        Arrays.setAll(features, f -> f);
        this.samples =
                IntStream.range(0, times.length).filter(i -> times[i] > 0).toArray();
        this.weights = Arrays.stream(times).asDoubleStream().toArray();
        this.search = new SplitSearch(data, y, weights, leafSize, plan.randomThresholds() ? random : null);
    }

    /** A tree and what each node's question gained: the decrease of the summed squared error. */
    record Grown(DecisionTree tree, double[] gain) {}

    Grown grow() {
        var open = new ArrayDeque<Open>();
        open.push(new Open(add(0, samples.length), 0, samples.length, 0));
        while (!open.isEmpty()) {
            var node = open.pop();
            if (node.depth() < deepest && worthAsking(node)) {
                ask(node, open);
            }
        }
        return new Grown(
                new DecisionTree(
                        Arrays.copyOf(feature, size),
                        Arrays.copyOf(threshold, size),
                        Arrays.copyOf(left, size),
                        Arrays.copyOf(right, size),
                        Arrays.copyOf(value, size),
                        Arrays.copyOf(cover, size)),
                Arrays.copyOf(gain, size));
    }

    private int add(int from, int to) {
        if (size == feature.length) {
            int room = 2 * size;
            feature = Arrays.copyOf(feature, room);
            threshold = Arrays.copyOf(threshold, room);
            left = Arrays.copyOf(left, room);
            right = Arrays.copyOf(right, room);
            value = Arrays.copyOf(value, room);
            cover = Arrays.copyOf(cover, room);
            gain = Arrays.copyOf(gain, room);
        }
        feature[size] = -1;
        value[size] = new double[y[0].length];
        for (int s = from; s < to; s++) {
            double weight = weights[samples[s]];
            double[] truth = y[samples[s]];
            cover[size] += weight;
            for (int o = 0; o < truth.length; o++) {
                value[size][o] += weight * truth[o];
            }
        }
        for (int o = 0; o < value[size].length; o++) {
            value[size][o] /= cover[size];
        }
        return size++;
    }

    private boolean worthAsking(Open node) {
        if (cover[node.node()] < 2.0 * leafSize || node.to() - node.from() < 2) {
            return false;
        }
        double[] first = y[samples[node.from()]];
        for (int s = node.from() + 1; s < node.to(); s++) {
            if (!Arrays.equals(first, y[samples[s]])) {
                return true;
            }
        }
        return false;
    }

    /** Features that do not differ within the node do not count as tried. */
    private void ask(Open node, ArrayDeque<Open> open) {
        search.begin(samples, node.from(), node.to(), cover[node.node()], value[node.node()]);
        int looked = 0;
        for (int drawn = 0; drawn < features.length && (looked < tried || !search.found()); drawn++) {
            int other = drawn + random.nextInt(features.length - drawn);
            int f = features[other];
            features[other] = features[drawn];
            features[drawn] = f;
            looked += search.look(f) ? 1 : 0;
        }
        if (search.found()) {
            divide(node, open);
        }
    }

    private void divide(Open node, ArrayDeque<Open> open) {
        int f = search.feature();
        float[] column = data.column()[f];
        int middle = node.from();
        for (int s = node.from(); s < node.to(); s++) {
            if (column[samples[s]] <= search.threshold()) {
                int sample = samples[s];
                samples[s] = samples[middle];
                samples[middle++] = sample;
            }
        }
        int at = node.node();
        feature[at] = f;
        threshold[at] = search.threshold();
        gain[at] = search.gain();
        int l = add(node.from(), middle);
        int r = add(middle, node.to());
        left[at] = l;
        right[at] = r;
        open.push(new Open(r, middle, node.to(), node.depth() + 1));
        open.push(new Open(l, node.from(), middle, node.depth() + 1));
    }
}
