package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.provenance.Seed;

/** The encoder and the decoder of each layer. */
record AutoencoderWires(Autoencoder plan, Features features) {
    void begin(Network net, Seed seed) {
        for (int l = 0; l < features.blocks().size(); l++) {
            int p = features.blocks().get(l).width();
            Initial.xavier(net, "encoder." + l, p, dimensions(l), seed);
            Initial.xavier(net, "decoder." + l, dimensions(l), p, seed);
        }
    }

    int dimensions(int layer) {
        return Math.min(plan.dimensions(), features.blocks().get(layer).width());
    }

    /** The code [n, d] of the features of one layer [n, p]. */
    NDArray code(Network net, int layer, NDArray x) {
        return Ops.call("sigmoid", net.linear("encoder." + layer, x));
    }

    /** Features again [n, p]. */
    NDArray told(Network net, int layer, NDArray code) {
        return net.linear("decoder." + layer, code);
    }

    /** The penalty of a kind, beside the mean squared error. */
    NDArray penalised(Network net, int layer, NDArray loss, NDArray code) {
        return switch (plan.kind()) {
            case DENOISING -> loss;
            case SPARSE -> plus(loss, Ops.call("sparseness", code, plan.activity()), dimensions(layer));
            case CONTRACTIVE -> {
                var norms = Ops.call("contraction", code, net.weight("encoder." + layer + ".weight")); // [n]
                yield plus(loss, Ops.call("total", norms), code.getShape().get(0));
            }
        };
    }

    private NDArray plus(NDArray loss, NDArray penalty, double over) {
        return Ops.call("add", loss, Ops.call("scale", penalty, plan.strength() / over));
    }
}
