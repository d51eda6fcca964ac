package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.provenance.Seed;

/** The encoders and decoders of a variational autoencoder on several layers. */
record VaeWires(MultiOmicsVae plan, VaeLayers layers) {
    private static final String HEAD = "label";

    /** @param outputs of the task; 0: there is none */
    void begin(Network net, int outputs, Seed seed) {
        int d = plan.dimensions();
        for (int l = 0; l < layers.size(); l++) {
            int p = layers.block(l).width();
            Initial.linear(net, "encoder." + l, p, plan.hidden(), seed);
            if (plan.posterior() == MultiOmicsVae.Posterior.PRODUCT_OF_EXPERTS) {
                Initial.linear(net, "expert." + l, plan.hidden(), 2 * d, seed);
            }
            Initial.linear(net, "decoder." + l, d, plan.hidden(), seed);
            Initial.linear(net, "told." + l, plan.hidden(), p, seed);
            if (layers.kinds().get(l).spreads()) {
                Initial.constant(net, "spread." + l, 0, p);
            }
        }
        if (plan.posterior() == MultiOmicsVae.Posterior.JOINT) {
            Initial.linear(net, "joint", layers.size() * (plan.hidden() + 1), 2 * d, seed);
        }
        if (outputs > 0) {
            Initial.linear(net, HEAD, d, outputs, seed);
        }
    }

    /** Mean and logarithm of the variance [n, d] each, from the layers that are present. */
    NDArray[] posterior(Network net, Inputs inputs, Chance chance) {
        return plan.posterior() == MultiOmicsVae.Posterior.JOINT
                ? joint(net, inputs, chance)
                : experts(net, inputs, chance);
    }

    private NDArray hidden(Network net, Inputs inputs, int layer, Chance chance) {
        var x = inputs.layer(layers.block(layer)); // [n, p]
        return chance.drop(Ops.call("relu", net.linear("encoder." + layer, x)), plan.dropout()); // [n, hidden]
    }

    private NDArray[] joint(Network net, Inputs inputs, Chance chance) {
        var parts = new ArrayList<NDArray>();
        for (int l = 0; l < layers.size(); l++) {
            var there = Ops.call("columns", inputs.present(), l, l + 1); // [n, 1]
            parts.add(Ops.call("multiply", hidden(net, inputs, l, chance), there));
            parts.add(there);
        }
        return Ops.callAll("halves", net.linear("joint", Ops.call("concatenate", parts, -1)));
    }

    private NDArray[] experts(Network net, Inputs inputs, Chance chance) {
        var means = new ArrayList<NDArray>();
        var variances = new ArrayList<NDArray>();
        for (int l = 0; l < layers.size(); l++) {
            var both = Ops.callAll("halves", net.linear("expert." + l, hidden(net, inputs, l, chance)));
            means.add(both[0]);
            variances.add(both[1]);
        }
        return Ops.callAll("expert_product", means, variances, inputs.present());
    }

    /** What the decoder of a layer says of places [n, d]: [n, p]. */
    NDArray told(Network net, int layer, NDArray z) {
        return net.linear("told." + layer, Ops.call("relu", net.linear("decoder." + layer, z)));
    }

    /** The spread of each feature of a layer as a logarithm [p], or null where its distribution has none. */
    NDArray spread(Network net, int layer) {
        return layers.kinds().get(layer).spreads() ? net.weight("spread." + layer) : null;
    }

    /** Scores of the task [n, outputs]. */
    NDArray scores(Network net, NDArray z) {
        return net.linear(HEAD, z);
    }
}
