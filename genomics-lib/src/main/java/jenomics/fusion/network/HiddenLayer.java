package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.provenance.Seed;

/**
 * How scores are read from what convolutions have found: from all of it side by side, through one hidden layer.
 *
 * @param units of the hidden layer
 * @param dropout behind it while training
 */
record HiddenLayer(int units, double dropout) {

    /** @param in numbers that a sample has before it, over all places and channels */
    void begin(Network net, int in, int outputs, Seed seed) {
        Initial.linear(net, "hidden", in, units, seed);
        Initial.linear(net, "scores", units, outputs, seed);
    }

    /** @param found [n, places, channels], or channels first */
    NDArray scores(Network net, NDArray found, Chance chance) {
        var hidden = Ops.call("relu", net.linear("hidden", Ops.call("flatten", found))); // [n, units]
        return net.linear("scores", chance.drop(hidden, dropout)); // [n, outputs]
    }
}
