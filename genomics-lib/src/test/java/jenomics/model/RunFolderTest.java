package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenomics.io.Safetensors;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Site;
import jenomics.nn.Schedule;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/transformers");

    @TempDir
    Path folder;

    private FineTune plan(Task task) {
        return GenomicModel.pretrained(Tiny.checkpoint(folder.resolve("base")))
                .finetune(task)
                .lora(r -> r.rank(2).targets("query", "output.dense"))
                .training(t -> t.epochs(1)
                        .batchSize(8)
                        .accumulate(2)
                        .learningRate(0.01)
                        .schedule(Schedule.trapezoid(1, 0.5)))
                .baseline(3);
    }

    /** The same predictions to the bit, the same table, the same plan. */
    private void assertReturns(Run run) {
        var loaded = Run.load(run.save(folder.resolve("run")));
        var other = Tiny.gcRich(20);
        assertArrayEquals(run.predict(other).values(), loaded.predict(other).values());
        assertEquals(run.describe().text(), loaded.describe().text());
        assertEquals(run.plan().training(), loaded.plan().training());
        assertEquals(modules(run), modules(loaded));
        assertEquals(run.plan().pooling(), loaded.plan().pooling());
        assertEquals(run.task(), loaded.task());
        assertEquals(run.history().losses(), loaded.history().losses());
        assertEquals(run.history().scores(), loaded.history().scores());
        assertEquals(provenance(run), provenance(loaded));
        var saliency = run.saliency(other.get(0)).weights();
        assertArrayEquals(saliency, loaded.saliency(other.get(0)).weights());
    }

    private static List<String> modules(Run run) {
        return run.plan().tuning() instanceof Lora lora
                ? lora.sites(Tiny.ESM).stream().map(Site::module).toList()
                : List.of();
    }

    /** As text; a loaded run names the modules that the architecture had proposed. */
    private static Map<String, String> provenance(Run run) {
        var facts = new TreeMap<String, String>();
        run.provenance().facts().forEach((name, value) -> facts.put(name, value.toString()));
        facts.remove("targets");
        return facts;
    }

    @Test
    void loraReturns() {
        assertReturns(plan(Task.binary("rich")).fit(Split.of(Tiny.gcRich(48)).given("part")));
    }

    @Test
    void fullReturns() {
        assertReturns(plan(Task.binary("rich"))
                .full()
                .training(t -> t.schedule(Schedule.constant()))
                .fit(Split.of(Tiny.gcRich(48)).given("part")));
    }

    @Test
    void headOnlyWithClsPoolingReturns() {
        assertReturns(plan(Task.binary("rich"))
                .headOnly()
                .pooling(Pooling.CLS)
                .training(t -> t.schedule(Schedule.linear(0.25)))
                .fit(Split.of(Tiny.gcRich(48)).given("part")));
    }

    /** As it is, eight bits included, whatever was trained. */
    @Test
    void whatWasMadeSmallerReturns() throws IOException {
        var split = Split.of(Tiny.gcRich(48)).given("part");
        for (var plan : List.of(
                plan(Task.binary("rich")),
                plan(Task.binary("rich")).headOnly(),
                plan(Task.binary("rich")).full())) {
            var run = plan.fit(split);
            var pruned = run.prune(0.5).run();
            var int8 = run.quantize().run();
            var other = Tiny.gcRich(20);
            for (var each : List.of(pruned, int8)) {
                var saved = each.save(folder.resolve("smaller"));
                var loaded = Run.load(saved);
                assertArrayEquals(
                        each.predict(other).values(), loaded.predict(other).values());
                assertFalse(Arrays.deepEquals(
                        run.predict(other).values(), loaded.predict(other).values()));
                assertEquals(
                        NetworkSize.bytes(each.encoder().net()),
                        NetworkSize.bytes(loaded.encoder().net()));
                assertEquals(new RunWeights(each).fingerprint(), new RunWeights(loaded).fingerprint());
            }
            var stored = Safetensors.open(folder.resolve("smaller/trained.safetensors"))
                    .tensors();
            assertEquals(
                    "I8",
                    stored.get("esm.encoder.layer.0.output.dense.int8_weight").dtype());
            assertFalse(stored.containsKey("esm.encoder.layer.0.output.dense.weight"));
        }
    }

    @Test
    void regressionOnRandomWeightsReturnsInItsUnits() {
        var set = Tiny.set(48, 7, (random, i) -> SequenceRecord.of("s" + i, Tiny.bases(random, 60, random.nextDouble()))
                .with("level", String.valueOf(1000 + 10 * i)));
        var model = GenomicModel.pretrained(Tiny.checkpoint(folder.resolve("base")));
        assertReturns(model.randomWeights(3)
                .finetune(Task.regression("level"))
                .training(t -> t.epochs(1).accumulate(1))
                .baseline(3)
                .fit(Split.of(set).given("part")));
    }

    @Test
    void aRunWithoutTestPartReturns() {
        var set = Tiny.gcRich(48).filter(r -> !r.attribute("part").equals("test"));
        assertReturns(plan(Task.binary("rich")).fit(Split.of(set).given("part")));
    }

    @Test
    void otherBaseWeightsAreRefused() {
        var run = plan(Task.binary("rich"))
                .training(t -> t.epochs(0))
                .fit(Split.of(Tiny.gcRich(48)).given("part"));
        var saved = run.save(folder.resolve("run"));
        var before = run.plan().model().fingerprint();
        Tiny.checkpoint(folder.resolve("base"), Tiny.config(), Tiny.weights(2));
        var now = GenomicModel.pretrained(folder.resolve("base")).fingerprint();
        var e = assertThrows(GenomicsException.class, () -> Run.load(saved));
        assertEquals(
                "The run in " + saved + " was made from " + folder.resolve("base") + " with weights " + before.brief()
                        + "…; the one here has " + now.brief()
                        + "…. The adapter fits only the weights it was trained on.",
                e.getMessage());
    }

    @Test
    void aFolderThatIsNoRunSaysWhatIsMissing() throws IOException {
        var e = assertThrows(GenomicsException.class, () -> Run.load(folder));
        assertEquals("The checkpoint " + folder + " has no run.json.", e.getMessage());
        Files.writeString(folder.resolve("run.json"), "{\"format\": 99}");
        e = assertThrows(GenomicsException.class, () -> Run.load(folder));
        assertEquals(folder.resolve("run.json") + " has format 99; this Jenomics reads format 1.", e.getMessage());
    }

    /** The adapter's file has the names and shapes that PEFT wrote for the same targets of the same model. */
    @Test
    void adapterFilesAreThoseOfPeft() {
        var run = GenomicModel.pretrained(GOLDEN.resolve("forward/nt_v2_3mer"))
                .finetune(Task.binary("rich"))
                .lora(r -> r.rank(4).alpha(8).dropout(0).targets("value", "query"))
                .training(t -> t.epochs(1))
                .baseline(3)
                .fit(Split.of(shorter()).given("part"));
        var saved = run.save(folder.resolve("run"));
        var golden = GOLDEN.resolve("training/nt_v2_3mer/lora/final_adapter");
        assertEquals(loraShapes(golden), loraShapes(saved));
        var config = Checkpoint.json(saved.resolve("adapter_config.json"));
        var peft = Checkpoint.json(golden.resolve("adapter_config.json"));
        for (String key : List.of(
                "peft_type",
                "task_type",
                "r",
                "lora_alpha",
                "lora_dropout",
                "target_modules",
                "bias",
                "fan_in_fan_out",
                "inference_mode",
                "use_rslora",
                "use_dora",
                "rank_pattern",
                "alpha_pattern",
                "revision")) {
            if (peft.path(key).isNumber()) {
                assertEquals(peft.path(key).asDouble(), config.path(key).asDouble(), key);
            } else {
                assertEquals(peft.path(key), config.path(key), key);
            }
        }
        var head = Safetensors.open(saved.resolve("adapter_model.safetensors")).tensors();
        assertArrayEquals(
                new long[] {1, 32},
                head.get("base_model.model.classifier.weight").shape());
        assertArrayEquals(
                new long[] {1}, head.get("base_model.model.classifier.bias").shape());
    }

    private static jenomics.sequence.SequenceSet shorter() {
        return Tiny.set(48, 3, (random, i) -> SequenceRecord.of("s" + i, Tiny.bases(random, 30, i % 2 == 0 ? 0.7 : 0.3))
                .with("rich", i % 2 == 0 ? "yes" : "no"));
    }

    private static Map<String, String> loraShapes(Path adapter) {
        var shapes = new TreeMap<String, String>();
        Safetensors.open(adapter.resolve("adapter_model.safetensors")).tensors().forEach((name, tensor) -> {
            if (name.contains(".lora_")) {
                shapes.put(name, tensor.dtype() + java.util.Arrays.toString(tensor.shape()));
            }
        });
        return shapes;
    }

    @Test
    void aDamagedAdapterNamesTheTensor() {
        var run = plan(Task.binary("rich"))
                .training(t -> t.epochs(0))
                .fit(Split.of(Tiny.gcRich(48)).given("part"));
        var saved = run.save(folder.resolve("run"));
        var file = saved.resolve("adapter_model.safetensors");
        var tensors = new TreeMap<>(Safetensors.open(file).tensors());
        String lost = "base_model.model.esm.encoder.layer.1.attention.self.query.lora_B.weight";
        var without = new TreeMap<>(tensors);
        without.remove(lost);
        assertRefused(
                file,
                without,
                saved,
                "This LoRA adapter (made for " + folder.resolve("base") + ") does not fit the model. '"
                        + lost.substring("base_model.model.".length())
                        + "' should have shape [16, 2] here; found none.");
        without = new TreeMap<>(tensors);
        without.put("base_model.model.classifier.weight", Safetensors.Tensor.of(new float[32], 2, 16));
        assertRefused(
                file, without, saved, saved + " should have 'classifier.weight' of shape [1, 16]; found [2, 16].");
    }

    private static void assertRefused(Path file, Map<String, Safetensors.Tensor> tensors, Path saved, String sentence) {
        Safetensors.write(file, tensors, Map.of());
        var e = assertThrows(GenomicsException.class, () -> Run.load(saved));
        assertEquals(sentence, e.getMessage());
    }

    @Test
    void aRunThatNobodyHoldsGivesItsMemoryBack() throws InterruptedException {
        var run = plan(Task.binary("rich"))
                .training(t -> t.epochs(0))
                .fit(Split.of(Tiny.gcRich(48)).given("part"));
        var weight = run.encoder().net().weight(Head.WEIGHT);
        System.gc();
        assertEquals(16, weight.toFloatArray().length);
        Reference.reachabilityFence(run);
        run = null;
        for (int i = 0; i < 50 && weight.getManager().isOpen(); i++) {
            System.gc();
            Thread.sleep(50);
        }
        assertThrows(IllegalStateException.class, weight::toFloatArray);
    }
}
