package jenomics.model.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jenomics.provenance.GenomicsException;

/** The architectures there are; the first that recognises a config.json reads it. */
enum Family {
    MOSAIC_BERT("DNABERT-2", MosaicBert::recognises, MosaicBert::of),
    BERT("DNABERT and GENA-LM (BERT)", Bert::recognises, Bert::of),
    ESM("Nucleotide Transformer and ESM-2 (ESM)", Esm::recognises, Esm::of),
    HYENA("HyenaDNA", Hyena::recognises, Hyena::of),
    CADUCEUS("Caduceus", Caduceus::recognises, Caduceus::of);

    private final String title;
    private final Predicate<JsonNode> recognises;
    private final Function<JsonNode, Architecture> reader;

    Family(String title, Predicate<JsonNode> recognises, Function<JsonNode, Architecture> reader) {
        this.title = title;
        this.recognises = recognises;
        this.reader = reader;
    }

    static Architecture read(JsonNode config) {
        for (var family : values()) {
            if (family.recognises.test(config)) {
                return family.reader.apply(config);
            }
        }
        throw new GenomicsException(
                "config.json describes " + config.path("architectures") + " (model_type '"
                        + config.path("model_type").asText("absent") + "'); Jenomics knows "
                        + Arrays.stream(values()).map(f -> f.title).collect(Collectors.joining(", ")) + ".",
                Map.of("architectures", config.path("architectures").toString()));
    }

    /** Whether model_type, or else the names of the classes, say so. */
    static boolean named(JsonNode config, String modelType, String className) {
        var type = config.path("model_type").asText("");
        return type.isEmpty()
                ? config.path("architectures").toString().contains(className)
                : type.toLowerCase(Locale.ROOT).equals(modelType);
    }
}
