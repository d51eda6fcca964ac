package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;

/**
 * Gradients of a score of MOGONET along the way on which all values of all samples, those of the graph and those asked about,
 * grow from zero to what they are. A cosine does not see how long two vectors are, so the graphs are the same all the way,
 * and what is found adds up to the score less that of samples of zeros in the same graph.
 */
final class MogonetPath {
    static final int FINE = 32;
    static final int COARSE = 8;

    /** So many numbers at once: points on the way times values of a layer. */
    private static final int AT_ONCE = 1 << 22;

    /** What is asked. */
    @FunctionalInterface
    interface Score {
        /** @param scores [any, classes]. @return a single number */
        NDArray of(NDArray scores);
    }

    private final MogonetWires wires;
    private final Network net;
    private final List<MogonetScene> scenes;

    /** @param scenes one for each layer */
    MogonetPath(MogonetWires wires, Network net, List<MogonetScene> scenes) {
        this.wires = wires;
        this.net = net;
        this.scenes = scenes;
    }

    /** The score of one sample where all values are so many times what they are. */
    double score(int sample, Score asked, double share) {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            return asked.of(scores(gates(share), sample)).getFloat();
        }
    }

    /** What each feature adds to a score of one sample: [features of all layers]. @param asked adds up over its rows */
    double[] added(int sample, Score asked) {
        double[] added = new double[wires.widths().stream().mapToInt(w -> w).sum()];
        long most = scenes.stream().mapToLong(s -> s.values().size()).max().orElse(1);
        int together = (int) Math.max(1, Math.min(FINE, AT_ONCE / most));
        for (int from = 0; from < FINE; from += together) {
            double[] shares = IntStream.range(from, Math.min(FINE, from + together))
                    .mapToDouble(step -> (step + 0.5) / FINE)
                    .toArray();
            add(shares, gates -> asked.of(scores(gates, sample)), 1.0 / FINE, added);
        }
        return added;
    }

    /** What each feature adds to a score of all samples that are asked about. */
    double[] added(Score asked) {
        double[] added = new double[wires.widths().stream().mapToInt(w -> w).sum()];
        for (int step = 0; step < COARSE; step++) {
            add(new double[] {(step + 0.5) / COARSE}, gates -> asked.of(scores(gates)), 1.0 / COARSE, added);
        }
        return added;
    }

    private interface Gated {
        NDArray score(List<NDArray> gates);
    }

    private void add(double[] shares, Gated gated, double factor, double[] added) {
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var gates = gates(shares);
            gates.forEach(gate -> gate.setRequiresGradient(true));
            Grad.backward(gated.score(gates));
            int from = 0;
            for (var gate : gates) {
                int width = (int) gate.size() / shares.length;
                var found = Ops.callAll("gradient_of", gate);
                float[] gradient = found.length == 0 ? new float[0] : found[0].toFloatArray();
                for (int i = 0; i < gradient.length; i++) {
                    added[from + i % width] += factor * gradient[i];
                }
                from += width;
            }
        }
    }

    /** A factor for each feature of each layer: [shares, 1, features]. */
    private List<NDArray> gates(double... shares) {
        var gates = new ArrayList<NDArray>();
        for (int width : wires.widths()) {
            float[] values = new float[shares.length * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) shares[i / width];
            }
            gates.add(Scope.current().floats(values, shares.length, 1, width));
        }
        return gates;
    }

    private NDArray scores(List<NDArray> gates, int sample) {
        return wires.together(
                net,
                IntStream.range(0, scenes.size())
                        .mapToObj(v -> scenes.get(v).votes(net, gates.get(v), sample))
                        .toList());
    }

    private NDArray scores(List<NDArray> gates) {
        return wires.together(
                net,
                IntStream.range(0, scenes.size())
                        .mapToObj(v -> scenes.get(v).votes(net, Ops.call("node", gates.get(v), 0)))
                        .toList());
    }
}
