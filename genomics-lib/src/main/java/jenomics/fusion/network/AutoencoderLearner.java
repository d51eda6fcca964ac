package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import jenomics.nn.Network;
import jenomics.nn.Ops;

/** What an autoencoder makes small: the mean squared error by feature, of the layers that each sample has, and a penalty. */
record AutoencoderLearner(AutoencoderWires wires, Network net, Inputs inputs) implements Learner {
    @Override
    public List<Stage> stages() {
        return Stage.whole(this::loss);
    }

    @Override
    public double watched(int[] samples) {
        return loss(samples, Chance.NONE).getFloat();
    }

    private NDArray loss(int[] samples, Chance chance) {
        var batch = inputs.pick(samples);
        var blocks = wires.features().blocks();
        NDArray sum = null;
        for (int l = 0; l < blocks.size(); l++) {
            var x = batch.layer(blocks.get(l));
            var code = wires.code(net, l, noisy(x, chance));
            var errors = Ops.call("squared_distance", wires.told(net, l, code), x); // [n]
            var measured = Ops.call("column", batch.present(), l);
            var loss = Ops.call(
                    "scale",
                    Ops.call("mean_over", errors, measured),
                    1.0 / blocks.get(l).width());
            var whole = wires.penalised(net, l, loss, code);
            sum = sum == null ? whole : Ops.call("add", sum, whole);
        }
        return sum;
    }

    /** Some features set to their mean, which is 0. */
    private NDArray noisy(NDArray x, Chance chance) {
        return wires.plan().kind() == Autoencoder.Kind.DENOISING
                ? chance.mask(x, wires.plan().noise())
                : x;
    }
}
