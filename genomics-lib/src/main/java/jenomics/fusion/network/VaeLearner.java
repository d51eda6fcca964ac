package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;

/**
 * What a variational autoencoder makes small: the negative evidence lower bound by feature, in nats, and with labels their
 * loss beside it.
 */
final class VaeLearner implements Learner {
    private static final int AT_ONCE = 256;

    private final VaeWires wires;
    private final Network net;
    private final Inputs inputs;
    private final NDArray raw;
    private final NDArray totals;
    private final float[] present;
    private final Labels labels;
    private double warmth;

    /**
     * What the samples are to be told apart by.
     *
     * @param truth see {@link Readout#truth}
     * @param weight of their loss beside the bound
     */
    record Labels(Readout readout, NDArray truth, double weight) {}

    /** @param labels null: there are none */
    VaeLearner(VaeWires wires, Network net, Scope data, VaeLayers.Numbers numbers, Labels labels) {
        var layers = wires.layers();
        int n = numbers.seen().samples();
        this.wires = wires;
        this.net = net;
        this.labels = labels;
        inputs = Inputs.of(data, layers.seen(), numbers.seen());
        raw = data.floats(numbers.raw(), n, layers.width());
        totals = data.floats(numbers.totals(), n, layers.size());
        present = numbers.seen().present();
    }

    @Override
    public Network net() {
        return net;
    }

    @Override
    public List<Stage> stages() {
        return Stage.whole((samples, chance) -> loss(samples, chance, warmth));
    }

    /** The divergence from the prior counts little at first, so that the dimensions are used (Bowman et al. 2016). */
    @Override
    public void begin(int epoch) {
        int warmUp = wires.plan().warmUp();
        warmth = warmUp == 0 ? 1 : Math.min(1, (epoch + 1.0) / warmUp);
    }

    @Override
    public double watched(int[] samples) {
        double sum = 0;
        for (int from = 0; from < samples.length; from += AT_ONCE) {
            int[] some = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + AT_ONCE));
            try (var scope = Scope.open()) {
                sum += some.length * loss(some, Chance.NONE, 1).getFloat();
            }
        }
        return sum / samples.length;
    }

    private NDArray loss(int[] samples, Chance chance, double warm) {
        var rows = Inputs.rows(samples);
        var batch = new Inputs(Ops.call("take_rows", inputs.values(), rows), shown(samples, chance));
        var posterior = wires.posterior(net, batch, chance);
        long d = wires.plan().dimensions();
        var z = Ops.call("at_random", posterior[0], posterior[1], chance.normal(samples.length, d));
        double each = 1.0 / wires.layers().width();
        var one = Scope.current().floats(ones(samples.length), samples.length);
        var divergence = Ops.call("mean_over", Ops.call("gaussian_kl", posterior[0], posterior[1]), one);
        var loss = Ops.call("scale", divergence, each * warm * wires.plan().beta());
        for (int l = 0; l < wires.layers().size(); l++) {
            loss = Ops.call("add", loss, Ops.call("scale", missed(l, rows, batch, z), each));
        }
        return labels == null ? loss : Ops.call("add", loss, labelLoss(z, rows));
    }

    /** The mean over the samples of what the decoder of a layer missed, where the layer was measured. */
    private NDArray missed(int layer, NDArray rows, Inputs batch, NDArray z) {
        var block = wires.layers().block(layer);
        var kind = wires.layers().kinds().get(layer);
        var x = kind == Distribution.GAUSSIAN
                ? batch.layer(block)
                : Ops.call("columns", Ops.call("take_rows", raw, rows), block.offset(), block.end());
        var total = Ops.call("columns", Ops.call("take_rows", totals, rows), layer, layer + 1);
        var losses = kind.loss(x, wires.told(net, layer, z), total, wires.spread(net, layer));
        var measured = Ops.call("column", Ops.call("take_rows", inputs.present(), rows), layer);
        return Ops.call("mean_over", losses, measured);
    }

    private NDArray labelLoss(NDArray z, NDArray rows) {
        var loss = labels.readout().loss(wires.scores(net, z), Ops.call("take_rows", labels.truth(), rows));
        return Ops.call("scale", loss, labels.weight());
    }

    /** Which layers the encoders are shown: while training some are hidden by chance, never all of a sample's. */
    private NDArray shown(int[] samples, Chance chance) {
        int layers = wires.layers().size();
        float[] there = new float[samples.length * layers];
        for (int i = 0; i < samples.length; i++) {
            System.arraycopy(present, samples[i] * layers, there, i * layers, layers);
        }
        float[] shown = chance.any() ? Hiding.of(there, layers, wires.plan().hide(), chance) : there;
        return Scope.current().floats(shown, samples.length, layers);
    }

    private static float[] ones(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
