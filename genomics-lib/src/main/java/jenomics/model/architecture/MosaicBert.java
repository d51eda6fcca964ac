package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;

/**
 * DNABERT-2 (Zhou et al. 2024), a MosaicBERT (Portes et al. 2023): no positions but a penalty on distance (ALiBi, Press
 * et al. 2022), query, key and value as one matrix, a gated feed-forward. Its published code drops padding before the
 * blocks; masking gives the same numbers. It also gives no attention maps; these are its own.
 *
 * @param vocabulary tokens
 * @param hidden width of a token, H
 * @param layers blocks
 * @param heads attention heads, A; H must be a multiple
 * @param feedForward inner width of the feed-forward, F (its first matrix is [2F, H])
 * @param maximumTokens longest input. ALiBi sets none; this bounds the memory of attention
 * @param segments rows of the segment table, of which only the first is used
 * @param eps of every LayerNorm
 */
public record MosaicBert(
        int vocabulary, int hidden, int layers, int heads, int feedForward, int maximumTokens, int segments, double eps)
        implements BertHeads {

    private static final String EMBEDDINGS = "bert.embeddings.";

    /** How far beyond the lengths of its training ALiBi is trusted: the authors evaluate on sequences of 10 kbp. */
    private static final int EXTRAPOLATION = 4;

    /**
     * Checks its options.
     *
     * @throws GenomicsException if H is no multiple of the heads
     */
    public MosaicBert {
        if (hidden % heads != 0) {
            throw new GenomicsException(
                    "A DNABERT-2 encoder needs hidden_size divisible by num_attention_heads; found " + hidden + " and "
                            + heads + ".",
                    Map.of("hidden_size", hidden, "num_attention_heads", heads));
        }
    }

    static boolean recognises(JsonNode config) {
        return Bert.recognises(config)
                && (config.has("alibi_starting_size")
                        || config.path("auto_map").toString().contains("bert_layers."));
    }

    static MosaicBert of(JsonNode config) {
        return new MosaicBert(
                Architecture.integer(config, "vocab_size"),
                Architecture.integer(config, "hidden_size"),
                Architecture.integer(config, "num_hidden_layers"),
                Architecture.integer(config, "num_attention_heads"),
                Architecture.integer(config, "intermediate_size"),
                EXTRAPOLATION * config.path("alibi_starting_size").asInt(512),
                config.path("type_vocab_size").asInt(2),
                config.path("layer_norm_eps").asDouble(1e-12));
    }

    @Override
    public Map<String, long[]> encoderShapes() {
        var shapes = new Shapes()
                .put(embeddingName() + ".weight", vocabulary, hidden)
                .put(EMBEDDINGS + "token_type_embeddings.weight", segments, hidden)
                .norm(EMBEDDINGS + "LayerNorm", hidden);
        for (int layer = 0; layer < layers; layer++) {
            String block = block(layer);
            shapes.linear(block + "attention.self.Wqkv", 3L * hidden, hidden)
                    .linear(block + "attention.output.dense", hidden, hidden)
                    .norm(block + "attention.output.LayerNorm", hidden)
                    .matrix(block + "mlp.gated_layers", 2L * feedForward, hidden)
                    .linear(block + "mlp.wo", hidden, feedForward)
                    .norm(block + "mlp.layernorm", hidden);
        }
        return shapes.all();
    }

    @Override
    public Encoding encode(Network net, NDArray ids, NDArray mask, Wish wish) {
        var notes = new Encoding.Notes(wish);
        var words = notes.embeddings(net.embedding(embeddingName(), ids)); // [B, T, H]
        var x = Ops.call("bert_embeddings", words, null, net.weight(EMBEDDINGS + "token_type_embeddings.weight"));
        x = net.layerNorm(EMBEDDINGS + "LayerNorm", x, eps);
        var bias = alibi(ids, mask); // [B or 1, A, T, T]
        notes.hidden(x);
        return notes.done(
                notes.through(net, layers, x, (layer, in) -> notes.hidden(block(net, block(layer), in, bias, notes))));
    }

    private NDArray alibi(NDArray ids, NDArray mask) {
        try (var scope = Scope.lasting()) {
            var slopes = scope.floats(slopes(heads), heads);
            return Ops.call("alibi", slopes, ids.getShape().get(1), mask == null ? null : Ops.call("key_bias", mask));
        }
    }

    private NDArray block(Network net, String block, NDArray x, NDArray bias, Encoding.Notes notes) {
        double scaling = 1 / Math.sqrt((double) hidden / heads);
        var qkv = Ops.callAll("split_qkv", net.linear(block + "attention.self.Wqkv", x), heads, scaling);
        var a = net.linear(block + "attention.output.dense", notes.attention(qkv[0], qkv[1], qkv[2], bias));
        var y = net.layerNorm(block + "attention.output.LayerNorm", Ops.call("add", x, net.drop(a)), eps);
        var f = Ops.call("geglu", net.linear(block + "mlp.gated_layers", y)); // [B, T, F]
        var z = Ops.call("add", y, net.drop(net.linear(block + "mlp.wo", f)));
        return net.layerNorm(block + "mlp.layernorm", z, eps);
    }

    /**
     * ALiBi's slopes: a geometric row for a power of two; else that of the power below, followed by every other one of
     * the power above.
     */
    static float[] slopes(int heads) {
        int power = Integer.highestOneBit(heads);
        float[] slopes = new float[heads];
        for (int i = 0; i < power; i++) {
            slopes[i] = (float) Math.pow(2, -8.0 * (i + 1) / power);
        }
        for (int i = power; i < heads; i++) {
            slopes[i] = (float) Math.pow(2, -4.0 * (2 * (i - power) + 1) / power);
        }
        return slopes;
    }

    /** The slopes' penalties, and those of each row with its padding. */
    @Override
    public double sharedNumbers(long rows, long tokens) {
        return (double) heads * tokens * tokens * (rows + 1);
    }

    @Override
    public String embeddingName() {
        return EMBEDDINGS + "word_embeddings";
    }

    @Override
    public List<String> defaultTargets() {
        return List.of("Wqkv");
    }

    private static String block(int layer) {
        return "bert.encoder.layer." + layer + ".";
    }

    @Override
    public String toString() {
        return "DNABERT-2 encoder (ALiBi, gated GELU): hidden " + hidden + ", " + layers + " layers, " + heads
                + " heads";
    }
}
