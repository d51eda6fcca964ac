package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import jenomics.nn.Network;
import jenomics.provenance.GenomicsException;

/**
 * The shape of a genomic transformer: which weights it has and how tokens go through them. A value, read from
 * config.json; the weights themselves are in a {@link Network}.
 */
public interface Architecture {

    /** What else to bring back beside the last hidden state. */
    record Wish(boolean attentions, boolean hiddenStates, boolean embeddingLeaf) {
        public static final Wish NOTHING = new Wish(false, false, false);
        public static final Wish ATTENTIONS = new Wish(true, false, false);
        public static final Wish EVERYTHING = new Wish(true, true, false);
        /** The embeddings as a leaf whose gradient can be asked for. */
        public static final Wish SALIENCY = new Wish(false, false, true);
    }

    /** The architecture a config.json describes. */
    static Architecture of(JsonNode config) {
        if (Esm.recognises(config)) {
            return Esm.of(config);
        }
        throw new GenomicsException(
                "config.json describes " + config.path("architectures") + " (model_type '"
                        + config.path("model_type").asText("absent")
                        + "'); Jenomics knows ESM encoders in the layout of the Nucleotide Transformer v2 so far.",
                Map.of("architectures", config.path("architectures").toString()));
    }

    /** Every weight by checkpoint name, with its shape, in order. */
    Map<String, long[]> shapes();

    /**
     * Runs the encoder.
     *
     * @param ids token numbers [B, T]
     * @param mask 1 for real tokens, 0 for padding [B, T]; null where nothing is padded
     */
    Encoding encode(Network net, NDArray ids, NDArray mask, Wish wish);

    /** Scores of the masked-language head [..., V] for hidden states [..., H]. */
    NDArray tokenLogits(Network net, NDArray hidden);

    /** The modules LoRA goes to when nobody says, by the last part of their names. */
    List<String> defaultTargets();

    int hidden();

    int layers();

    int heads();

    int maximumTokens();

    static int integer(JsonNode config, String name) {
        var value = config.path(name);
        if (!value.isInt() || value.asInt() < 1) {
            throw new GenomicsException(
                    "config.json needs a positive whole number '" + name + "'; found "
                            + (value.isMissingNode() ? "none" : value) + ".",
                    Map.of("key", name));
        }
        return value.asInt();
    }
}
