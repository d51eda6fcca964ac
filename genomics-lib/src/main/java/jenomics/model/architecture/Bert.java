package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.provenance.GenomicsException;

/**
 * BERT with learned positions (Devlin et al. 2019): LayerNorm after each branch as in DNABERT (Ji et al. 2021), or
 * before it as in GENA-LM (Fishman et al. 2023). Tensor names of Hugging Face transformers' BertForMaskedLM and of
 * GENA-LM's own code.
 *
 * @param vocabulary tokens
 * @param hidden width of a token, H
 * @param layers blocks
 * @param heads attention heads; H must be a multiple
 * @param feedForward inner width of the feed-forward
 * @param maximumTokens rows of the position table
 * @param segments rows of the segment table, of which only the first is used
 * @param eps of every LayerNorm
 * @param preNorm whether each branch begins with its LayerNorm
 * @param lastNorm whether a LayerNorm follows the last block
 */
public record Bert(
        int vocabulary,
        int hidden,
        int layers,
        int heads,
        int feedForward,
        int maximumTokens,
        int segments,
        double eps,
        boolean preNorm,
        boolean lastNorm)
        implements BertHeads {

    private static final String EMBEDDINGS = "bert.embeddings.";
    private static final String LAST_NORM = "bert.encoder.last_layer_ln";

    /**
     * Checks its options.
     *
     * @throws GenomicsException if H is no multiple of the heads
     */
    public Bert {
        if (hidden % heads != 0) {
            throw new GenomicsException(
                    "A BERT encoder needs hidden_size divisible by num_attention_heads; found " + hidden + " and "
                            + heads + ".",
                    Map.of("hidden_size", hidden, "num_attention_heads", heads));
        }
    }

    static boolean recognises(JsonNode config) {
        return Family.named(config, "bert", "Bert");
    }

    static Bert of(JsonNode config) {
        requirePlain(config);
        boolean preNorm = config.path("pre_layer_norm").asBoolean();
        return new Bert(
                Architecture.integer(config, "vocab_size"),
                Architecture.integer(config, "hidden_size"),
                Architecture.integer(config, "num_hidden_layers"),
                Architecture.integer(config, "num_attention_heads"),
                Architecture.integer(config, "intermediate_size"),
                Architecture.integer(config, "max_position_embeddings"),
                config.path("type_vocab_size").asInt(2),
                config.path("layer_norm_eps").asDouble(1e-12),
                preNorm,
                config.path("last_layer_norm").asBoolean(preNorm));
    }

    /** What other BERTs do to positions or activations would give other numbers without any error. */
    private static void requirePlain(JsonNode config) {
        String positions = config.path("position_embedding_type").asText("absolute");
        String activation = config.path("hidden_act").asText("gelu");
        if (!positions.equals("absolute") || !activation.equals("gelu")) {
            throw new GenomicsException(
                    "This BERT checkpoint has position_embedding_type=" + positions + " and hidden_act=" + activation
                            + "; Jenomics reads BERT with absolute positions and gelu.",
                    Map.of("position_embedding_type", positions, "hidden_act", activation));
        }
    }

    @Override
    public Map<String, long[]> encoderShapes() {
        var shapes = new Shapes()
                .put(embeddingName() + ".weight", vocabulary, hidden)
                .put(EMBEDDINGS + "position_embeddings.weight", maximumTokens, hidden)
                .put(EMBEDDINGS + "token_type_embeddings.weight", segments, hidden)
                .norm(EMBEDDINGS + "LayerNorm", hidden);
        for (int layer = 0; layer < layers; layer++) {
            String block = block(layer);
            for (String part : List.of("query", "key", "value")) {
                shapes.linear(block + "attention.self." + part, hidden, hidden);
            }
            shapes.linear(block + "attention.output.dense", hidden, hidden)
                    .norm(block + attentionNorm(), hidden)
                    .linear(block + "intermediate.dense", feedForward, hidden)
                    .linear(block + "output.dense", hidden, feedForward)
                    .norm(block + feedForwardNorm(), hidden);
        }
        return lastNorm ? shapes.norm(LAST_NORM, hidden).all() : shapes.all();
    }

    @Override
    public Encoding encode(Network net, NDArray ids, NDArray mask, Wish wish) {
        var notes = new Encoding.Notes(wish);
        var words = notes.embeddings(net.embedding(embeddingName(), ids)); // [B, T, H]
        var positions = net.embedding(EMBEDDINGS + "position_embeddings", Ops.call("positions", ids)); // [1, T, H]
        var x = Ops.call("bert_embeddings", words, positions, net.weight(EMBEDDINGS + "token_type_embeddings.weight"));
        x = net.layerNorm(EMBEDDINGS + "LayerNorm", x, eps);
        var bias = mask == null ? null : Ops.call("key_bias", mask); // [B, 1, 1, T]
        notes.hidden(x);
        x = notes.through(net, layers, x, (layer, in) -> notes.hidden(block(net, block(layer), in, bias, notes)));
        return notes.done(lastNorm ? net.layerNorm(LAST_NORM, x, eps) : x);
    }

    private NDArray block(Network net, String block, NDArray x, NDArray bias, Encoding.Notes notes) {
        return preNorm ? preNormBlock(net, block, x, bias, notes) : postNormBlock(net, block, x, bias, notes);
    }

    private NDArray postNormBlock(Network net, String block, NDArray x, NDArray bias, Encoding.Notes notes) {
        var y = Ops.call("add", x, net.drop(attention(net, block, x, bias, notes)));
        y = net.layerNorm(block + attentionNorm(), y, eps);
        var z = Ops.call("add", y, net.drop(feedForward(net, block, y)));
        return net.layerNorm(block + feedForwardNorm(), z, eps);
    }

    private NDArray preNormBlock(Network net, String block, NDArray x, NDArray bias, Encoding.Notes notes) {
        var a = net.layerNorm(block + attentionNorm(), x, eps);
        var y = Ops.call("add", x, net.drop(attention(net, block, a, bias, notes)));
        var f = net.layerNorm(block + feedForwardNorm(), y, eps);
        return Ops.call("add", y, net.drop(feedForward(net, block, f)));
    }

    private NDArray attention(Network net, String block, NDArray x, NDArray bias, Encoding.Notes notes) {
        String self = block + "attention.self.";
        double scaling = 1 / Math.sqrt((double) hidden / heads);
        var q = Ops.call("split_heads", Ops.call("scale", net.linear(self + "query", x), scaling), heads);
        var k = Ops.call("split_heads", net.linear(self + "key", x), heads); // [B, A, T, D]
        var v = Ops.call("split_heads", net.linear(self + "value", x), heads);
        return net.linear(block + "attention.output.dense", notes.attention(q, k, v, bias)); // [B, T, H]
    }

    private static NDArray feedForward(Network net, String block, NDArray x) {
        return net.linear(block + "output.dense", Ops.call("gelu", net.linear(block + "intermediate.dense", x)));
    }

    @Override
    public String embeddingName() {
        return EMBEDDINGS + "word_embeddings";
    }

    @Override
    public List<String> defaultTargets() {
        return List.of("query", "value");
    }

    private String attentionNorm() {
        return preNorm ? "pre_attention_ln" : "attention.output.LayerNorm";
    }

    private String feedForwardNorm() {
        return preNorm ? "post_attention_ln" : "output.LayerNorm";
    }

    private static String block(int layer) {
        return "bert.encoder.layer." + layer + ".";
    }

    @Override
    public String toString() {
        return "BERT encoder (" + (preNorm ? "LayerNorm first" : "LayerNorm last") + "): hidden " + hidden + ", "
                + layers + " layers, " + heads + " heads";
    }
}
