package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.function.UnaryOperator;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * A network on a graph of features. Each feature name is a node that holds what every layer measured of it; convolutions
 * spread that along the edges, and the scores are read from all nodes. Features that no edge names stay as nodes of their
 * own. A plan and a value.
 *
 * @param graph which features belong together; all of them in some layer
 * @param convolution how a node hears of its neighbours; {@link Convolution#GCN}
 * @param channels numbers in each node; 8
 * @param depth convolutions; 2
 * @param hidden units between the nodes and the scores; 32
 * @param dropout before the scores while training; 0.3
 * @param regime how it is trained
 */
public record GraphNetwork(
        FeatureGraph graph, Convolution convolution, int channels, int depth, int hidden, double dropout, Regime regime)
        implements Estimator<MultiOmics> {

    /** How a node hears of its neighbours. */
    public enum Convolution {
        /** Their sum and its own, each over the root of both degrees (Kipf and Welling 2017). */
        GCN,
        /** Itself, and beside it the mean of its neighbours (Hamilton et al. 2017). */
        SAGE,
        /** Their sum, each weighed by what it is to the node (Velickovic et al. 2018). */
        GAT
    }

    public GraphNetwork {
        if (channels < 1 || depth < 1 || hidden < 1 || !(dropout >= 0 && dropout < 1)) {
            throw new GenomicsException(
                    "A graph network takes at least 1 channel, 1 convolution, 1 hidden unit and a dropout from 0 to below"
                            + " 1; found channels " + channels + ", depth " + depth + ", hidden " + hidden
                            + ", dropout " + dropout + ".",
                    Map.of("channels", channels, "depth", depth, "hidden", hidden, "dropout", dropout));
        }
    }

    static GraphNetwork on(FeatureGraph graph) {
        return new GraphNetwork(graph, Convolution.GCN, 8, 2, 32, 0.3, Regime.standard());
    }

    public GraphNetwork convolution(Convolution value) {
        return new GraphNetwork(graph, value, channels, depth, hidden, dropout, regime);
    }

    public GraphNetwork channels(int value) {
        return new GraphNetwork(graph, convolution, value, depth, hidden, dropout, regime);
    }

    public GraphNetwork depth(int value) {
        return new GraphNetwork(graph, convolution, channels, value, hidden, dropout, regime);
    }

    public GraphNetwork hidden(int value) {
        return new GraphNetwork(graph, convolution, channels, depth, value, dropout, regime);
    }

    public GraphNetwork dropout(double value) {
        return new GraphNetwork(graph, convolution, channels, depth, hidden, value, regime);
    }

    /** Changes how it is trained: {@code .training(t -> t.networks(5))}. */
    public GraphNetwork training(UnaryOperator<Regime> change) {
        return new GraphNetwork(graph, convolution, channels, depth, hidden, dropout, change.apply(regime));
    }

    private HiddenLayer hiddenLayer() {
        return new HiddenLayer(hidden, dropout);
    }

    @Override
    public String name() {
        return "graph network (" + convolution + ")";
    }

    @Override
    public NetworkFit fit(MultiOmics train, Task task, Seed seed) {
        graph.requireKnown(train);
        return NetworkFit.of(new Wires(this, GraphNodes.of(graph, convolution, train)), regime, train, task, seed);
    }

    /** Convolutions, then what is read from all nodes. */
    private record Wires(GraphNetwork plan, GraphNodes nodes) implements Wiring {
        @Override
        public String name() {
            return plan.name();
        }

        @Override
        public void begin(Network net, Features features, int outputs, Seed seed) {
            int in = nodes.layers();
            for (int c = 0; c < plan.depth(); c++) {
                String module = "convolution." + c;
                int wide = plan.convolution() == Convolution.SAGE ? 2 * in : in;
                Initial.linear(net, module, wide, plan.channels(), seed);
                if (plan.convolution() == Convolution.GAT) {
                    Initial.uniform(net, module + ".from", 0.3, seed, plan.channels());
                    Initial.uniform(net, module + ".to", 0.3, seed, plan.channels());
                }
                in = plan.channels();
            }
            plan.hiddenLayer().begin(net, nodes.count() * plan.channels(), outputs, seed);
        }

        @Override
        public NDArray scores(Network net, Features features, Inputs inputs, Chance chance) {
            var edges = nodes.edges();
            var x = Ops.call("grouped_features", inputs.values(), nodes.places()); // [n, nodes, layers]
            for (int c = 0; c < plan.depth(); c++) {
                x = Ops.call("relu", convolved(net, "convolution." + c, x, edges)); // [n, nodes, channels]
            }
            return plan.hiddenLayer().scores(net, x, chance); // [n, outputs]
        }

        private NDArray convolved(Network net, String module, NDArray x, GraphNodes.Edges edges) {
            return switch (plan.convolution()) {
                case GCN ->
                    Ops.call("spread_messages", net.linear(module, x), edges.from(), edges.to(), edges.weights());
                case SAGE -> {
                    var around = Ops.call("spread_messages", x, edges.from(), edges.to(), edges.weights());
                    yield net.linear(module, Ops.call("join", x, around));
                }
                case GAT -> {
                    var told = net.linear(module, x);
                    var shares = Ops.call(
                            "edge_attention",
                            told,
                            edges.from(),
                            edges.to(),
                            net.weight(module + ".from"),
                            net.weight(module + ".to"));
                    yield Ops.call("spread_messages", told, edges.from(), edges.to(), shares);
                }
            };
        }
    }
}
