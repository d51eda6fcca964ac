package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * HyenaDNA (Nguyen et al. 2023): causal long convolutions whose filters a small network computes, in place of
 * attention (Poli et al. 2023). Tensor names of the published {@code -hf} checkpoints. It knows no padding; since it
 * looks back only, padding at the end of a row changes nothing before it.
 *
 * @param vocabulary rows of the embedding matrix, padded to a multiple of 8
 * @param hidden width of a token, H
 * @param layers blocks
 * @param feedForward inner width of the feed-forward
 * @param maximumTokens positions that the filters are defined for
 * @param features of a position, that the filter network reads
 * @param filterWidth inner width of the filter network
 * @param filterLayers inner layers of the filter network
 * @param shortFilter width of the short convolution
 * @param eps of every LayerNorm
 */
public record Hyena(
        int vocabulary,
        int hidden,
        int layers,
        int feedForward,
        int maximumTokens,
        int features,
        int filterWidth,
        int filterLayers,
        int shortFilter,
        double eps)
        implements Architecture {

    private static final String BACKBONE = "hyena.backbone.";

    /** Below this no filter decays (ExponentialModulation's shift). */
    private static final double SHIFT = 0.05;

    static boolean recognises(JsonNode config) {
        return Family.named(config, "hyenadna", "HyenaDNA");
    }

    static Hyena of(JsonNode config) {
        int order = config.path("hyena_order").asInt(2);
        if (order != 2) {
            throw new GenomicsException(
                    "This HyenaDNA checkpoint has hyena_order=" + order + "; Jenomics reads order 2, as all published"
                            + " ones have.",
                    Map.of("hyena_order", order));
        }
        int multiple = Math.max(1, config.path("pad_vocab_size_multiple").asInt(1));
        int tokens = Architecture.integer(config, "vocab_size");
        return new Hyena(
                (tokens + multiple - 1) / multiple * multiple,
                Architecture.integer(config, "d_model"),
                Architecture.integer(config, "n_layer"),
                Architecture.integer(config, "d_inner"),
                Architecture.integer(config, "max_seq_len"),
                Architecture.integer(config, "emb_dim"),
                Architecture.integer(config, "filter_order"),
                config.path("num_inner_mlps").asInt(2),
                config.path("short_filter_order").asInt(3),
                config.path("layer_norm_epsilon").asDouble(1e-5));
    }

    @Override
    public Map<String, long[]> encoderShapes() {
        var shapes = new Shapes().put(embeddingName() + ".weight", vocabulary, hidden);
        for (int layer = 0; layer < layers; layer++) {
            String block = block(layer);
            String mixer = block + "mixer.";
            shapes.norm(block + "norm1", hidden)
                    .linear(mixer + "in_proj", 3L * hidden, hidden)
                    .put(mixer + "short_filter.weight", 3L * hidden, 1, shortFilter)
                    .put(mixer + "short_filter.bias", 3L * hidden);
            filterShapes(shapes, mixer + "filter_fn.");
            shapes.linear(mixer + "out_proj", hidden, hidden)
                    .norm(block + "norm2", hidden)
                    .linear(block + "mlp.fc1", feedForward, hidden)
                    .linear(block + "mlp.fc2", hidden, feedForward);
        }
        return shapes.norm(BACKBONE + "ln_f", hidden).all();
    }

    private void filterShapes(Shapes shapes, String filter) {
        shapes.put(filter + "bias", hidden).linear(filter + "implicit_filter.0", filterWidth, features);
        shapes.put(filter + "implicit_filter.1.freq", 1, filterWidth);
        for (int i = 1; i <= filterLayers; i++) {
            shapes.linear(filter + "implicit_filter." + 2 * i, filterWidth, filterWidth);
        }
        shapes.matrix(filter + "implicit_filter." + 2 * (filterLayers + 1), hidden, filterWidth);
    }

    /** The language head is the embedding matrix. */
    @Override
    public Map<String, long[]> languageShapes() {
        return Map.of();
    }

    @Override
    public Map<String, long[]> constantShapes() {
        var shapes = new Shapes();
        for (int layer = 0; layer < layers; layer++) {
            String filter = filter(layer);
            shapes.put(filter + "pos_emb.z", 1, maximumTokens, features)
                    .put(filter + "pos_emb.t", 1, maximumTokens, 1)
                    .put(filter + "modulation.deltas", 1, 1, hidden);
        }
        return shapes.all();
    }

    @Override
    public String prefix() {
        return "hyena.";
    }

    /** All layers of a filter network share one frequency; a file may keep any of its names. */
    @Override
    public List<String> otherNames(String tensor) {
        return tensor.endsWith("implicit_filter.1.freq")
                ? IntStream.rangeClosed(1, filterLayers)
                        .mapToObj(i -> tensor.replace(".1.freq", "." + (2 * i + 1) + ".freq"))
                        .toList()
                : Architecture.super.otherNames(tensor);
    }

    @Override
    public boolean ignores(String tensor) {
        return tensor.matches(".*implicit_filter\\.\\d+\\.freq")
                || tensor.equals("lm_head.weight")
                || Architecture.super.ignores(tensor);
    }

    @Override
    public Encoding encode(Network net, NDArray ids, NDArray mask, Wish wish) {
        if (wish.attentions()) {
            throw Architecture.noAttention("HyenaDNA", "long convolutions");
        }
        var notes = new Encoding.Notes(wish);
        var x = notes.embeddings(net.embedding(embeddingName(), ids)); // [B, T, H]
        notes.hidden(x);
        x = notes.through(net, layers, x, (layer, in) -> notes.hidden(block(net, layer, in)));
        return notes.done(net.layerNorm(BACKBONE + "ln_f", x, eps));
    }

    private NDArray block(Network net, int layer, NDArray x) {
        String block = block(layer);
        String mixer = block + "mixer.";
        long length = x.getShape().get(1);
        var u = net.linear(mixer + "in_proj", net.layerNorm(block + "norm1", x, eps)); // [B, T, 3H]
        var c = Ops.call(
                "causal_conv", u, net.weight(mixer + "short_filter.weight"), net.weight(mixer + "short_filter.bias"));
        var m = Ops.call("hyena", c, filter(net, layer, length), net.weight(filter(layer) + "bias")); // [B, T, H]
        var y = Ops.call("add", x, net.drop(net.linear(mixer + "out_proj", m)));
        var f = net.linear(block + "mlp.fc1", net.layerNorm(block + "norm2", y, eps));
        return Ops.call("add", y, net.drop(net.linear(block + "mlp.fc2", Ops.call("gelu_tanh", f))));
    }

    /** The long filter of a layer for so many positions [T, H]. */
    NDArray filter(Network net, int layer, long length) {
        String filter = filter(layer);
        var weights = IntStream.rangeClosed(0, filterLayers + 1)
                .mapToObj(i -> net.weight(filter + "implicit_filter." + 2 * i + ".weight"))
                .toList();
        var biases = IntStream.rangeClosed(0, filterLayers)
                .mapToObj(i -> net.weight(filter + "implicit_filter." + 2 * i + ".bias"))
                .toList();
        return Ops.call(
                "hyena_filter",
                constant(net, filter + "pos_emb.z", this::positionFeature),
                constant(net, filter + "pos_emb.t", this::place),
                constant(net, filter + "modulation.deltas", this::decay),
                net.weight(filter + "implicit_filter.1.freq"),
                weights,
                biases,
                length,
                SHIFT);
    }

    /** A table from the checkpoint, or computed and kept. */
    private NDArray constant(Network net, String name, IntToDoubleFunction value) {
        if (!net.has(name)) {
            long[] shape = constantShapes().get(name);
            float[] values = new float[(int) Architecture.count(shape)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) value.applyAsDouble(i);
            }
            net.put(name, net.scope().floats(values, shape));
        }
        return net.weight(name);
    }

    /** Places run evenly from 0 to 1. */
    private double place(int t) {
        return maximumTokens == 1 ? 0 : (double) t / (maximumTokens - 1);
    }

    /** The place, then cosines and negative sines of 2πt/T at frequencies from 1e-4 to the number of bands less 1. */
    private double positionFeature(int index) {
        int t = index / features;
        int feature = index % features;
        int bands = (features - 1) / 2;
        if (feature == 0) {
            return place(t);
        }
        int band = (feature - 1) % bands;
        double frequency = bands == 1 ? 1e-4 : 1e-4 + (bands - 1 - 1e-4) * band / (bands - 1);
        double angle = frequency * 2 * Math.PI * t / maximumTokens;
        return feature <= bands ? Math.cos(angle) : -Math.sin(angle);
    }

    /** Decay rates from ln(0.01)/1.5 to ln(0.01)/0.3, evenly over the channels. */
    private double decay(int channel) {
        double slow = Math.log(0.01) / 1.5;
        double fast = Math.log(0.01) / 0.3;
        return hidden == 1 ? slow : slow + (fast - slow) * channel / (hidden - 1);
    }

    /** As the default, with frequencies one and filter networks spread so that their outputs are of order one. */
    @Override
    public float[] initial(String name, long[] shape, Seed seed) {
        float[] values = Architecture.super.initial(name, shape, seed);
        if (name.endsWith(".freq")) {
            java.util.Arrays.fill(values, 1);
        } else if (name.contains("filter") && shape.length >= 2) {
            float wider = (float) (1 / (0.02 * Math.sqrt(Architecture.count(shape) / (double) shape[0])));
            for (int i = 0; i < values.length; i++) {
                values[i] *= wider;
            }
        }
        return values;
    }

    @Override
    public NDArray tokenLogits(Network net, NDArray hidden) {
        return Ops.call("linear", hidden, net.weight(embeddingName() + ".weight"), null);
    }

    /**
     * Both spectra, the gates and what comes of them. The factor is fitted to the peaks of eight trainings (width 64 to
     * 256, 4 and 8 layers, LoRA and full): the forecasts are 0.7 to 1.2 times what was seen.
     */
    @Override
    public double mixingNumbers() {
        return 7.5 * hidden;
    }

    @Override
    public String embeddingName() {
        return BACKBONE + "embeddings.word_embeddings";
    }

    @Override
    public List<String> defaultTargets() {
        return List.of("in_proj", "out_proj");
    }

    /** The filter networks run as one op and take no adapters. */
    @Override
    public List<String> linearModules() {
        return Architecture.super.linearModules().stream()
                .filter(module -> !module.contains("implicit_filter"))
                .toList();
    }

    @Override
    public int heads() {
        return 0;
    }

    private static String block(int layer) {
        return BACKBONE + "layers." + layer + ".";
    }

    private static String filter(int layer) {
        return block(layer) + "mixer.filter_fn.";
    }

    @Override
    public String toString() {
        return "HyenaDNA (long convolutions, causal): hidden " + hidden + ", " + layers + " layers";
    }
}
