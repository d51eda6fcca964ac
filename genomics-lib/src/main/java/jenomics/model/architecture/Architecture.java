package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

    /**
     * What else to bring back beside the last hidden state.
     *
     * @param attentions the weights of each block [B, A, T, T], for which attention is not fused and takes more memory
     * @param hiddenStates the embeddings and the output of each block [B, T, H]
     * @param embeddingLeaf the embeddings as a leaf that collects a gradient [B, T, H]
     */
    record Wish(boolean attentions, boolean hiddenStates, boolean embeddingLeaf) {
        /** The last hidden state alone. */
        public static final Wish NOTHING = new Wish(false, false, false);

        /** What each head looks at. */
        public static final Wish ATTENTIONS = new Wish(true, false, false);

        /** Attention weights and all hidden states. */
        public static final Wish EVERYTHING = new Wish(true, true, false);

        /** The embeddings as a leaf whose gradient can be asked for. */
        public static final Wish SALIENCY = new Wish(false, false, true);
    }

    /** The number of classes of a published classifier, in {@link #classifierShapes}: whatever the file has. */
    long ANY = -1;

    /**
     * The architecture a config.json describes.
     *
     * @throws GenomicsException if it is none that Jenomics reads, or a number is missing or does not fit the others
     */
    static Architecture of(JsonNode config) {
        return Family.read(config);
    }

    /** The weights of the encoder by checkpoint name, with their shapes, in order. */
    Map<String, long[]> encoderShapes();

    /** The weights of the language head; a checkpoint has all of them or none. */
    Map<String, long[]> languageShapes();

    /**
     * The weights of the classifier that a fine-tuned checkpoint may carry, with {@link #ANY} where the number of
     * classes stands; empty where the architecture has no published one.
     */
    default Map<String, long[]> classifierShapes() {
        return Map.of();
    }

    /** Tables that no training changes; computed where a checkpoint does not store them. */
    default Map<String, long[]> constantShapes() {
        return Map.of();
    }

    /** Every weight of encoder and language head by checkpoint name, with its shape, in order. */
    default Map<String, long[]> shapes() {
        var shapes = new LinkedHashMap<>(encoderShapes());
        shapes.putAll(languageShapes());
        return shapes;
    }

    /** What the names of the encoder begin with; some files leave it out. */
    String prefix();

    /** Under which other names checkpoints keep a tensor, the most usual first. */
    default List<String> otherNames(String tensor) {
        if (tensor.matches(".*[nN]orm\\.weight")) {
            return List.of(tensor.replaceFirst("weight$", "gamma"));
        }
        return tensor.matches(".*[nN]orm\\.bias") ? List.of(tensor.replaceFirst("bias$", "beta")) : List.of();
    }

    /** Whether published checkpoints carry this tensor though nothing here uses it. */
    default boolean ignores(String tensor) {
        return tensor.endsWith("position_ids");
    }

    /**
     * Runs the encoder.
     *
     * @param ids token numbers [B, T]
     * @param mask 1 for real tokens, 0 for padding at the end of a row [B, T]; null where nothing is padded
     * @throws GenomicsException if attention is wished for where there is none
     */
    Encoding encode(Network net, NDArray ids, NDArray mask, Wish wish);

    /**
     * What is pooled and handed to a new head [B, T, H], of the last hidden state: that itself, unless it holds two
     * strands side by side.
     */
    default NDArray readout(NDArray last) {
        return last;
    }

    /** Scores of the language head [..., V] for last hidden states. */
    NDArray tokenLogits(Network net, NDArray hidden);

    /**
     * Scores of the published classifier [B, classes] for the last hidden state [B, T, H].
     *
     * @throws GenomicsException if the architecture has none
     */
    default NDArray classLogits(Network net, NDArray last) {
        throw new GenomicsException("Jenomics knows no published classifier of this architecture: " + this + ".");
    }

    /** The module whose weight [V, H] holds the token embeddings. */
    String embeddingName();

    /** For every token the vector that the encoder begins with [V, W]; a saliency leaf has the same width. */
    default NDArray inputs(Network net) {
        return net.weight(embeddingName() + ".weight");
    }

    /** The modules LoRA goes to when nobody says, by the last part of their names. */
    List<String> defaultTargets();

    /** All linear modules of the encoder, by full name: what LoRA can go to. */
    default List<String> linearModules() {
        return encoderShapes().entrySet().stream()
                .filter(e -> e.getValue().length == 2 && e.getKey().endsWith(".weight"))
                .map(e -> e.getKey().substring(0, e.getKey().length() - ".weight".length()))
                .filter(module -> !module.contains("embeddings"))
                .toList();
    }

    /** How many tokens the embeddings know. */
    int vocabulary();

    /** H, the width of what is pooled. */
    int hidden();

    /** How many blocks there are. */
    int layers();

    /** Attention heads of a layer; 0 where there is no attention. */
    int heads();

    /** The longest input, special tokens included. */
    int maximumTokens();

    /** How many numbers for each token a block's mixing of positions keeps for its gradient, beside its inputs. */
    default double mixingNumbers() {
        return hidden();
    }

    /** How many numbers all blocks share, such as what is added to attention scores. */
    default double sharedNumbers(long rows, long tokens) {
        return 0;
    }

    /** How many numbers all weights have. */
    default long parameters() {
        return shapes().values().stream().mapToLong(Architecture::count).sum();
    }

    /**
     * Fresh weights: normal with deviation 0.02 (Devlin et al. 2019), divided by √(2L) for what adds to the residual
     * stream (Radford et al. 2019); norms one, biases zero. Each weight draws from its own name.
     */
    default Network initial(Seed seed) {
        var net = new Network();
        shapes().forEach((name, shape) ->
                net.put(name, net.scope().floats(initial(name, shape, seed.part(name)), shape)));
        return net;
    }

    /** Fresh values of one weight. */
    default float[] initial(String name, long[] shape, Seed seed) {
        float[] values = new float[(int) count(shape)];
        if (shape.length >= 2) {
            double deviation = name.matches(".*(output\\.dense|out_proj|mlp\\.wo|fc2)\\.weight")
                    ? 0.02 / Math.sqrt(2.0 * layers())
                    : 0.02;
            var random = new Random(seed.value());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
        } else if (name.toLowerCase(Locale.ROOT).matches(".*(norm|_ln|ln_f).*weight")) {
            Arrays.fill(values, 1);
        }
        return values;
    }

    /** How many numbers a tensor of this shape holds. */
    static long count(long... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** What to say where attention is asked of an architecture that has none. */
    static GenomicsException noAttention(String name, String instead) {
        return new GenomicsException(
                name + " has no attention to show: it mixes positions by " + instead
                        + ". What it looks at is answered by saliency: run.saliency(sequence).plot().",
                Map.of("architecture", name));
    }

    /**
     * A number of a config.json.
     *
     * @throws GenomicsException if it is absent or no whole number above 0
     */
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
