package jenomics.model.tuning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Network;

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

    /**
     * All modules of an encoder that can carry an adapter, told by the names and shapes of its weights.
     *
     * @param net a pooler between encoder and classifier counts if this has one; null: the encoder alone
     */
    static List<Site> of(Architecture architecture, Network net) {
        var shapes = new LinkedHashMap<>(architecture.encoderShapes());
        var modules = new ArrayList<>(List.of(architecture.embeddingName()));
        modules.addAll(architecture.linearModules());
        architecture.classifierShapes().forEach((name, shape) -> {
            if (net != null && net.has(name) && !isOfHead(name)) {
                shapes.put(name, shape);
                if (name.endsWith(WEIGHT)) {
                    modules.add(name.substring(0, name.length() - WEIGHT.length()));
                }
            }
        });
        return modules.stream()
                .map(module -> {
                    long[] shape = shapes.get(module + WEIGHT);
                    return new Site(
                            module,
                            module.equals(architecture.embeddingName()),
                            (int) shape[0],
                            (int) shape[1],
                            shapes.containsKey(module + ".bias"));
                })
                .toList();
    }

    /** Whether a weight belongs to what follows the encoder, which is stored whole and never carries an adapter. */
    public static boolean isOfHead(String weight) {
        return weight.startsWith("classifier.") || weight.startsWith("score.") || weight.startsWith("segments.");
    }

    /** The number of the block that a module is part of, or -1. */
    public static int block(String module) {
        return TargetModules.layer(module);
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
