package jenomics.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import jenomics.model.tuning.Dora;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.HeadOnly;
import jenomics.model.tuning.Ia3;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Tuning;
import jenomics.provenance.GenomicsException;

/** A {@link Tuning} as it stands in run.json: its kind, and every component of its record by name. */
final class SavedTuning {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final Map<String, Class<? extends Tuning>> KINDS = Map.of(
            "Lora", Lora.class, "Dora", Dora.class, "Ia3", Ia3.class, "Full", Full.class, "HeadOnly", HeadOnly.class);

    private SavedTuning() {}

    static ObjectNode write(Tuning tuning) {
        ObjectNode node = JSON.valueToTree(tuning);
        return node.put("kind", tuning.getClass().getSimpleName());
    }

    static Tuning read(JsonNode node) {
        String kind = node.path("kind").asText();
        var type = KINDS.get(kind);
        if (type == null) {
            throw new GenomicsException(
                    "run.json names the tuning '" + kind + "'; there are " + new java.util.TreeSet<>(KINDS.keySet())
                            + ".",
                    Map.of("tuning", kind));
        }
        try {
            return JSON.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new GenomicsException(
                    "run.json does not describe a tuning of kind " + kind + ": " + e.getOriginalMessage() + ".",
                    Map.of("tuning", node.toString()),
                    e);
        }
    }
}
