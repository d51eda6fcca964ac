package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.provenance.GenomicsException;

/**
 * The ESM encoder: pre-LayerNorm, rotary or learned positions, a GELU or SwiGLU feed-forward, a masked-language head
 * (ESM-2: Lin et al. 2023; Nucleotide Transformer v1 and v2: Dalla-Torre et al. 2024; tensor names of Hugging Face
 * transformers' EsmForMaskedLM).
 *
 * @param vocabulary tokens
 * @param hidden width of a token, H
 * @param layers blocks
 * @param heads attention heads; H must be a multiple
 * @param feedForward inner width of the feed-forward, F (gated: its first matrix is [2F, H])
 * @param positions max_position_embeddings: rows of the position table, or the longest input with rotary positions
 * @param eps of every LayerNorm
 * @param variant where ESM encoders differ
 */
public record Esm(
        int vocabulary, int hidden, int layers, int heads, int feedForward, int positions, double eps, Variant variant)
        implements Architecture {

    /**
     * Where ESM encoders differ.
     *
     * @param rotary rotary positions; else a learned table
     * @param gated SwiGLU without biases; else GELU with biases
     * @param tied whether the language head's decoder is the embedding matrix
     * @param normBefore whether a LayerNorm follows the embeddings
     * @param tokenDropout whether embeddings are scaled by the share of masked tokens, as ESM-2 was trained
     * @param padId the number of the padding token, from which learned positions count
     * @param maskId the number of the mask token
     */
    public record Variant(
            boolean rotary,
            boolean gated,
            boolean tied,
            boolean normBefore,
            boolean tokenDropout,
            int padId,
            int maskId) {
        /** Nucleotide Transformer v2, and what Jenomics pretrains itself. */
        public static final Variant NUCLEOTIDE_TRANSFORMER_2 = new Variant(true, true, false, false, false, 1, 2);
    }

    private static final String EMBEDDINGS = "esm.embeddings.word_embeddings";
    private static final String POSITIONS = "esm.embeddings.position_embeddings";
    private static final String NORM_BEFORE = "esm.embeddings.layer_norm";
    private static final String ENCODER = "esm.encoder.";
    private static final String DECODER = "lm_head.decoder.weight";
    private static final String FREQUENCIES = ENCODER + "layer.0.attention.self.rotary_embeddings.inv_freq";

    /**
     * Checks its options.
     *
     * @throws GenomicsException if H is no multiple of the heads, or with rotary positions of twice the heads
     */
    public Esm {
        if (hidden % heads != 0 || variant.rotary() && hidden / heads % 2 != 0) {
            throw new GenomicsException(
                    "An ESM encoder needs hidden_size divisible by num_attention_heads into an even head width;"
                            + " found " + hidden + " and " + heads + ".",
                    Map.of("hidden_size", hidden, "num_attention_heads", heads));
        }
    }

    /** The variant of the Nucleotide Transformer v2. */
    public Esm(int vocabulary, int hidden, int layers, int heads, int feedForward, int positions, double eps) {
        this(vocabulary, hidden, layers, heads, feedForward, positions, eps, Variant.NUCLEOTIDE_TRANSFORMER_2);
    }

    static boolean recognises(JsonNode config) {
        return Family.named(config, "esm", "Esm");
    }

    static Esm of(JsonNode config) {
        String kind = config.path("position_embedding_type").asText("absolute");
        if (!List.of("rotary", "absolute").contains(kind)
                || config.path("is_folding_model").asBoolean()) {
            throw new GenomicsException(
                    "This ESM checkpoint has position_embedding_type=" + kind + " and is_folding_model="
                            + config.path("is_folding_model").asBoolean()
                            + "; Jenomics reads ESM encoders with rotary or absolute positions.",
                    Map.of("config", config.toString()));
        }
        return new Esm(
                Architecture.integer(config, "vocab_size"),
                Architecture.integer(config, "hidden_size"),
                Architecture.integer(config, "num_hidden_layers"),
                Architecture.integer(config, "num_attention_heads"),
                Architecture.integer(config, "intermediate_size"),
                Architecture.integer(config, "max_position_embeddings"),
                config.path("layer_norm_eps").asDouble(1e-12),
                new Variant(
                        kind.equals("rotary"),
                        !config.path("add_bias_fnn").asBoolean(true),
                        config.path("tie_word_embeddings").asBoolean(true),
                        config.path("emb_layer_norm_before").asBoolean(),
                        config.path("token_dropout").asBoolean(),
                        config.path("pad_token_id").asInt(1),
                        config.path("mask_token_id").asInt(-1)));
    }

    @Override
    public Map<String, long[]> encoderShapes() {
        var shapes = new Shapes().put(EMBEDDINGS + ".weight", vocabulary, hidden);
        if (!variant.rotary()) {
            shapes.put(POSITIONS + ".weight", positions, hidden);
        }
        if (variant.normBefore()) {
            shapes.norm(NORM_BEFORE, hidden);
        }
        for (int layer = 0; layer < layers; layer++) {
            String block = block(layer);
            for (String part : List.of("query", "key", "value")) {
                shapes.linear(block + "attention.self." + part, hidden, hidden);
            }
            shapes.linear(block + "attention.output.dense", hidden, hidden).norm(block + "attention.LayerNorm", hidden);
            if (variant.gated()) {
                shapes.matrix(block + "intermediate.dense", 2L * feedForward, hidden)
                        .matrix(block + "output.dense", hidden, feedForward);
            } else {
                shapes.linear(block + "intermediate.dense", feedForward, hidden)
                        .linear(block + "output.dense", hidden, feedForward);
            }
            shapes.norm(block + "LayerNorm", hidden);
        }
        return shapes.norm(ENCODER + "emb_layer_norm_after", hidden).all();
    }

    @Override
    public Map<String, long[]> languageShapes() {
        var shapes = new Shapes().linear("lm_head.dense", hidden, hidden).norm("lm_head.layer_norm", hidden);
        if (!variant.tied()) {
            shapes.put(DECODER, vocabulary, hidden);
        }
        return shapes.put("lm_head.bias", vocabulary).all();
    }

    @Override
    public Map<String, long[]> classifierShapes() {
        return new Shapes()
                .linear("classifier.dense", hidden, hidden)
                .put("classifier.out_proj.weight", ANY, hidden)
                .put("classifier.out_proj.bias", ANY)
                .all();
    }

    /** The rotary frequencies; a checkpoint repeats them in every layer. */
    @Override
    public Map<String, long[]> constantShapes() {
        return variant.rotary() ? Map.of(FREQUENCIES, new long[] {hidden / heads / 2}) : Map.of();
    }

    @Override
    public String prefix() {
        return "esm.";
    }

    @Override
    public List<String> otherNames(String tensor) {
        return tensor.equals(FREQUENCIES)
                ? List.of("esm.rotary_embeddings.inv_freq", FREQUENCIES.replace(".0.", ".*."))
                : tensor.equals("lm_head.bias")
                        ? List.of("lm_head.decoder.bias")
                        : Architecture.super.otherNames(tensor);
    }

    @Override
    public boolean ignores(String tensor) {
        return tensor.endsWith("rotary_embeddings.inv_freq")
                || tensor.startsWith("esm.contact_head.")
                || tensor.startsWith("esm.pooler.")
                || tensor.equals("lm_head.decoder.bias")
                || variant.rotary() && tensor.equals(POSITIONS + ".weight")
                || variant.tied() && tensor.equals(DECODER)
                || Architecture.super.ignores(tensor);
    }

    @Override
    public Encoding encode(Network net, NDArray ids, NDArray mask, Wish wish) {
        var notes = new Encoding.Notes(wish);
        var x = embed(net, notes.embeddings(net.embedding(EMBEDDINGS, ids)), ids, mask); // [B, T, H]
        var bias = mask == null ? null : Ops.call("key_bias", mask); // [B, 1, 1, T]
        var rotary = variant.rotary() ? rotary(net, (int) ids.getShape().get(1)) : null;
        notes.hidden(x);
        x = notes.through(net, layers, x, (layer, in) -> notes.hidden(block(net, layer, in, bias, rotary, notes)));
        return notes.done(net.layerNorm(ENCODER + "emb_layer_norm_after", x, eps));
    }

    private NDArray embed(Network net, NDArray words, NDArray ids, NDArray mask) {
        var x = words;
        if (variant.tokenDropout()) {
            x = Ops.call("token_dropout", x, ids, mask, variant.maskId());
        }
        if (!variant.rotary()) {
            var places = Ops.call("positions_after", ids, mask, variant.padId()); // [B or 1, T]
            x = Ops.call("add", x, net.embedding(POSITIONS, places));
        }
        if (variant.normBefore()) {
            x = net.layerNorm(NORM_BEFORE, x, eps);
        }
        return mask == null ? x : Ops.call("mask_embeddings", x, mask);
    }

    private NDArray block(Network net, int layer, NDArray x, NDArray bias, NDArray[] rotary, Encoding.Notes notes) {
        String block = block(layer);
        var a = net.layerNorm(block + "attention.LayerNorm", x, eps);
        double scaling = 1 / Math.sqrt((double) hidden / heads);
        var q = placed(net.linear(block + "attention.self.query", a), rotary, scaling); // [B, A, T, D]
        var k = placed(net.linear(block + "attention.self.key", a), rotary, 1.0);
        var v = Ops.call("split_heads", net.linear(block + "attention.self.value", a), heads);
        var y = net.linear(block + "attention.output.dense", notes.attention(q, k, v, bias)); // [B, T, H]
        x = Ops.call("add", x, net.drop(y));
        var f = net.linear(block + "intermediate.dense", net.layerNorm(block + "LayerNorm", x, eps)); // [B, T, F or 2F]
        var g = Ops.call(variant.gated() ? "swiglu" : "gelu", f);
        return Ops.call("add", x, net.drop(net.linear(block + "output.dense", g)));
    }

    private NDArray placed(NDArray x, NDArray[] rotary, double scaling) {
        return rotary == null
                ? Ops.call("split_heads", scaling == 1 ? x : Ops.call("scale", x, scaling), heads)
                : Ops.call("rotary_heads", x, rotary[0], rotary[1], heads, scaling);
    }

    @Override
    public NDArray tokenLogits(Network net, NDArray hidden) {
        var x = Ops.call("gelu", net.linear("lm_head.dense", hidden));
        x = net.layerNorm("lm_head.layer_norm", x, eps);
        var decoder = net.weight(variant.tied() ? EMBEDDINGS + ".weight" : DECODER);
        return Ops.call("linear", x, decoder, net.weight("lm_head.bias"));
    }

    @Override
    public NDArray classLogits(Network net, NDArray last) {
        var x = net.linear("classifier.dense", Ops.call("first_token", last)); // [B, H]
        return net.linear("classifier.out_proj", Ops.call("tanh", x));
    }

    /** cos and sin [T, D], rotate-half form, base 10000; from stored frequencies where the checkpoint has them. */
    private NDArray[] rotary(Network net, int length) {
        if (!net.has(FREQUENCIES)) {
            int width = hidden / heads;
            var frequencies = new float[width / 2];
            for (int i = 0; i < frequencies.length; i++) {
                frequencies[i] = (float) (1 / Math.pow(10000, 2.0 * i / width));
            }
            net.put(FREQUENCIES, net.scope().floats(frequencies, frequencies.length));
        }
        return Ops.callAll("rotary_tables", net.weight(FREQUENCIES), length);
    }

    /** Learned positions begin after the padding token's number. */
    @Override
    public int maximumTokens() {
        return variant.rotary() ? positions : positions - variant.padId() - 1;
    }

    @Override
    public String embeddingName() {
        return EMBEDDINGS;
    }

    @Override
    public List<String> defaultTargets() {
        return List.of("query", "value");
    }

    private static String block(int layer) {
        return ENCODER + "layer." + layer + ".";
    }

    @Override
    public String toString() {
        return "ESM encoder (" + (variant.rotary() ? "rotary" : "learned positions") + ", "
                + (variant.gated() ? "SwiGLU" : "GELU") + "): hidden " + hidden + ", " + layers + " layers, " + heads
                + " heads";
    }
}
