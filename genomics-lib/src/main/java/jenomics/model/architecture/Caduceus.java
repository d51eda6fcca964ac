package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Caduceus (Schiff et al. 2024): bidirectional Mamba blocks (Gu and Dao 2023), one strand (Ph) or both at once with
 * exact reverse-complement equivariance (PS). In PS a hidden state has two halves of width d: the strand as read, and
 * the other one with its channels in reverse order.
 *
 * <p>Published weights were trained with {@code fused_add_norm}, in which the halves of PS change places at every
 * block; that is followed where config.json says so, since without it the same weights give other numbers.
 *
 * @param vocabulary rows of the embedding matrix
 * @param width of a token on one strand, d
 * @param layers blocks
 * @param states of the state space of each channel, N
 * @param kernel width of the short convolution
 * @param inner channels of the state space, E
 * @param rank of the step size's projection
 * @param convolutionBias whether the short convolution has a bias
 * @param complement for each token that of the other strand; null for Ph
 * @param swapping whether the halves change places at every block
 * @param eps of every RMSNorm
 */
public record Caduceus(
        int vocabulary,
        int width,
        int layers,
        int states,
        int kernel,
        int inner,
        int rank,
        boolean convolutionBias,
        List<Long> complement,
        boolean swapping,
        double eps)
        implements Architecture {

    private static final String BACKBONE = "caduceus.backbone.";

    /** What the published models were trained on, and one for [SEP]; the architecture sets no limit. */
    private static final int LONGEST = 131_073;

    static boolean recognises(JsonNode config) {
        return Family.named(config, "caduceus", "Caduceus");
    }

    static Caduceus of(JsonNode config) {
        requirePublished(config);
        var cell = config.path("ssm_cfg");
        int width = Architecture.integer(config, "d_model");
        int multiple = Math.max(1, config.path("pad_vocab_size_multiple").asInt(1));
        int vocabulary = (Architecture.integer(config, "vocab_size") + multiple - 1) / multiple * multiple;
        return new Caduceus(
                vocabulary,
                width,
                Architecture.integer(config, "n_layer"),
                cell.path("d_state").asInt(16),
                cell.path("d_conv").asInt(4),
                cell.path("expand").asInt(2) * width,
                cell.path("dt_rank").asInt((width + 15) / 16),
                cell.path("conv_bias").asBoolean(true),
                config.path("rcps").asBoolean() ? complement(config.path("complement_map"), vocabulary) : null,
                config.path("fused_add_norm").asBoolean(),
                config.path("norm_epsilon").asDouble(1e-5));
    }

    private static void requirePublished(JsonNode config) {
        var bidirectional = config.path("bidirectional").asBoolean(true);
        var strategy = config.path("bidirectional_strategy").asText("add");
        var tied = config.path("bidirectional_weight_tie").asBoolean(true);
        var rms = config.path("rms_norm").asBoolean(true);
        var bias = config.path("ssm_cfg").path("bias").asBoolean(false);
        if (!bidirectional || !strategy.equals("add") || !tied || !rms || bias) {
            throw new GenomicsException(
                    "This Caduceus checkpoint has bidirectional=" + bidirectional + ", bidirectional_strategy="
                            + strategy + ", bidirectional_weight_tie=" + tied + ", rms_norm=" + rms + ", bias=" + bias
                            + "; Jenomics reads true, add, true, true, false, as all published ones have.",
                    Map.of("config", config.toString()));
        }
    }

    private static List<Long> complement(JsonNode map, int vocabulary) {
        return IntStream.range(0, vocabulary)
                .mapToObj(id -> map.path(String.valueOf(id)).asLong(id))
                .toList();
    }

    @Override
    public Map<String, long[]> encoderShapes() {
        var shapes = new Shapes().put(embeddingName() + ".weight", vocabulary, width);
        for (int layer = 0; layer < layers; layer++) {
            shapes.put(block(layer) + "norm.weight", width);
            String forward = mamba(layer, "fwd");
            shapes.matrix(forward + "in_proj", 2L * inner, width).matrix(forward + "out_proj", width, inner);
            for (String direction : List.of("fwd", "rev")) {
                cellShapes(shapes, mamba(layer, direction));
            }
        }
        return shapes.put(BACKBONE + "norm_f.weight", width).all();
    }

    private void cellShapes(Shapes shapes, String mamba) {
        shapes.put(mamba + "conv1d.weight", inner, 1, kernel);
        if (convolutionBias) {
            shapes.put(mamba + "conv1d.bias", inner);
        }
        shapes.matrix(mamba + "x_proj", rank + 2L * states, inner)
                .linear(mamba + "dt_proj", inner, rank)
                .put(mamba + "A_log", inner, states)
                .put(mamba + "D", inner);
    }

    /** The language head is the embedding matrix. */
    @Override
    public Map<String, long[]> languageShapes() {
        return Map.of();
    }

    @Override
    public String prefix() {
        return "caduceus.";
    }

    /** Both directions share their first and last matrix; a file may keep either name. */
    @Override
    public List<String> otherNames(String tensor) {
        return tensor.matches(".*mamba_fwd\\.(in|out)_proj\\.weight")
                ? List.of(tensor.replace("mamba_fwd", "mamba_rev"))
                : tensor.equals(embeddingName() + ".weight")
                        ? List.of(strands() ? "lm_head.lm_head.weight" : "lm_head.weight")
                        : Architecture.super.otherNames(tensor);
    }

    @Override
    public boolean ignores(String tensor) {
        return tensor.matches(".*mamba_rev\\.(in|out)_proj\\.weight")
                || tensor.endsWith("complement_map")
                || tensor.matches("lm_head(\\.lm_head)?\\.weight")
                || Architecture.super.ignores(tensor);
    }

    private boolean strands() {
        return complement != null;
    }

    @Override
    public Encoding encode(Network net, NDArray ids, NDArray mask, Wish wish) {
        if (wish.attentions()) {
            throw Architecture.noAttention("Caduceus", "state spaces (Mamba) in both directions");
        }
        var notes = new Encoding.Notes(wish);
        var x = notes.embeddings(embed(net, ids)); // [B, T, H]
        notes.hidden(x);
        var sum = notes.through(net, layers, x, (layer, in) -> block(net, layer, in, mask, notes)); // [B, T, H]
        return notes.done(norm(net, BACKBONE + "norm_f", sum));
    }

    /** The residual stream after a block; its hidden state, as its authors have it, is what the block adds. */
    private NDArray block(Network net, int layer, NDArray x, NDArray mask, Encoding.Notes notes) {
        var residual = x;
        if (strands() && swapping) {
            var halves = Ops.callAll("halves", x);
            residual = Ops.call("join", halves[1], halves[0]);
        }
        var mixed = mix(net, layer, norm(net, block(layer) + "norm", residual), mask);
        return Ops.call("add", notes.hidden(net.drop(mixed)), residual);
    }

    private NDArray embed(Network net, NDArray ids) {
        var forward = net.embedding(embeddingName(), ids);
        if (!strands()) {
            return forward;
        }
        var other = net.embedding(embeddingName(), complemented(ids));
        return Ops.call("join", forward, Ops.call("flip_channels", other));
    }

    private NDArray complemented(NDArray ids) {
        try (var scope = Scope.lasting()) {
            return Ops.call("take", complementTable(scope), ids);
        }
    }

    private NDArray complementTable(Scope scope) {
        return scope.longs(complement.stream().mapToLong(Long::longValue).toArray(), complement.size());
    }

    private NDArray norm(Network net, String module, NDArray x) {
        var weight = net.weight(module + ".weight");
        if (!strands()) {
            return Ops.call("rms_norm", x, weight, eps);
        }
        var halves = Ops.callAll("halves", x);
        var other = Ops.call("rms_norm", Ops.call("flip_channels", halves[1]), weight, eps);
        return Ops.call("join", Ops.call("rms_norm", halves[0], weight, eps), Ops.call("flip_channels", other));
    }

    private NDArray mix(Network net, int layer, NDArray x, NDArray mask) {
        if (!strands()) {
            return bothWays(net, layer, x, mask);
        }
        var halves = Ops.callAll("halves", x);
        var other = bothWays(net, layer, Ops.call("flip_both", halves[1]), flipped(mask));
        return Ops.call("join", bothWays(net, layer, halves[0], mask), Ops.call("flip_both", other));
    }

    private NDArray bothWays(Network net, int layer, NDArray x, NDArray mask) {
        var forward = mamba(net, layer, "fwd", x, mask);
        var backward = mamba(net, layer, "rev", Ops.call("flip_time", x), flipped(mask));
        return Ops.call("add", forward, Ops.call("flip_time", backward));
    }

    private static NDArray flipped(NDArray mask) {
        return mask == null ? null : Ops.call("flip_time", mask);
    }

    private NDArray mamba(Network net, int layer, String direction, NDArray x, NDArray mask) {
        String shared = mamba(layer, "fwd");
        String own = mamba(layer, direction);
        var xz = net.linear(shared + "in_proj", x); // [B, T, 2E]
        var bias = convolutionBias ? net.weight(own + "conv1d.bias") : null;
        var u = Ops.call("mamba_conv", xz, net.weight(own + "conv1d.weight"), bias, mask); // [B, T, E]
        var dbc = net.linear(own + "x_proj", u); // [B, T, R + 2N]
        var step = net.linear(own + "dt_proj", Ops.call("columns", dbc, 0, rank)); // [B, T, E]
        var y = Ops.call("selective_scan", u, step, net.weight(own + "A_log"), dbc, net.weight(own + "D"), xz);
        return net.linear(shared + "out_proj", y);
    }

    @Override
    public NDArray tokenLogits(Network net, NDArray hidden) {
        var table = net.weight(embeddingName() + ".weight");
        if (!strands()) {
            return Ops.call("linear", hidden, table, null);
        }
        try (var scope = Scope.lasting()) {
            var halves = Ops.callAll("halves", hidden);
            var otherTable = Ops.call("take_rows", table, complementTable(scope));
            return Ops.call(
                    "add",
                    Ops.call("linear", halves[0], table, null),
                    Ops.call("linear", Ops.call("flip_channels", halves[1]), otherTable, null));
        }
    }

    @Override
    public NDArray inputs(Network net) {
        var table = net.weight(embeddingName() + ".weight");
        if (!strands()) {
            return table;
        }
        try (var scope = Scope.lasting()) {
            var other = Ops.call("take_rows", table, complementTable(scope));
            return Ops.call("join", table, Ops.call("flip_channels", other));
        }
    }

    /**
     * In PS the mean of both strands, as its authors' own classifier takes it: a sequence and its reverse complement
     * have the same mean over all positions.
     */
    @Override
    public NDArray readout(NDArray last) {
        if (!strands()) {
            return last;
        }
        var halves = Ops.callAll("halves", last);
        return Ops.call("scale", Ops.call("add", halves[0], Ops.call("flip_channels", halves[1])), 0.5);
    }

    @Override
    public int hidden() {
        return width;
    }

    /**
     * As Mamba begins: state n of every channel decays at rate n + 1, and steps are between 0.001 and 0.1 (here their
     * geometric mean).
     */
    @Override
    public float[] initial(String name, long[] shape, Seed seed) {
        float[] values = Architecture.super.initial(name, shape, seed);
        if (name.endsWith("A_log")) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.log(1 + i % states);
            }
        } else if (name.endsWith(".D")) {
            Arrays.fill(values, 1);
        } else if (name.endsWith("dt_proj.bias")) {
            Arrays.fill(values, (float) Math.log(Math.expm1(0.01)));
        } else if (name.endsWith("conv1d.weight")) {
            for (int i = 0; i < values.length; i++) {
                values[i] /= (float) (0.02 * 2 * Math.sqrt(kernel));
            }
        }
        return values;
    }

    /**
     * The states of every channel: their decays, inputs and values, in both directions and on each strand. The factor is
     * fitted to the peaks of ten trainings (width 64 and 128, 4 and 8 layers, LoRA and full): the forecasts are 0.8 to
     * 1.1 times what was seen.
     */
    @Override
    public double mixingNumbers() {
        return 4.7 * inner * states * (strands() ? 2 : 1);
    }

    @Override
    public String embeddingName() {
        return BACKBONE + "embeddings.word_embeddings" + (strands() ? ".embedding" : "");
    }

    @Override
    public List<String> defaultTargets() {
        return List.of("in_proj", "out_proj");
    }

    @Override
    public int heads() {
        return 0;
    }

    @Override
    public int maximumTokens() {
        return LONGEST;
    }

    private static String block(int layer) {
        return BACKBONE + "layers." + layer + ".";
    }

    private String mamba(int layer, String direction) {
        return block(layer) + "mixer." + (strands() ? "submodule." : "") + "mamba_" + direction + ".";
    }

    @Override
    public String toString() {
        return "Caduceus-" + (strands() ? "PS (both strands)" : "Ph") + ": hidden " + width + ", " + layers + " layers";
    }
}
