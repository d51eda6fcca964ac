package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.io.Safetensors;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.model.tuning.HeadOnly;
import jenomics.model.tuning.Lora;
import jenomics.nn.FrozenWeights;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.ProductSpeed;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frozen weights in bfloat16 beside adapters in float32. Java that reads a bfloat16 tensor would end this process. */
class FrozenWeightsTest {
    private static final FrozenChoice BFLOAT16 = new FrozenChoice(FrozenWeights.BFLOAT16, "as asked for");

    @TempDir
    static Path folder;

    private static GenomicModel model;

    @BeforeAll
    static void checkpoint() {
        model = GenomicModel.pretrained(Tiny.checkpoint(folder.resolve("base")));
    }

    private static FineTune plan() {
        return model.finetune(Task.binary("rich"))
                .training(t -> t.epochs(2).batchSize(8).learningRate(0.01).frozen(FrozenWeights.BFLOAT16))
                .baseline(3);
    }

    private static Split<SequenceSet> split() {
        return Split.of(Tiny.gcRich(48)).given("part");
    }

    private static FineTune wide(FineTune plan) {
        return plan.training(t -> t.frozen(FrozenWeights.FLOAT32));
    }

    private static float[] hidden(Golden golden, FrozenChoice choice, Wish wish) {
        var checkpoint = Checkpoint.open(golden.folder());
        var ids = golden.ids();
        try (var net = checkpoint.network(choice);
                var scope = Scope.open();
                var off = Grad.off()) {
            return checkpoint
                    .architecture()
                    .encode(net, scope.longs(ids.values(), ids.shape()), null, wish)
                    .last()
                    .toFloatArray();
        }
    }

    /** Length of the difference over the length of what is compared with. */
    private static double apart(float[] one, float[] reference) {
        double difference = IntStream.range(0, one.length)
                .mapToDouble(i -> Math.pow(one[i] - reference[i], 2))
                .sum();
        double length = IntStream.range(0, one.length)
                .mapToDouble(i -> Math.pow(reference[i], 2))
                .sum();
        return Math.sqrt(difference / length);
    }

    /** Each product is rounded to 8 bits, 0.4 %; through a few layers that stays within 3 %. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dnabert_k3",
                "nt_v1_6mer",
                "nt_v2_3mer",
                "esm2_rotary",
                "dnabert2",
                "gena_lm",
                "hyenadna",
                "caduceus_ps"
            })
    void everyArchitectureSaysNearlyTheSame(String name) {
        var golden = Golden.transformer(name);
        float[] reference = hidden(golden, FrozenChoice.FLOAT32, Wish.NOTHING);
        double apart = apart(hidden(golden, BFLOAT16, Wish.NOTHING), reference);
        assertTrue(apart > 0 && apart < 0.03, name + ": " + apart);
        if (!name.startsWith("hyena") && !name.startsWith("caduceus")) {
            double showing = apart(hidden(golden, BFLOAT16, Wish.ATTENTIONS), reference);
            assertTrue(showing > 0 && showing < 0.03, name + " with attentions: " + showing);
        }
    }

    static Stream<FineTune> methods() {
        var plan = plan();
        return Stream.of(
                plan.lora(r -> r.rank(2).everywhere().dropout(0.1)),
                plan.lora(r -> r.rank(2).pissa()),
                plan.lora(r -> r.rank(2).withBiases()),
                plan.dora(r -> r.rank(2).dropout(0.1)),
                plan.dora(r -> r.rank(2).dropout(0)),
                plan.ia3(),
                plan.lora(r -> r.rank(2)).training(t -> t.recompute(true)),
                plan.lora(r -> r.rank(2)).rehearse(Tiny.withMotif(6), r -> r.batchSize(2)),
                plan.headOnly());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void trainsSavesLoadsAndMerges(FineTune plan) throws Exception {
        var run = plan.fit(split());
        var reference = wide(plan).fit(split());
        var losses = run.history().losses();
        for (int i = 0; i < losses.size(); i++) {
            double wide = reference.history().losses().get(i).value();
            assertEquals(wide, losses.get(i).value(), 0.05 * (1 + wide), "loss " + i);
        }
        var other = Tiny.gcRich(12);
        double[][] said = run.predict(other).values();
        assertNear(reference.predict(other).values(), said, 0.1);

        var saved = run.save(folder.resolve("run" + System.identityHashCode(plan)));
        var loaded = Run.load(saved);
        boolean rewritten = run.plan().tuning().name().equals("PiSSA"); // as LoRA of twice the rank
        assertNear(said, loaded.predict(other).values(), rewritten ? 1e-4 : 0);
        assertTrue(isNarrow(loaded.encoder().net()));
        if (run.hung() != null) {
            assertSameFiles(reference.save(Path.of(saved + "-float32")), saved);
            var merged = run.merge();
            assertFalse(isNarrow(merged.encoder().net()));
            assertNear(said, merged.predict(other).values(), 0.05);
            var again = Run.load(merged.save(Path.of(saved + "-merged")));
            assertArrayEquals(
                    merged.predict(other).values(), again.predict(other).values());
            assertTrue(Files.exists(merged.saveModel(Path.of(saved + "-model")).resolve("model.safetensors")));
        }
    }

    private static void assertNear(double[][] expected, double[][] found, double most) {
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i], most);
        }
    }

    private static boolean isNarrow(Network net) {
        return Tiny.ESM.linearModules().stream().allMatch(module -> net.isNarrow(module + ".weight"));
    }

    /** The same names, shapes and types in PEFT's file, whatever the base was held in, and the same settings. */
    private static void assertSameFiles(Path one, Path other) throws Exception {
        var expected =
                Safetensors.open(one.resolve("adapter_model.safetensors")).tensors();
        var found = Safetensors.open(other.resolve("adapter_model.safetensors")).tensors();
        assertEquals(expected.keySet(), found.keySet());
        found.forEach((name, tensor) -> {
            assertEquals("F32", tensor.dtype(), name);
            assertArrayEquals(expected.get(name).shape(), tensor.shape(), name);
        });
        assertEquals(
                Files.readString(one.resolve("adapter_config.json")),
                Files.readString(other.resolve("adapter_config.json")));
    }

    @Test
    void whateverReadsWeightsLivesOn() {
        var run = plan().lora(r -> r.rank(2)).fit(split());
        var sequence = Tiny.gcRich(2).get(0);
        assertEquals(60, run.saliency(sequence).weights().length);
        assertEquals(2, run.attention(sequence).layers());
        assertEquals(2, run.embed(Tiny.gcRich(2)).values().length);
        assertFalse(isNarrow(run.interpolate(0.5).encoder().net()));
        assertTrue(run.quantize().after().bytes() > 0);
        assertTrue(run.prune(0.5).after().numbers() > 0);
        assertEquals(64, new RunWeights(run).fingerprint().sha256().length());
        var shelf = model.adapters().with("one", run);
        assertNear(
                run.predict(Tiny.gcRich(6)).values(),
                shelf.predict("one", Tiny.gcRich(6)).values(),
                0.05);
        assertTrue(run.toString().contains("bfloat16 (as asked for)"), run::toString);
        assertEquals("bfloat16 (as asked for)", run.provenance().facts().get("frozen weights held in"));
    }

    @Test
    void itTakesHalfTheMemory() {
        var checkpoint = model.checkpoint();
        var shapes = checkpoint.architecture().encoderShapes();
        long numbers = checkpoint.architecture().linearModules().stream()
                .mapToLong(
                        module -> Arrays.stream(shapes.get(module + ".weight")).reduce(1, (a, b) -> a * b))
                .sum();
        try (var wide = checkpoint.network();
                var narrow = checkpoint.network(BFLOAT16)) {
            assertEquals(2 * numbers, NetworkSize.bytes(wide) - NetworkSize.bytes(narrow));
            assertEquals(wide.names(), narrow.names());
        }
        var split = split();
        assertEquals(
                2 * numbers,
                wide(plan()).forecast(split).weights() - plan().forecast(split).weights());
        var random = model.randomWeights(3).checkpoint();
        try (var net = random.network(BFLOAT16)) {
            assertTrue(isNarrow(net));
        }
    }

    @Test
    void aWeightPutInItsPlaceIsFloat32Again() {
        try (var net = model.checkpoint().network(BFLOAT16);
                var scope = Scope.open()) {
            String name = "esm.encoder.layer.0.attention.self.query.weight";
            float[] stored = Tiny.weights(1).get(name).floats();
            assertArrayEquals(stored, net.weight(name).toFloatArray(), 0.01f);
            assertFalse(Arrays.equals(stored, net.weight(name).toFloatArray()), "nothing was rounded");
            net.put(name, scope.floats(stored, net.shape(name)));
            assertFalse(net.isNarrow(name));
            assertArrayEquals(stored, net.weight(name).toFloatArray());
        }
    }

    @Test
    void theFasterOneIsTakenAndSaysWhy() {
        var lora = Lora.standard();
        long[] shape = {2048, 512};
        var quick = new ProductSpeed(1024, 2048, 512, 0.020, 0.010);
        var slow = new ProductSpeed(1024, 2048, 512, 0.020, 0.019);
        assertEquals(
                "bfloat16 (measured: products of 1,024 tokens with [2048, 512]: float32 20.0 ms, bfloat16 10.0 ms)",
                FrozenChoice.of(FrozenWeights.MEASURED, lora, shape, each -> quick)
                        .toString());
        assertEquals(
                "float32 (measured: products of 1,024 tokens with [2048, 512]: float32 20.0 ms, bfloat16 19.0 ms)",
                FrozenChoice.of(FrozenWeights.MEASURED, lora, shape, each -> slow)
                        .toString());
        assertEquals(
                "",
                FrozenChoice.of(FrozenWeights.FLOAT32, lora, shape, each -> quick)
                        .toString());
        assertEquals(
                FrozenWeights.BFLOAT16,
                FrozenChoice.of(FrozenWeights.BFLOAT16, new HeadOnly(), shape, each -> slow)
                        .weights());
    }

    @Test
    void aMeasurementMeasures() {
        var speed = ProductSpeed.measure(64, 48, 32);
        assertTrue(speed.float32() > 0 && speed.float32() < 10, speed::toString);
        assertTrue(speed.bfloat16() > 0 && speed.bfloat16() < 10, speed::toString);
        var run = plan().training(t -> t.bfloat16().epochs(1)).fit(split());
        assertTrue(run.toString().contains("(measured: products of "), run::toString);
        var choice = run.fit().frozen();
        assertEquals(
                choice.weights() == FrozenWeights.BFLOAT16,
                isNarrow(run.encoder().net()));
        var tuned = model.contrastive()
                .lora(r -> r.rank(2))
                .training(t -> t.batchSize(4).frozen(FrozenWeights.BFLOAT16))
                .fit(Tiny.gcRich(8));
        assertEquals(8, tuned.embed(Tiny.gcRich(8)).values().length);
    }

    /** Measured again, the choice might be another: what the folder says counts. */
    @Test
    void aTrainingTakenUpAgainKeepsItsChoice() {
        var asked = plan().lora(r -> r.rank(2)).saveTo(folder.resolve("kept")).every(1000);
        var first = Resuming.stopped(() -> asked.fit(split()));
        assertTrue(first.interrupted());
        var kept = TrainingFolder.open(asked, split());
        try (kept) {
            assertEquals(BFLOAT16, kept.frozen().orElseThrow());
        }
        var run = asked.fit(split());
        var whole = asked.plan().fit(split());
        assertEquals(whole.history().losses(), run.history().losses());
        assertArrayEquals(
                whole.predict(Tiny.gcRich(6)).values(),
                run.predict(Tiny.gcRich(6)).values());
    }

    @Test
    void whereAllWeightsTrainNoneIsRounded() {
        assertEquals(
                "frozen(BFLOAT16) is for weights that do not train, and full fine-tuning trains them all, in float32:"
                        + " take .lora(), .dora(), .ia3() or .headOnly(), or leave .frozen(...) out.",
                assertThrows(GenomicsException.class, () -> plan().full().fit(split()))
                        .getMessage());
        var contrast = model.contrastive().full().training(t -> t.frozen(FrozenWeights.BFLOAT16));
        assertThrows(GenomicsException.class, () -> contrast.fit(Tiny.gcRich(8)));
        var measured = plan().full().training(t -> t.bfloat16().epochs(1)).fit(split());
        assertEquals("float32 (every weight trains)", measured.fit().frozen().toString());
        assertEquals(List.of(), measured.fit().frozen().rounded(Tiny.ESM));
        assertEquals(
                Map.of(),
                plan().training().frozen(FrozenWeights.FLOAT32).economy().facts());
    }
}
