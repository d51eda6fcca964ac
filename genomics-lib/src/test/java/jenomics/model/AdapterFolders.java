package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import jenomics.io.Safetensors;

/** Two folders with adapters, told apart by what PEFT would see in them. */
final class AdapterFolders {
    /** What may differ: notes that change no numbers, and the value of which PEFT itself makes nothing. */
    private static final Set<String> NOTES = Set.of("base_model_name_or_path", "peft_version", "auto_mapping");

    private AdapterFolders() {}

    static void assertSame(Path golden, Path written) {
        var expected =
                Safetensors.open(golden.resolve("adapter_model.safetensors")).tensors();
        var found =
                Safetensors.open(written.resolve("adapter_model.safetensors")).tensors();
        assertEquals(new TreeSet<>(expected.keySet()), new TreeSet<>(found.keySet()));
        expected.forEach((name, tensor) -> {
            assertEquals(tensor.dtype(), found.get(name).dtype(), name);
            assertArrayEquals(tensor.shape(), found.get(name).shape(), name);
            assertArrayEquals(tensor.floats(), found.get(name).floats(), name);
        });
        assertSameConfig(
                Checkpoint.json(golden.resolve("adapter_config.json")),
                Checkpoint.json(written.resolve("adapter_config.json")));
    }

    private static void assertSameConfig(JsonNode golden, JsonNode written) {
        assertTrue(written.size() >= 8, written.toString());
        written.properties().forEach(entry -> {
            String key = entry.getKey();
            if (key.endsWith("modules") && entry.getValue().isArray()) {
                assertEquals(names(golden.path(key), key), names(entry.getValue(), key), key);
            } else if (key.equals("modules_to_save")) {
                assertTrue(names(golden.path(key), key).containsAll(names(entry.getValue(), key)), key);
            } else if (key.equals("task_type") && golden.path(key).isNull()) {
                assertEquals("SEQ_CLS", entry.getValue().asText(), "with a classifier the task is known");
            } else if (!NOTES.contains(key)) {
                var expected = golden.path(key);
                boolean same = expected.isNumber()
                        ? expected.asDouble() == entry.getValue().asDouble()
                        : expected.equals(entry.getValue());
                assertTrue(same, key + ": " + expected + " in PEFT's, " + entry.getValue() + " in ours");
            }
        });
    }

    private static Set<String> names(JsonNode list, String key) {
        var names = new TreeSet<String>();
        list.forEach(n -> names.add(n.asText()));
        return names;
    }
}
