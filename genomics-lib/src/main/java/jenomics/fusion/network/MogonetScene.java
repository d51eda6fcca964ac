package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;

/**
 * One layer of the samples of a graph and of those that are asked about, as tensors of the scope in which it was made.
 *
 * @param view the place of the layer
 * @param values of the samples of the graph [n, features]; as published, then of those asked about [n + m, features]
 * @param graph between these
 * @param asked about, where they only look at the graph: values, edges to its samples, and to themselves; null otherwise
 * @param first of those asked about among the values, where they are there
 */
record MogonetScene(MogonetWires wires, int view, NDArray values, NDArray graph, MogonetData.Fresh asked, int first) {

    /** The samples of the graph themselves are asked about. */
    static MogonetScene known(MogonetWires wires, int view, float[][] old, SampleGraph limit) {
        var scope = Scope.current();
        return new MogonetScene(
                wires,
                view,
                MogonetData.matrix(scope, old),
                MogonetData.matrix(scope, limit.within(Cosines.within(old))),
                null,
                0);
    }

    /** New samples are asked about. @param old those of the graph [n][features]. @param fresh the new ones */
    static MogonetScene fresh(MogonetWires wires, int view, float[][] old, float[][] fresh, SampleGraph limit) {
        var scope = Scope.current();
        var onto = Cosines.between(fresh, old);
        if (repaired(wires)) {
            var asked = MogonetData.Fresh.of(scope, MogonetData.matrix(scope, fresh), limit.onto(onto));
            var graph = MogonetData.matrix(scope, limit.within(Cosines.within(old)));
            return new MogonetScene(wires, view, MogonetData.matrix(scope, old), graph, asked, 0);
        }
        float[][] all = Arrays.copyOf(old, old.length + fresh.length);
        System.arraycopy(fresh, 0, all, old.length, fresh.length);
        var graph = MogonetData.matrix(scope, limit.between(onto));
        return new MogonetScene(wires, view, MogonetData.matrix(scope, all), graph, null, old.length);
    }

    /** The same new samples in another graph. @param within of the samples of the graph. @param onto of the new from these */
    MogonetScene regraphed(SampleGraph limit, Cosines within, Cosines onto) {
        var scope = Scope.current();
        if (repaired(wires)) {
            var again = MogonetData.Fresh.of(scope, asked.values(), limit.onto(onto));
            return new MogonetScene(wires, view, values, MogonetData.matrix(scope, limit.within(within)), again, 0);
        }
        return new MogonetScene(wires, view, values, MogonetData.matrix(scope, limit.between(onto)), null, first);
    }

    private static boolean repaired(MogonetWires wires) {
        return wires.plan().mode() == Mogonet.Mode.FIXED;
    }

    /**
     * What the layer gives those asked about, for each class.
     *
     * @param gate each feature of all samples is multiplied by this [features]; null: by 1
     */
    NDArray votes(Network net, NDArray gate) { // [m, classes]
        var hidden = wires.hidden(net, view, gated(values, gate), graph, Chance.NONE);
        if (asked != null) {
            var onto = wires.hiddenOnto(net, view, gated(asked.values(), gate), hidden, asked.graph(), asked.own());
            return wires.votes(net, view, onto);
        }
        var last = hidden.get(hidden.size() - 1);
        int end = (int) values.getShape().get(0);
        return wires.votes(
                net,
                view,
                first == 0
                        ? last
                        : Ops.call(
                                "take_rows",
                                last,
                                Inputs.rows(IntStream.range(first, end).toArray())));
    }

    /**
     * What the layer gives one of those asked about, for each class, each time with other values.
     *
     * @param gates by what each feature of all samples is multiplied [times, 1, features]
     */
    NDArray votes(Network net, NDArray gates, int sample) { // [times, classes]
        var hidden = wires.hidden(net, view, gated(values, gates), graph, Chance.NONE);
        if (asked == null) {
            return wires.votes(net, view, Ops.call("node", hidden.get(hidden.size() - 1), first + sample));
        }
        var row = Inputs.rows(new int[] {sample});
        var onto = wires.hiddenOnto(
                net,
                view,
                gated(Ops.call("take_rows", asked.values(), row), gates),
                hidden,
                Ops.call("take_rows", asked.graph(), row),
                Ops.call("take_rows", asked.own(), row));
        return wires.votes(net, view, Ops.call("node", onto, 0));
    }

    private static NDArray gated(NDArray x, NDArray gate) {
        return gate == null ? x : Ops.call("multiply", x, gate);
    }
}
