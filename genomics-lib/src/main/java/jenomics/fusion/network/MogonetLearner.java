package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;

/** What MOGONET makes small, on the graph of the samples that it learns from. */
final class MogonetLearner implements Learner {
    private final MogonetWires wires;
    private final Network net;
    private final MogonetData data;
    private final int[] classOf;
    private final float[] importance;
    private final boolean votesOnly;

    /**
     * @param classOf of every training sample
     * @param importance of every training sample in the loss
     * @param votesOnly whether the layers alone learn
     */
    MogonetLearner(
            MogonetWires wires, Network net, MogonetData data, int[] classOf, float[] importance, boolean votesOnly) {
        this.wires = wires;
        this.net = net;
        this.data = data;
        this.classOf = classOf;
        this.importance = importance;
        this.votesOnly = votesOnly;
    }

    @Override
    public Network net() {
        return net;
    }

    private int views() {
        return wires.widths().size();
    }

    /** Fixed: all at once. Faithful: each layer by its own votes, then the VCDN by votes that do not learn from it. */
    @Override
    public List<Stage> stages() {
        if (wires.plan().mode() == Mogonet.Mode.FIXED) {
            return Stage.whole(this::endToEnd);
        }
        var stages = new ArrayList<Stage>();
        for (int v = 0; v < views(); v++) {
            int view = v;
            stages.add(new Stage(
                    name -> name.startsWith("view." + view + "."),
                    (samples, chance) -> loss(samples, votes(view, chance)),
                    1));
        }
        if (!votesOnly && views() > 1) {
            double published = 2; // 1e-3 beside 5e-4
            stages.add(new Stage(name -> name.startsWith(MogonetWires.VCDN), this::together, published));
        }
        return stages;
    }

    private NDArray votes(int view, Chance chance) {
        var hidden = wires.hidden(net, view, data.values(view), data.graph(view), chance);
        return wires.votes(net, view, hidden.get(hidden.size() - 1));
    }

    private List<NDArray> allVotes(Chance chance) {
        return IntStream.range(0, views()).mapToObj(v -> votes(v, chance)).toList();
    }

    private NDArray together(int[] samples, Chance chance) {
        List<NDArray> votes;
        try (var off = Grad.off()) {
            votes = allVotes(chance);
        }
        return loss(samples, wires.together(net, votes));
    }

    /** The loss of the whole and the mean loss of the layers' own votes. */
    private NDArray endToEnd(int[] samples, Chance chance) {
        var votes = allVotes(chance);
        var sum = loss(samples, wires.together(net, votes));
        for (var vote : votes) {
            sum = Ops.call("add", sum, Ops.call("scale", loss(samples, vote), 1.0 / votes.size()));
        }
        return sum;
    }

    /** @param scores of the samples of the graph, in its order */
    private NDArray loss(int[] samples, NDArray scores) {
        return loss(Ops.call("take_rows", scores, Inputs.rows(data.placesOf(samples))), samples);
    }

    private NDArray loss(NDArray scores, int[] samples) {
        long[] classes = new long[samples.length];
        float[] weights = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            classes[i] = classOf[samples[i]];
            weights[i] = importance[samples[i]];
        }
        var scope = Scope.current();
        return Ops.call(
                "weighted_cross_entropy",
                scores,
                scope.longs(classes, classes.length),
                scope.floats(weights, weights.length));
    }

    /** Watched samples are seen as new ones are: from the side of the graph. */
    @Override
    public double watched(int[] samples) {
        var votes = new ArrayList<NDArray>();
        for (int v = 0; v < views(); v++) {
            var fresh = data.onto(v, samples);
            var known = wires.hidden(net, v, data.values(v), data.graph(v), Chance.NONE);
            votes.add(wires.votes(net, v, wires.hiddenOnto(net, v, fresh.values(), known, fresh.graph(), fresh.own())));
        }
        return loss(wires.together(net, votes), samples).getFloat();
    }
}
