package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import jenomics.io.Safetensors;
import jenomics.io.Safetensors.Tensor;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Adapters that PEFT 0.21 saved, on models with transformers' own heads: hanging, merged and written again
 * (golden/adapters, golden/transformers/training/adapter_variants).
 */
class AdapterGoldenTest {
    private static final Map<String, String> BASES = Map.of("dnabert3", "tiny-dnabert3", "ntv1", "tiny-ntv1-cls");

    @TempDir
    Path temporary;

    /** An adapter on its base, with golden numbers. */
    private static class Case implements AutoCloseable {
        final Path folder;
        final Checkpoint checkpoint;
        final Map<String, Tensor> expected;
        final Map<String, Tensor> batch;
        final SavedAdapter adapter;
        final Network net;

        Case(Path folder, Path base, Path expected) {
            this.folder = folder;
            checkpoint = Checkpoint.open(base);
            this.expected = Safetensors.open(expected).tensors();
            batch = this.expected;
            adapter = SavedAdapter.read(folder);
            net = checkpoint.network();
            checkpoint.addClassifier(net);
        }

        float[] logits() {
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                return batch(scope).logits(checkpoint.architecture(), net).toFloatArray();
            }
        }

        GoldenBatch batch(Scope scope) {
            return GoldenBatch.of(scope, batch);
        }

        void hangsAndMerges(String hanging, String merged) {
            adapter.onto(net, checkpoint.architecture());
            float[] before = logits();
            assertArrayEquals(expected.get(hanging).floats(), before, 1e-4f);
            adapter.method().merge(net, checkpoint.architecture());
            assertTrue(
                    net.names().stream().noneMatch(PeftTensors::isAdapters),
                    "a merged network has no adapter tensors left");
            assertArrayEquals(before, logits(), 1e-5f);
            if (expected.containsKey(merged)) {
                assertArrayEquals(expected.get(merged).floats(), logits(), 1e-4f);
            }
        }

        @Override
        public void close() {
            net.close();
        }
    }

    private static Case published(String name) {
        String base = BASES.get(name.replaceFirst("-.*", ""));
        var folder = SharedFolder.file("golden/adapters/adapters/" + name);
        return new Case(folder, SharedFolder.file("golden/adapters/" + base), folder.resolve("expected.safetensors"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lora",
                "lora-dense",
                "lora-bias",
                "lora-embedding",
                "rankpattern",
                "rslora",
                "dora",
                "pissa",
                "ia3",
                "adalora",
                "vera"
            })
    void everyPublishedAdapterGivesPeftsNumbers(String method) {
        for (var base : BASES.keySet()) {
            try (var golden = published(base + "-" + method)) {
                golden.hangsAndMerges("logits", "logits_merged");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lora", "lora-dense", "lora-bias", "lora-embedding", "rankpattern", "rslora", "dora", "ia3"})
    void everyPublishedAdapterIsWrittenAsPeftWroteIt(String method) {
        for (var base : BASES.keySet()) {
            var folder = SharedFolder.file("golden/adapters/adapters/" + base + "-" + method);
            AdapterFolders.assertSame(folder, SavedAdapter.read(folder).save(temporary.resolve(base + method)));
        }
    }

    /** PEFT's names are not kept, so the numbers must be. */
    @ParameterizedTest
    @ValueSource(strings = {"pissa", "adalora", "vera"})
    void whatHasNoNameOfItsOwnIsWrittenAsTheLoraItIsEqualTo(String method) {
        for (var base : BASES.keySet()) {
            try (var golden = published(base + "-" + method)) {
                golden.adapter.onto(golden.net, golden.checkpoint.architecture());
                var head = new TreeSet<>(golden.net.names());
                head.removeIf(name -> !name.startsWith("classifier."));
                var saved = SavedAdapter.of(
                                golden.net, golden.checkpoint.architecture(), golden.adapter.method(), "x", head)
                        .save(temporary.resolve(base + method));
                assertEquals(
                        "true",
                        Checkpoint.json(saved.resolve("adapter_config.json"))
                                .path("init_lora_weights")
                                .asText());
                try (var again =
                        new Case(saved, golden.checkpoint.folder(), golden.folder.resolve("expected.safetensors"))) {
                    again.hangsAndMerges("logits", "logits_merged");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert_all_linear_lora_bias", "bert_embedding_lora", "bert_regex_patterns_bias"})
    void variantsGivePeftsNumbersAndGradients(String name) {
        var folder = SharedFolder.file("golden/transformers/training/adapter_variants/" + name);
        var base = SharedFolder.file("golden/transformers/forward/dnabert_k3");
        var numbers = Checkpoint.json(SharedFolder.file("golden/transformers/training/dnabert_k3/batch.json"));
        try (var golden = new Case(folder.resolve("adapter"), base, folder.resolve("tensors.safetensors")) {
            @Override
            GoldenBatch batch(Scope scope) {
                return GoldenBatch.of(scope, numbers);
            }
        }) {
            golden.adapter.onto(golden.net, golden.checkpoint.architecture());
            assertArrayEquals(golden.expected.get("logits").floats(), golden.logits(), 1e-4f);
            assertGradients(
                    golden,
                    Checkpoint.json(folder.resolve("case.json")).path("loss").asDouble());
            golden.adapter.method().merge(golden.net, golden.checkpoint.architecture());
            assertArrayEquals(golden.expected.get("logits_merged").floats(), golden.logits(), 1e-4f);
            AdapterFolders.assertSame(folder.resolve("adapter"), golden.adapter.save(temporary.resolve(name)));
        }
    }

    private static void assertGradients(Case golden, double expectedLoss) {
        var trained = golden.adapter.tensors().keySet().stream()
                .map(name -> new Parameter(name, golden.net.weight(name), 0, 1))
                .toList();
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var batch = golden.batch(scope);
            var loss = Ops.call(
                    "cross_entropy", batch.logits(golden.checkpoint.architecture(), golden.net), batch.labels(), null);
            assertEquals(expectedLoss, loss.getFloat(), 1e-5);
            Grad.backward(loss);
        }
        for (var parameter : trained) {
            String peft = PeftTensors.write(golden.adapter.tensors()).keySet().stream()
                    .filter(n -> n.replace(".base_layer.", ".").equals("base_model.model." + parameter.name()))
                    .findFirst()
                    .orElseThrow();
            try (var gradient = parameter.tensor().getGradient()) {
                assertArrayEquals(golden.expected.get("grad." + peft).floats(), gradient.toFloatArray(), 1e-5f, peft);
            }
            parameter.tensor().setRequiresGradient(false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "dnabert2_wqkv_gated")
    void dnabert2(String name) {
        var folder = SharedFolder.file("golden/transformers/training/adapter_variants/" + name);
        try (var golden = new Case(
                        folder.resolve("adapter"),
                        SharedFolder.file("golden/transformers/forward/dnabert2"),
                        folder.resolve("tensors.safetensors"));
                var scope = Scope.open()) {
            golden.expected.forEach((tensor, value) -> {
                if (tensor.startsWith("head.")) {
                    golden.net.put(tensor.substring("head.".length()), Checkpoint.load(scope, value));
                }
            });
            golden.hangsAndMerges("logits", "logits_merged");
            AdapterFolders.assertSame(folder.resolve("adapter"), golden.adapter.save(temporary.resolve(name)));
        }
    }
}
