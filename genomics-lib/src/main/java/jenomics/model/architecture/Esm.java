package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.provenance.GenomicsException;

/**
 * The ESM encoder as the Nucleotide Transformer v2 has it: pre-LayerNorm, rotary positions, SwiGLU feed-forward without
 * bias, a masked-language head (Lin et al. 2023; Dalla-Torre et al. 2023; tensor names of Hugging Face transformers'
 * EsmForMaskedLM).
 *
 * @param vocabulary tokens
 * @param hidden width of a token, H
 * @param layers blocks
 * @param heads attention heads; H must be a multiple
 * @param feedForward inner width of the feed-forward, F (its first matrix is [2F, H])
 * @param maximumTokens longest input, special tokens included
 * @param eps of every LayerNorm
 */
public record Esm(int vocabulary, int hidden, int layers, int heads, int feedForward, int maximumTokens, double eps)
        implements Architecture {

    private static final String EMBEDDINGS = "esm.embeddings.word_embeddings";
    private static final String ENCODER = "esm.encoder.";

    public Esm {
        if (hidden % heads != 0 || hidden / heads % 2 != 0) {
            throw new GenomicsException(
                    "An ESM encoder needs hidden_size divisible by num_attention_heads into an even head width;"
                            + " found " + hidden + " and " + heads + ".",
                    Map.of("hidden_size", hidden, "num_attention_heads", heads));
        }
    }

    static boolean recognises(JsonNode config) {
        return config.path("architectures").toString().contains("Esm")
                || config.path("model_type").asText().equals("esm");
    }

    static Esm of(JsonNode config) {
        if (!config.path("position_embedding_type").asText().equals("rotary")
                || config.path("add_bias_fnn").asBoolean(true)) {
            throw new GenomicsException(
                    "This ESM checkpoint has position_embedding_type="
                            + config.path("position_embedding_type").asText("absent") + " and add_bias_fnn="
                            + config.path("add_bias_fnn").asText("absent")
                            + "; Jenomics reads rotary positions with a SwiGLU feed-forward"
                            + " (add_bias_fnn=false, Nucleotide Transformer v2) so far.",
                    Map.of("config", config.toString()));
        }
        return new Esm(
                Architecture.integer(config, "vocab_size"),
                Architecture.integer(config, "hidden_size"),
                Architecture.integer(config, "num_hidden_layers"),
                Architecture.integer(config, "num_attention_heads"),
                Architecture.integer(config, "intermediate_size"),
                Architecture.integer(config, "max_position_embeddings"),
                config.path("layer_norm_eps").asDouble(1e-12));
    }

    @Override
    public Map<String, long[]> shapes() {
        var shapes = new LinkedHashMap<String, long[]>();
        shapes.put(EMBEDDINGS + ".weight", new long[] {vocabulary, hidden});
        for (int layer = 0; layer < layers; layer++) {
            String block = block(layer);
            for (String part : List.of("query", "key", "value")) {
                linear(shapes, block + "attention.self." + part, hidden, hidden, true);
            }
            linear(shapes, block + "attention.output.dense", hidden, hidden, true);
            norm(shapes, block + "attention.LayerNorm");
            linear(shapes, block + "intermediate.dense", 2 * feedForward, hidden, false);
            linear(shapes, block + "output.dense", hidden, feedForward, false);
            norm(shapes, block + "LayerNorm");
        }
        norm(shapes, ENCODER + "emb_layer_norm_after");
        linear(shapes, "lm_head.dense", hidden, hidden, true);
        norm(shapes, "lm_head.layer_norm");
        shapes.put("lm_head.decoder.weight", new long[] {vocabulary, hidden});
        shapes.put("lm_head.bias", new long[] {vocabulary});
        return shapes;
    }

    @Override
    public Encoding encode(Network net, NDArray ids, NDArray mask, Wish wish) {
        var notes = new Encoding.Notes(wish);
        var x = net.embedding(EMBEDDINGS, ids); // [B, T, H]
        x = notes.embeddings(mask == null ? x : Ops.call("mask_embeddings", x, mask));
        var bias = mask == null ? null : Ops.call("key_bias", mask); // [B, 1, 1, T]
        var rotary = rotary(net, (int) ids.getShape().get(1));
        notes.hidden(x);
        for (int layer = 0; layer < layers; layer++) {
            x = block(net, layer, x, bias, rotary, notes);
            notes.hidden(x);
        }
        return notes.done(net.layerNorm(ENCODER + "emb_layer_norm_after", x, eps));
    }

    private NDArray block(Network net, int layer, NDArray x, NDArray bias, NDArray[] rotary, Encoding.Notes notes) {
        String block = block(layer);
        var a = net.layerNorm(block + "attention.LayerNorm", x, eps);
        double scaling = 1 / Math.sqrt((double) hidden / heads);
        var q = rotated(net.linear(block + "attention.self.query", a), rotary, scaling); // [B, A, T, D]
        var k = rotated(net.linear(block + "attention.self.key", a), rotary, 1.0);
        var v = Ops.call("split_heads", net.linear(block + "attention.self.value", a), heads);
        var y = net.linear(block + "attention.output.dense", notes.attention(q, k, v, bias)); // [B, T, H]
        x = Ops.call("add", x, net.drop(y));
        var f = net.linear(block + "intermediate.dense", net.layerNorm(block + "LayerNorm", x, eps)); // [B, T, 2F]
        return Ops.call("add", x, net.drop(net.linear(block + "output.dense", Ops.call("swiglu", f))));
    }

    private NDArray rotated(NDArray x, NDArray[] rotary, double scaling) {
        return Ops.call("rotary_heads", x, rotary[0], rotary[1], heads, scaling);
    }

    @Override
    public NDArray tokenLogits(Network net, NDArray hidden) {
        var x = Ops.call("gelu", net.linear("lm_head.dense", hidden));
        x = net.layerNorm("lm_head.layer_norm", x, eps);
        return Ops.call("linear", x, net.weight("lm_head.decoder.weight"), net.weight("lm_head.bias"));
    }

    /** cos and sin [T, D], rotate-half form, base 10000; from stored frequencies where the checkpoint has them. */
    private NDArray[] rotary(Network net, int length) {
        String stored = block(0) + "attention.self.rotary_embeddings.inv_freq";
        if (!net.has(stored)) {
            int width = hidden / heads;
            var frequencies = new float[width / 2];
            for (int i = 0; i < frequencies.length; i++) {
                frequencies[i] = (float) (1 / Math.pow(10000, 2.0 * i / width));
            }
            net.put(stored, net.scope().floats(frequencies, frequencies.length));
        }
        return Ops.callAll("rotary_tables", net.weight(stored), length);
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

    private void norm(Map<String, long[]> shapes, String module) {
        shapes.put(module + ".weight", new long[] {hidden});
        shapes.put(module + ".bias", new long[] {hidden});
    }

    private static void linear(Map<String, long[]> shapes, String module, int out, int in, boolean bias) {
        shapes.put(module + ".weight", new long[] {out, in});
        if (bias) {
            shapes.put(module + ".bias", new long[] {out});
        }
    }

    @Override
    public String toString() {
        return "ESM encoder (rotary, SwiGLU): hidden " + hidden + ", " + layers + " layers, " + heads + " heads";
    }
}
