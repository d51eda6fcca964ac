package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.nn.Ops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers of transformers and of the authors' own code (golden/transformers/README.md says which and how they were
 * checked), float32, CPU, for every architecture. Positions without a real token are not compared.
 */
class ForwardGoldenTest {
    private static final Wish HIDDEN = new Wish(false, true, false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dnabert_k3",
                "dnabert_k6",
                "nt_v1_6mer",
                "nt_v2_3mer",
                "nt_v2_6mer",
                "esm2_rotary",
                "dnabert2",
                "gena_lm"
            })
    void attentionEncoders(String name) {
        var golden = Golden.transformer(name);
        try (var model = golden.load()) {
            for (var wish : List.of(Wish.NOTHING, Wish.EVERYTHING)) {
                model.encode(golden.ids(), golden.mask(), wish);
                model.assertHidden("last_hidden_state", model.last(), 5e-5);
                model.assertPooled("mean_pool", 5e-5);
                model.assertLogits("mlm_logits", 1e-4);
                assertEquals(wish.attentions() ? golden.count("attentions.") : 0, model.assertAttentions(1e-5));
                assertEquals(wish.hiddenStates() ? golden.count("hidden_states.") : 0, model.assertHiddenStates(5e-5));
            }
            model.encode(golden.masked(), golden.mask(), Wish.NOTHING);
            model.assertLogits("mlm_masked_logits", 1e-4);
        }
    }

    @Test
    void hyena() {
        var golden = Golden.transformer("hyenadna");
        try (var model = golden.load()) {
            for (var wish : List.of(Wish.NOTHING, HIDDEN)) {
                model.encode(golden.ids(), null, wish);
                model.assertHidden("last_hidden_state", model.last(), 5e-5);
                model.assertLogits("lm_logits", 2e-4);
                assertEquals(wish.hiddenStates() ? 3 : 0, model.assertHiddenStates(5e-5));
                model.encode(golden.single("input_ids"), null, wish);
                model.assertHidden("single.last_hidden_state", model.last(), 5e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"caduceus_ph", "caduceus_ps"})
    void caduceus(String name) {
        var golden = Golden.transformer(name);
        try (var model = golden.load()) {
            model.encode(golden.ids(), null, HIDDEN);
            model.assertHidden("last_hidden_state", model.last(), 5e-5);
            model.assertLogits("mlm_logits", 2e-4);
            model.encode(golden.masked(), null, Wish.NOTHING);
            model.assertLogits("mlm_masked_logits", 2e-4);
            model.encode(golden.single("input_ids"), null, Wish.NOTHING);
            model.assertHidden("single.last_hidden_state", model.last(), 5e-5);
            model.encode(golden.single("reverse_complement_ids"), null, Wish.NOTHING);
            model.assertHidden("single_rc.last_hidden_state", model.last(), 5e-5);
        }
    }

    /** Without fused_add_norm the halves of PS stay in their places. */
    @Test
    void caduceusUnfused() {
        var golden = Golden.transformer("caduceus_ps");
        golden.config().put("fused_add_norm", false);
        try (var model = golden.load()) {
            model.encode(golden.ids(), null, Wish.NOTHING);
            model.assertHidden("unfused.last_hidden_state", model.last(), 5e-5);
            model.assertLogits("unfused.mlm_logits", 2e-4);
        }
    }

    /** The other strand, read backwards with its channels in reverse order, is the same. */
    @Test
    void caduceusPsIsEquivariant() {
        var golden = Golden.transformer("caduceus_ps");
        try (var model = golden.load()) {
            model.encode(golden.single("input_ids"), null, Wish.NOTHING);
            float[] one = Ops.call("flip_both", model.last()).toFloatArray();
            model.encode(golden.single("reverse_complement_ids"), null, Wish.NOTHING);
            assertArrayEquals(one, model.last().toFloatArray(), 2e-5f);
            var all = Ops.call("masked_mean", model.architecture().readout(model.last()), model.ones());
            assertArrayEquals(golden.expected("rc_pool").floats(), all.toFloatArray(), 2e-5f);
        }
    }

    /** Written by newer versions of the libraries, some with a classifier, some with old names of the norms. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiny-dnabert3",
                "tiny-dnabert3-mlm",
                "tiny-ntv1-cls",
                "tiny-ntv1-mlm",
                "tiny-ntv2-mlm",
                "tiny-esm2-mlm",
                "tiny-dnabert2-cls"
            })
    void basesOfAdapters(String name) {
        var golden = Golden.adapterBase(name);
        boolean classifies = golden.expected("logits").shape().length == 2;
        try (var model = golden.load()) {
            for (var wish : List.of(Wish.NOTHING, Wish.EVERYTHING)) {
                model.encode(golden.ids(), golden.mask(), wish);
                model.assertHidden("hidden_states.2", model.last(), 5e-5);
                assertEquals(wish.attentions() ? 2 : 0, model.assertAttentions(1e-5));
                assertEquals(wish.hiddenStates() ? 2 : 0, model.assertHiddenStates(5e-5));
                if (classifies) {
                    var logits = model.architecture().classLogits(model.net(), model.last());
                    assertArrayEquals(golden.expected("logits").floats(), logits.toFloatArray(), 1e-4f);
                } else {
                    model.assertLogits("logits", 1e-4);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dnabert_k3",
                "dnabert_k6",
                "nt_v1_6mer",
                "nt_v2_3mer",
                "nt_v2_6mer",
                "esm2_rotary",
                "dnabert2",
                "gena_lm",
                "hyenadna",
                "caduceus_ph",
                "caduceus_ps"
            })
    void tokenizersAgree(String name) {
        var golden = Golden.transformer(name);
        var tokenizer = Checkpoint.open(golden.folder()).tokenizer();
        int compared = 0;
        for (JsonNode one : golden.inputs().path("tokenize")) {
            String text = one.path("text").asText();
            var ids = one.has("ids_if_uppercased") ? one.path("ids_if_uppercased") : one.path("ids");
            boolean blanksAreDropped = !name.equals("esm2_rotary") || text.matches("\\S*");
            if (blanksAreDropped) {
                assertArrayEquals(Golden.ints(ids), tokenizer.encode(text).ids(), text);
                compared++;
            }
        }
        assertTrue(compared >= 15, compared + " texts");
    }

    /** Newer files write each merge as a pair. */
    @Test
    void bothWaysToWriteMergesAreRead() {
        var golden = Golden.transformer("gena_lm");
        var old = BpeTokenizer.read(golden.folder().resolve("tokenizer.json"));
        var pairs = BpeTokenizer.read(golden.folder().resolve("tokenizer.pairs-merges.json"));
        assertEquals(old.vocabulary(), pairs.vocabulary());
        for (JsonNode one : golden.inputs().path("tokenize")) {
            String text = one.path("text").asText();
            assertArrayEquals(old.encode(text).ids(), pairs.encode(text).ids(), text);
        }
    }

    @Test
    void aCheckpointInsideAJarIsTheSame(@TempDir Path folder) throws Exception {
        var uri = URI.create("jar:" + folder.resolve("models.jar").toUri());
        var golden = Golden.transformer("nt_v2_3mer").folder();
        try (var jar = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
            for (var name : List.of("config.json", "vocab.txt", "model.safetensors")) {
                Files.copy(golden.resolve(name), jar.getPath(name));
            }
        }
        try (var jar = FileSystems.newFileSystem(uri, Map.of())) {
            var inside = Checkpoint.open(jar.getPath("/"));
            assertEquals(Checkpoint.open(golden).fingerprint(), inside.fingerprint());
            try (var net = inside.network()) {
                assertTrue(
                        net.names().containsAll(inside.architecture().shapes().keySet()));
            }
        }
    }
}
