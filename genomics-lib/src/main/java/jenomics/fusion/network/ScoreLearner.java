package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;

/** A network whose scores are to say what is true of the training samples. */
record ScoreLearner(Wiring wiring, Network net, Features features, Inputs inputs, Readout readout, NDArray truth)
        implements Learner {
    private static final int AT_ONCE = 256;

    @Override
    public List<Stage> stages() {
        return Stage.whole(this::loss);
    }

    private NDArray loss(int[] samples, Chance chance) {
        var scores = wiring.scores(net, features, inputs.pick(samples), chance);
        return readout.loss(scores, Ops.call("take_rows", truth, Inputs.rows(samples)));
    }

    @Override
    public double watched(int[] samples) {
        double sum = 0;
        for (int from = 0; from < samples.length; from += AT_ONCE) {
            int[] some = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + AT_ONCE));
            try (var scope = Scope.open()) {
                sum += some.length * loss(some, Chance.NONE).getFloat();
            }
        }
        return sum / samples.length;
    }
}
