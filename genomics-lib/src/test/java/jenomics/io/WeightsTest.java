package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenomics.io.Safetensors.Pending;
import jenomics.io.Safetensors.Tensor;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
    private static final Path TORCH = Path.of("src/test/resources/golden/torch/protocol2.bin");
    private static final String ONE = "model-00001-of-00002.safetensors";
    private static final String TWO = "model-00002-of-00002.safetensors";

    @TempDir
    Path folder;

    private Path part(String name, float... values) {
        var tensors = new LinkedHashMap<String, Tensor>();
        for (float value : values) {
            tensors.put("w" + (int) value, Tensor.of(new float[] {value}, 1));
        }
        return Safetensors.write(folder.resolve(name), tensors, Map.of());
    }

    private Path index(String map) throws IOException {
        return Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                "{\"metadata\":{\"total_size\":12},\"weight_map\":" + map.replace('\'', '"') + "}");
    }

    private String refusal() {
        return assertThrows(GenomicsException.class, () -> Weights.open(folder)).getMessage();
    }

    @Test
    void oneFileIsPreferredToPartsAndSafetensorsToTorch() throws IOException {
        Files.copy(TORCH, folder.resolve("pytorch_model.bin"));
        assertEquals(77, Weights.open(folder).tensors().size());
        part(ONE, 1);
        var index = index("{'w1':'" + ONE + "'}");
        assertEquals(index, Weights.open(folder).file());
        var file = part("model.safetensors", 2);
        var weights = Weights.open(folder);
        assertEquals(file, weights.file());
        assertEquals(List.of(file), weights.parts());
        assertEquals(List.of("w2"), List.copyOf(weights.tensors().keySet()));
        assertEquals(Fingerprint.ofFile(file), weights.fingerprint());
    }

    @Test
    void partsAreReadInTheOrderOfTheirIndex() throws IOException {
        var one = part(ONE, 1, 9);
        var two = part(TWO, 2, 3);
        index("{'w3':'" + TWO + "','w1':'" + ONE + "','w2':'" + TWO + "'}");
        var weights = Weights.open(folder);
        assertEquals(List.of("w3", "w1", "w2"), List.copyOf(weights.tensors().keySet()));
        assertArrayEquals(new float[] {3}, weights.tensors().get("w3").floats());
        assertEquals(List.of(one, two), weights.parts());
        assertEquals(
                Fingerprint.of(Fingerprint.ofFile(one) + " " + ONE + "\n" + Fingerprint.ofFile(two) + " " + TWO + "\n"),
                weights.fingerprint());
    }

    @Test
    void partsMayBeTorchFiles() throws IOException {
        Files.copy(TORCH, folder.resolve("pytorch_model-00001-of-00001.bin"));
        Files.writeString(
                folder.resolve("pytorch_model.bin.index.json"),
                "{\"weight_map\":{\"slice\":\"pytorch_model-00001-of-00001.bin\"}}");
        assertArrayEquals(
                new float[] {0.5f, 1, 1.5f},
                Weights.open(folder).tensors().get("slice").floats());
    }

    @Test
    void aMissingPartAndAMissingTensorAreNamed() throws IOException {
        part(ONE, 1);
        var index = index("{'w1':'" + ONE + "','w2':'" + TWO + "'}");
        assertEquals(index + " names the part " + TWO + ", which is not there. Copy or download it again.", refusal());
        part(TWO, 3);
        assertEquals(
                index + " says that tensor 'w2' lies in " + TWO + ", which has none of that name. Do they belong to one"
                        + " checkpoint?",
                refusal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.safetensors",
                "/x.safetensors",
                "a/x.safetensors",
                "a\\x.bin",
                "x.py",
                ".bin",
                "",
                "..",
                "C:x.bin"
            })
    void aPartOutsideTheFolderIsRefused(String part) throws IOException {
        var index = index("{'w1':'" + part.replace("\\", "\\\\") + "'}");
        assertEquals(
                index + " names the part '" + part + "'; allowed are .safetensors and .bin files of the same folder.",
                refusal());
    }

    @Test
    void anIndexThatIsNoneSaysSo() throws IOException {
        var index = index("{}");
        assertEquals(index + " has no weight_map that says in which file each tensor lies.", refusal());
        index("[1]");
        assertEquals(index + " has no weight_map that says in which file each tensor lies.", refusal());
        index("{");
        assertTrue(refusal().startsWith(index + " is not JSON: "), refusal());
    }

    @ParameterizedTest
    @CsvSource({
        "tf_model.h5,TensorFlow",
        "flax_model.msgpack,Flax",
        "model.onnx,ONNX",
        "model-q4.gguf,GGUF",
        "rust_model.ot,Rust",
        "weights.ckpt,a training checkpoint",
        "model.pt,a torch file of unknown content"
    })
    void otherFormatsAreRefusedWithWhatIsNeeded(String file, String format) throws IOException {
        Files.writeString(folder.resolve(file), "x");
        Files.writeString(folder.resolve("config.json"), "{}");
        assertEquals(
                "The checkpoint " + folder + " has no model.safetensors, only " + file + " (" + format + "). Jenomics"
                        + " reads model.safetensors or pytorch_model.bin, whole or in parts with their index: look for a"
                        + " revision that has one.",
                refusal());
    }

    private static Map<String, Pending> pending(int count) {
        var tensors = new LinkedHashMap<String, Pending>();
        for (int i = 0; i < count; i++) {
            var tensor = Tensor.of(new float[] {i, i + 0.5f}, 2);
            tensors.put("w" + i, new Pending("F32", new long[] {2}, tensor::data));
        }
        return tensors;
    }

    private static void assertWritten(int count, Weights weights) {
        assertEquals(count, weights.tensors().size());
        for (int i = 0; i < count; i++) {
            assertArrayEquals(
                    new float[] {i, i + 0.5f}, weights.tensors().get("w" + i).floats());
        }
    }

    @Test
    void tooMuchForOneFileIsWrittenInParts() throws IOException {
        assertWritten(5, Weights.open(Weights.write(folder, pending(5), 16)));
        assertEquals(
                Set.of(
                        "model.safetensors.index.json",
                        "model-00001-of-00003.safetensors",
                        "model-00002-of-00003.safetensors",
                        "model-00003-of-00003.safetensors"),
                names());
        assertTrue(
                Files.readString(folder.resolve("model.safetensors.index.json")).contains("\"total_size\" : 40"));
    }

    @Test
    void oldWeightsAreRemovedAtTheEnd() throws IOException {
        Files.copy(TORCH, folder.resolve("pytorch_model.bin"));
        Weights.write(folder, pending(1), 1000);
        assertEquals(Set.of("model.safetensors"), names());
        assertWritten(3, Weights.open(Weights.write(folder, pending(3), 1)));
        assertEquals(4, names().size());
        assertWritten(2, Weights.open(Weights.write(folder, pending(2), 1)));
        assertEquals(3, names().size());
        assertWritten(4, Weights.open(Weights.write(folder, pending(4), 32)));
        assertEquals(Set.of("model.safetensors"), names());
    }

    @Test
    void aFailureHalfwayLeavesTheOldWeights() {
        Weights.write(folder, pending(2), 1000);
        var tensors = pending(3);
        tensors.put("w2", new Pending("F32", new long[] {2}, () -> {
            throw new IllegalStateException("stopped");
        }));
        for (long largest : new long[] {8, 1000}) {
            assertThrows(IllegalStateException.class, () -> Weights.write(folder, tensors, largest));
            assertWritten(2, Weights.open(folder));
        }
    }

    private Set<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void anAdapterIsNoModel() throws IOException {
        Files.writeString(folder.resolve("adapter_config.json"), "{}");
        assertEquals(
                "The checkpoint " + folder + " is an adapter, not a model. Open the model that its adapter_config.json"
                        + " names as base_model_name_or_path, and put the adapter on that.",
                refusal());
    }

    @Test
    void aFolderWithoutWeightsSaysSo() {
        assertEquals("The checkpoint " + folder + " has no model.safetensors.", refusal());
    }
}
