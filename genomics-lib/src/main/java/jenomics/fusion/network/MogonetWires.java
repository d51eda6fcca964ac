package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * The modules of MOGONET.
 *
 * @param widths features of each layer
 * @param classes how many
 */
record MogonetWires(Mogonet plan, List<Integer> widths, int classes) {
    /** Names of the weights of the view correlation discovery network begin so. */
    static final String VCDN = "vcdn.";

    private static final double SLOPE = 0.25;
    private static final int MOST_PRODUCTS = 4096;

    MogonetWires {
        if (Math.pow(classes, widths.size()) > MOST_PRODUCTS) {
            throw new GenomicsException(
                    "MOGONET multiplies the votes of its layers: " + classes + " classes in " + widths.size()
                            + " layers make " + Phrases.count((long) Math.pow(classes, widths.size()))
                            + " products, and at most " + Phrases.count(MOST_PRODUCTS)
                            + " can be learned from. Use fewer layers: cohort.only(...), or another learner.",
                    Map.of("classes", classes, "layers", widths.size()));
        }
    }

    /** How many products of votes there are, one from each layer. */
    private int products() {
        return (int) Math.pow(classes, widths.size());
    }

    void begin(Network net, Seed seed) {
        for (int v = 0; v < widths.size(); v++) {
            int in = widths.get(v);
            for (int c = 0; c < plan.hidden().size(); c++) {
                Initial.xavier(net, "view." + v + ".gc." + c, in, plan.hidden().get(c), seed);
                in = plan.hidden().get(c);
            }
            Initial.xavier(net, "view." + v + ".vote", in, classes, seed);
        }
        if (widths.size() > 1) {
            Initial.xavier(net, VCDN + 0, products(), products(), seed);
            Initial.xavier(net, VCDN + 1, products(), classes, seed);
        }
    }

    /** The hidden values of all samples of a graph before each convolution and after the last: [n, width] each. */
    List<NDArray> hidden(Network net, int view, NDArray x, NDArray graph, Chance chance) {
        var hidden = new ArrayList<>(List.of(x));
        int last = plan.hidden().size() - 1;
        for (int c = 0; c <= last; c++) {
            var y = convolved(net, view, c, hidden.get(c), graph);
            hidden.add(c < last ? chance.drop(y, plan.dropout()) : y);
        }
        return hidden;
    }

    /** {@code LeakyReLU(A·X·W + b)}. */
    private NDArray convolved(Network net, int view, int convolution, NDArray x, NDArray graph) {
        String module = "view." + view + ".gc." + convolution;
        var support = Ops.call("linear", x, net.weight(module + ".weight"), null);
        var spread = Ops.call("matrix_product", graph, support);
        return Ops.call("leaky_relu", Ops.call("add", spread, net.weight(module + ".bias")), SLOPE);
    }

    /**
     * The same for new samples, which see old ones without being seen.
     *
     * @param known the hidden values of the old samples, of {@link #hidden} at rest
     * @param graph from each new sample [m, n] to the old ones
     * @param own the weight of each new sample itself [m, 1]
     */
    NDArray hiddenOnto(Network net, int view, NDArray x, List<NDArray> known, NDArray graph, NDArray own) {
        var fresh = x;
        for (int c = 0; c < plan.hidden().size(); c++) {
            String module = "view." + view + ".gc." + c;
            var weight = net.weight(module + ".weight");
            var around = Ops.call("matrix_product", graph, Ops.call("linear", known.get(c), weight, null));
            var self = Ops.call("multiply", Ops.call("linear", fresh, weight, null), own);
            var sum = Ops.call("add", Ops.call("add", around, self), net.weight(module + ".bias"));
            fresh = Ops.call("leaky_relu", sum, SLOPE);
        }
        return fresh;
    }

    /** The scores that one layer gives each class [n, classes]. */
    NDArray votes(Network net, int view, NDArray hidden) {
        return net.linear("view." + view + ".vote", hidden);
    }

    /** The scores of all layers together [n, classes]; of a single layer its own. */
    NDArray together(Network net, List<NDArray> votes) {
        if (votes.size() == 1) {
            return votes.get(0);
        }
        var shares = votes.stream().map(v -> Ops.call("sigmoid", v)).toList();
        var products = Ops.call("outer_views", shares);
        return net.linear(VCDN + 1, Ops.call("leaky_relu", net.linear(VCDN + 0, products), SLOPE));
    }
}
