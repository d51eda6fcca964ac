package jenomics.model.pretraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jenomics.ChildJvm;
import jenomics.io.Snapshots;
import jenomics.model.GenomicModel;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a program: begun, killed, taken up again; the numbers must be those of a run that was left alone. */
class PretrainTest {
    private static final Map<String, String> PLAN = Map.ofEntries(
            Map.entry("hidden", "16"),
            Map.entry("layers", "1"),
            Map.entry("heads", "2"),
            Map.entry("feedForward", "32"),
            Map.entry("tokens", "32"),
            Map.entry("batch", "2"),
            Map.entry("warmupSteps", "20"),
            Map.entry("threads", "1"));

    @TempDir
    static Path folder;

    private static Path genomes;
    private static Path whole;

    @BeforeAll
    static void anUninterruptedRun() {
        genomes = SmallGenomes.write(folder.resolve("genomes"));
        whole = folder.resolve("whole");
        Pretrain.run(genomes, whole, plan(600));
    }

    private static PretrainingPlan plan(int steps) {
        var options = new LinkedHashMap<>(PLAN);
        options.put("steps", String.valueOf(steps));
        return PretrainingPlan.YEAST_BASE.with(options);
    }

    private static void assertSameModel(Path one, Path other) throws IOException {
        for (String file : List.of("model.safetensors", "config.json", "vocab.txt")) {
            assertArrayEquals(Files.readAllBytes(one.resolve(file)), Files.readAllBytes(other.resolve(file)), file);
        }
        var state = newest(one);
        var same = newest(other);
        assertEquals(state.facts().get("curve"), same.facts().get("curve"));
        state.tensors()
                .forEach((name, tensor) ->
                        assertEquals(tensor.data(), same.tensors().get(name).data(), name));
    }

    private static Snapshots.Snapshot newest(Path folder) {
        return new Snapshots(folder).newest().orElseThrow();
    }

    @Test
    void killedAndTakenUpAgainIsBitEqual() throws Exception {
        var out = folder.resolve("killed");
        var log = folder.resolve("killed.log").toFile();
        var process = new ProcessBuilder(command(out))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            var state = out.resolve("step-250.safetensors");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!Files.exists(state) && process.isAlive() && System.nanoTime() < end) {
                Thread.sleep(5);
            }
            process.destroyForcibly().waitFor();
            assertTrue(Files.exists(state), () -> read(log.toPath()));
        } finally {
            process.destroyForcibly();
        }
        assertFalse(Files.exists(out.resolve("model.safetensors")), "it was killed before its end");
        long step = newest(out).step();
        assertTrue(step >= 250 && step < 600, "killed after step " + step);
        Pretrain.run(genomes, out, plan(600));
        assertSameModel(whole, out);
    }

    private static List<String> command(Path out) {
        var arguments =
                new ArrayList<>(List.of("--genomes", genomes.toString(), "--out", out.toString(), "--steps", "600"));
        PLAN.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
        return ChildJvm.command(Pretrain.class, arguments);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aLongerRunBroughtToItsEndEarlierIsTheDirectOne() throws IOException {
        var out = folder.resolve("longer");
        stopAfterFirstSave(out, plan(4000));
        Pretrain.run(genomes, out, plan(600));
        assertSameModel(whole, out);
    }

    /** Runs up to the first save; what was done after it is lost, as by a crash. */
    private static void stopAfterFirstSave(Path out, PretrainingPlan plan) throws IOException {
        var first = out.resolve("step-250.safetensors");
        var watch = new Thread(() -> {
            try {
                while (!Files.exists(first)) {
                    Thread.sleep(2);
                }
                Thread.sleep(50);
                jenomics.provenance.StopSignal.request();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        watch.start();
        Pretrain.run(genomes, out, plan);
        assertFalse(Files.exists(out.resolve("model.safetensors")), "it was stopped");
        assertTrue(newest(out).step() > 250, "it went on for a while");
        while (newest(out).step() > 250) {
            Files.delete(out.resolve("step-" + newest(out).step() + ".safetensors"));
        }
        assertEquals(250, newest(out).step());
    }

    @Test
    void aDamagedStateIsPassedOver() throws IOException {
        var out = folder.resolve("damaged");
        Files.createDirectories(out);
        Files.copy(whole.resolve("step-500.safetensors"), out.resolve("step-500.safetensors"));
        Files.writeString(out.resolve("step-600.safetensors"), "cut off");
        Pretrain.run(genomes, out, plan(600));
        assertSameModel(whole, out);
    }

    @Test
    void aRunWhoseRateHasFallenIsNotMadeLongerOrShorter() throws IOException {
        var out = folder.resolve("over");
        Files.createDirectories(out);
        Files.copy(whole.resolve("step-600.safetensors"), out.resolve("step-600.safetensors"));
        for (int steps : new int[] {1000, 300}) {
            var e = assertThrows(GenomicsException.class, () -> Pretrain.run(genomes, out, plan(steps)));
            assertEquals(
                    "The state in " + out
                            + " is at step 600 of 600, where the learning rate of a run with the number of steps asked"
                            + " for would have been another (or the run over). Ask for 600 steps, or give another --out"
                            + " folder.",
                    e.getMessage());
        }
    }

    @Test
    void anotherPlanInTheSameFolderIsRefused() {
        int threads = jenomics.nn.Torch.threads();
        var other = plan(600).with(Map.of("learningRate", "0.002", "threads", String.valueOf(threads + 1)));
        var e = assertThrows(GenomicsException.class, () -> Pretrain.run(genomes, whole, other));
        assertEquals(
                "The state in " + whole + " belongs to another pretraining (other settings or other genomes). Give"
                        + " another --out folder, or remove its step-*.safetensors to begin anew.",
                e.getMessage());
        assertEquals(threads, jenomics.nn.Torch.threads(), "threads are what they were");
    }

    @Test
    void theFolderIsAModel() {
        var model = GenomicModel.pretrained(whole);
        assertEquals(plan(600).architecture(75).parameters(), model.parameters());
        assertEquals(63 * 3, model.longestBp());
        var embeddings = model.embed(SequenceSet.of(List.of(SequenceRecord.of("a", "ACGTACGTTTGCA"))));
        assertEquals(16, embeddings.width());
        assertTrue(Float.isFinite(embeddings.values()[0][0]));
    }

    @Test
    void itsCardSaysWhatItWasMadeOf() throws IOException {
        var card = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(whole.resolve("pretraining.json").toFile());
        assertEquals(2, card.path("genomes_sha256").size());
        assertEquals(4000, card.path("training_bp").asInt());
        assertEquals(3, card.path("held_out").size());
        assertEquals(600, card.path("plan").path("steps").asInt());
        assertEquals(12, card.path("curve").path("trainingLosses").size(), "one mean for every 50 steps");
        assertEquals(2, card.path("curve").path("validationLosses").size(), "at 500 and at the end");
        double first = card.path("curve").path("trainingLosses").path(0).asDouble();
        double last = card.path("curve").path("trainingLosses").path(11).asDouble();
        assertTrue(last < first - 0.5, "from " + first + " to " + last);
        assertEquals(
                "[\"genome1 mt (mitochondrial)\",\"genome2 mt (mitochondrial)\"]",
                card.path("left_out").toString());
    }

    @Test
    void optionsAreChecked() {
        var base = PretrainingPlan.YEAST_BASE;
        var e = assertThrows(GenomicsException.class, () -> base.with(Map.of("hiden", "3")));
        assertTrue(e.getMessage().startsWith("There is no pretraining option --hiden; there are [k, hidden, layers,"));
        e = assertThrows(GenomicsException.class, () -> base.with(Map.of("hidden", "wide")));
        assertTrue(e.getMessage().startsWith("A pretraining option has a value of the wrong kind: "), e.getMessage());
        assertEquals(List.of("II", "III"), base.with(Map.of("test", "II,III")).test());
    }
}
