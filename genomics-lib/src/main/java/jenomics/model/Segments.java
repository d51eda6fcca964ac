package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.provenance.Seed;

/** How the vectors of the overlapping segments of a long sequence become one. */
public enum Segments {
    /** Their mean. */
    MEAN,
    /** The largest of each number. */
    MAX,
    /**
     * Their mean, and beside it what a small convolution over neighbouring segments finds: three segments wide, ReLU, the
     * largest along the sequence, projected onto the mean. It begins as the mean (TExCNN puts a CNN on embeddings of
     * pieces in the same way).
     */
    CNN;

    private static final String CONVOLUTION = "segments.convolution.weight";
    private static final String PROJECTION = "segments.projection.weight";
    private static final int CHANNELS = 32;
    private static final int WIDTH = 3;

    /** What it adds to a network, for vectors of width H. */
    Map<String, long[]> shapes(int hidden) {
        var shapes = new LinkedHashMap<String, long[]>();
        if (this == CNN) {
            shapes.put(CONVOLUTION, new long[] {CHANNELS, hidden, WIDTH});
            shapes.put(PROJECTION, new long[] {hidden, CHANNELS});
        }
        return shapes;
    }

    /** Puts fresh weights into a network. */
    void begin(Network net, int hidden, Seed seed) {
        shapes(hidden).forEach((name, shape) -> {
            float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
            if (name.equals(CONVOLUTION)) {
                double bound = 1 / Math.sqrt((double) hidden * WIDTH);
                var random = seed.part(name).random();
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextDouble(-bound, bound);
                }
            }
            net.put(name, net.scope().floats(values, shape));
        });
    }

    List<Parameter> parameters(Network net, double weightDecay) {
        return shapes(1).keySet().stream()
                .map(name -> new Parameter(name, net.weight(name), weightDecay, 1))
                .toList();
    }

    /**
     * One vector per sequence [n, H].
     *
     * @param pooled vectors of the segments [s, H], those of a sequence in their order
     * @param owner for each segment its sequence
     */
    NDArray pool(Scope scope, Network net, NDArray pooled, int[] owner, int sequences) {
        long[] owners = Arrays.stream(owner).asLongStream().toArray();
        var group = scope.longs(owners, owners.length);
        if (this == MEAN || this == CNN && !net.has(CONVOLUTION)) {
            return Ops.call("group_mean", pooled, group, sequences);
        }
        var place = scope.longs(places(owner), owner.length);
        int most = (int) Arrays.stream(places(owner)).max().orElse(0) + 1;
        return this == MAX
                ? Ops.call("group_max", pooled, group, place, sequences, most)
                : Ops.call(
                        "group_cnn",
                        pooled,
                        group,
                        place,
                        sequences,
                        most,
                        net.weight(CONVOLUTION),
                        net.weight(PROJECTION));
    }

    /** For each segment its place within its sequence, 0-based. */
    private static long[] places(int[] owner) {
        long[] places = new long[owner.length];
        for (int i = 1; i < owner.length; i++) {
            places[i] = owner[i] == owner[i - 1] ? places[i - 1] + 1 : 0;
        }
        return places;
    }
}
