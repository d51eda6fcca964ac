package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import jenomics.nn.Network;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

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

    /** The module whose weight [V, H] holds the token embeddings. */
    String embeddingName();

    /** The modules LoRA goes to when nobody says, by the last part of their names. */
    List<String> defaultTargets();

    int hidden();

    int layers();

    int heads();

    int maximumTokens();

    /** How many numbers all weights have. */
    default long parameters() {
        return shapes().values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
                .sum();
    }

    /**
     * Fresh weights: normal with deviation 0.02 (Devlin et al. 2019), divided by √(2L) for what adds to the residual
     * stream (Radford et al. 2019); norms one, biases zero. Each weight draws from its own name.
     */
    default Network initial(Seed seed) {
        var net = new Network();
        shapes().forEach((name, shape) -> {
            float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
            if (shape.length == 2) {
                double deviation = name.endsWith("output.dense.weight") ? 0.02 / Math.sqrt(2.0 * layers()) : 0.02;
                var random = new Random(seed.part(name).value());
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (random.nextGaussian() * deviation);
                }
            } else if (name.toLowerCase(Locale.ROOT).matches(".*norm.*weight")) {
                Arrays.fill(values, 1);
            }
            net.put(name, net.scope().floats(values, shape));
        });
        return net;
    }

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
