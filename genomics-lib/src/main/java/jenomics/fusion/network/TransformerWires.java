package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.Seed;

/** The modules of a cross-modal transformer: tokens, pre-norm blocks, and scores from a token that leads them. */
final class TransformerWires implements Wiring {
    private static final double EPS = 1e-5;

    private final CrossModalTransformer plan;
    private FeatureGroups groups;

    TransformerWires(CrossModalTransformer plan) {
        this.plan = plan;
    }

    CrossModalTransformer plan() {
        return plan;
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public boolean mayLack() {
        return true;
    }

    /** @param features always the same: those that this network is trained on */
    synchronized FeatureGroups groups(Features features) {
        if (groups == null) {
            groups = plan.groups().isEmpty()
                    ? FeatureGroups.neighbouring(features, plan.tokens())
                    : FeatureGroups.named(features, plan.groups());
        }
        return groups;
    }

    @Override
    public void begin(Network net, Features features, int outputs, Seed seed) {
        var groups = groups(features);
        int d = plan.width();
        double bound = 1 / Math.sqrt(groups.widest());
        Initial.uniform(net, "tokens.weight", bound, seed, groups.count(), groups.widest(), d);
        Initial.normal(net, "tokens.bias", 0.02, seed, groups.count(), d);
        Initial.normal(net, "lead", 0.02, seed, d);
        for (int b = 0; b < plan.depth(); b++) {
            String block = "block." + b + ".";
            Initial.layerNorm(net, block + "norm.1", d);
            Initial.linear(net, block + "qkv", d, 3 * d, seed);
            Initial.linear(net, block + "out", d, d, seed);
            Initial.layerNorm(net, block + "norm.2", d);
            Initial.linear(net, block + "up", d, 2 * d, seed);
            Initial.linear(net, block + "down", 2 * d, d, seed);
        }
        Initial.layerNorm(net, "norm", d);
        Initial.linear(net, "scores", d, outputs, seed);
    }

    @Override
    public NDArray scores(Network net, Features features, Inputs inputs, Chance chance) {
        return run(net, features, inputs, chance, null);
    }

    /**
     * Scores, and what every token attends to.
     *
     * @param maps takes one tensor [n, heads, 1 + tokens, 1 + tokens] of each block; null: nobody asks
     */
    NDArray run(Network net, Features features, Inputs inputs, Chance chance, List<NDArray> maps) {
        var groups = groups(features);
        var mask = mask(groups, inputs, features.blocks().size(), chance);
        var bias = Ops.call("key_bias", mask);
        var x = Ops.call("lead_with", tokens(net, features, groups, inputs), net.weight("lead")); // [n, 1 + T, d]
        for (int b = 0; b < plan.depth(); b++) {
            x = block(net, "block." + b + ".", x, bias, chance, maps);
        }
        var first = Ops.call("first_token", net.layerNorm("norm", x, EPS)); // [n, d]
        return net.linear("scores", first);
    }

    /** One token for each group [n, groups, d]. */
    private static NDArray tokens(Network net, Features features, FeatureGroups groups, Inputs inputs) {
        var places = Scope.current().longs(groups.places(features.width()), groups.count(), groups.widest());
        var grouped = Ops.call("grouped_features", inputs.values(), places);
        return Ops.call("group_projection", grouped, net.weight("tokens.weight"), net.weight("tokens.bias"));
    }

    /** 1 for the leading token and those of layers that are shown [n, 1 + groups]. */
    private NDArray mask(FeatureGroups groups, Inputs inputs, int layers, Chance chance) {
        float[] present = inputs.present().toFloatArray();
        float[] shown = chance.any() ? Hiding.of(present, layers, plan.hide(), chance) : present;
        int n = inputs.size();
        int wide = groups.count() + 1;
        long[] mask = new long[n * wide];
        for (int s = 0; s < n; s++) {
            mask[s * wide] = 1;
            for (int g = 0; g < groups.count(); g++) {
                mask[s * wide + 1 + g] = (long) shown[s * layers + groups.layerOf()[g]];
            }
        }
        return Scope.current().longs(mask, n, wide);
    }

    private NDArray block(Network net, String name, NDArray x, NDArray bias, Chance chance, List<NDArray> maps) {
        double scaling = Math.pow((double) plan.width() / plan.heads(), -0.5);
        var qkv = Ops.callAll(
                "split_qkv", net.linear(name + "qkv", net.layerNorm(name + "norm.1", x, EPS)), plan.heads(), scaling);
        NDArray heard;
        if (maps == null) {
            heard = Ops.call("attention", qkv[0], qkv[1], qkv[2], bias);
        } else {
            var map = Ops.call("attention_maps", qkv[0], qkv[1], bias);
            maps.add(map);
            heard = Ops.call("attend", map, qkv[2]);
        }
        var y = Ops.call("add", x, chance.drop(net.linear(name + "out", heard), plan.dropout()));
        var up = Ops.call("gelu", net.linear(name + "up", net.layerNorm(name + "norm.2", y, EPS)));
        return Ops.call("add", y, chance.drop(net.linear(name + "down", up), plan.dropout()));
    }
}
