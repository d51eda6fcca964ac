package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.io.Safetensors;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.nn.Grad;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of transformers 5.12.1 (see golden/transformers/README.md), float32, CPU. */
class ForwardGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/transformers/forward/nt_v2_3mer");

    @Test
    void nucleotideTransformerLayout() {
        var checkpoint = Checkpoint.open(FOLDER);
        var expected = Safetensors.open(FOLDER.resolve("expected.safetensors")).tensors();
        long[] shape = expected.get("input_ids").shape();
        long[] real = expected.get("attention_mask").longs();
        try (var net = checkpoint.network();
                var scope = Scope.open();
                var off = Grad.off()) {
            var ids = scope.longs(expected.get("input_ids").longs(), shape);
            var mask = scope.longs(real, shape);
            for (var wish : List.of(Wish.NOTHING, Wish.EVERYTHING)) {
                var encoding = checkpoint.architecture().encode(net, ids, mask, wish);
                assertClose("last_hidden_state", expected, encoding.last(), real, 5e-5);
                var logits = checkpoint.architecture().tokenLogits(net, encoding.last());
                assertClose("mlm_logits", expected, logits, real, 1e-4);
                assertClose("mean_pool", expected, Ops.call("masked_mean", encoding.last(), mask), null, 5e-5);
                for (int layer = 0; layer < encoding.attentions().size(); layer++) {
                    assertAttention(
                            "attentions." + layer,
                            expected,
                            encoding.attentions().get(layer),
                            real,
                            shape);
                }
                for (int layer = 0; layer + 1 < encoding.hiddenStates().size(); layer++) {
                    assertClose(
                            "hidden_states." + layer,
                            expected,
                            encoding.hiddenStates().get(layer),
                            real,
                            5e-5);
                }
            }
        }
    }

    @Test
    void aCheckpointInsideAJarIsTheSame(@TempDir Path folder) throws Exception {
        var uri = URI.create("jar:" + folder.resolve("models.jar").toUri());
        try (var jar = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
            for (var name : List.of("config.json", "vocab.txt", "model.safetensors")) {
                Files.copy(FOLDER.resolve(name), jar.getPath(name));
            }
        }
        try (var jar = FileSystems.newFileSystem(uri, Map.of())) {
            var inside = Checkpoint.open(jar.getPath("/"));
            assertEquals(Checkpoint.open(FOLDER).fingerprint(), inside.fingerprint());
            try (var net = inside.network()) {
                assertTrue(net.weights()
                        .keySet()
                        .containsAll(inside.architecture().shapes().keySet()));
            }
        }
    }

    @Test
    void tokenizerAgrees() throws Exception {
        var tokenizer = Checkpoint.open(FOLDER).tokenizer();
        var cases = Checkpoint.json(FOLDER.resolve("inputs.json")).path("tokenize");
        int compared = 0;
        for (var c : cases) {
            String text = c.path("text").asText();
            if (text.matches("\\S*")) {
                var ids = new ArrayList<Integer>();
                c.path("ids_if_uppercased").forEach(id -> ids.add(id.asInt()));
                assertArrayEquals(
                        ids.stream().mapToInt(Integer::intValue).toArray(),
                        tokenizer.encode(text).ids(),
                        text);
                compared++;
            }
        }
        assertEquals(16, compared);
    }

    private static void assertClose(
            String name, Map<String, Safetensors.Tensor> expected, NDArray actual, long[] real, double tolerance) {
        float[] want = expected.get(name).floats();
        float[] got = actual.toFloatArray();
        assertEquals(want.length, got.length, name);
        int width = real == null ? want.length : want.length / real.length;
        for (int i = 0; i < want.length; i++) {
            if (real == null || real[i / width] == 1) {
                assertEquals(want[i], got[i], tolerance, name + " at " + i);
            }
        }
    }

    private static void assertAttention(
            String name, Map<String, Safetensors.Tensor> expected, NDArray actual, long[] real, long[] shape) {
        float[] want = expected.get(name).floats();
        float[] got = actual.toFloatArray();
        int length = (int) shape[1];
        int heads = want.length / real.length / length;
        for (int i = 0; i < want.length; i++) {
            int query = i / length % length;
            int batch = i / length / length / heads;
            if (real[batch * length + query] == 1) {
                assertEquals(want[i], got[i], 1e-5, name + " at " + i);
            }
        }
    }
}
