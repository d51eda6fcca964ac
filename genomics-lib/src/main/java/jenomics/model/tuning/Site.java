package jenomics.model.tuning;

import java.util.List;
import java.util.Map;

/**
 * A module of a network that an adapter can be hung on: a linear layer, or an embedding table.
 *
 * @param module its full name, such as {@code esm.encoder.layer.0.attention.self.query}
 * @param embedding whether it is a table of embeddings
 * @param rows of its weight: outputs of a linear layer, tokens of a table
 * @param columns of its weight: inputs of a linear layer, width of a table
 * @param bias whether it has a bias
 */
public record Site(String module, boolean embedding, int rows, int columns, boolean bias) {
    private static final String WEIGHT = ".weight";

    /** The layers whose heads are trained as a whole or not at all, and never carry an adapter. */
    private static final List<String> HEADS = List.of("lm_head.", "cls.", "classifier.", "score.", "esm.contact_head.");

    /** All modules of an encoder that can carry an adapter, told by the names and shapes of its weights. */
    static List<Site> of(Map<String, long[]> shapes) {
        return shapes.entrySet().stream()
                .filter(e -> e.getValue().length == 2 && e.getKey().endsWith(WEIGHT))
                .filter(e -> !isOfHead(e.getKey()))
                .map(e -> of(e.getKey().substring(0, e.getKey().length() - WEIGHT.length()), e.getValue(), shapes))
                .toList();
    }

    /** Whether a weight belongs to a head, not to the encoder. */
    static boolean isOfHead(String weight) {
        return HEADS.stream().anyMatch(weight::startsWith);
    }

    private static Site of(String module, long[] shape, Map<String, long[]> shapes) {
        return new Site(
                module,
                module.contains("embeddings"),
                (int) shape[0],
                (int) shape[1],
                shapes.containsKey(module + ".bias"));
    }

    /** The name of its weight in a network, [rows, columns]. */
    public String weight() {
        return module + WEIGHT;
    }

    /** The name of its bias in a network, [rows]. */
    public String biasName() {
        return module + ".bias";
    }
}
