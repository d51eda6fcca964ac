package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import jenomics.ChildJvm;
import jenomics.learn.Task;
import jenomics.nn.FrozenWeights;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrastive tunings that were stopped and taken up again, saved and opened. */
class ResumableContrastTest {
    private static final SequenceSet SET = Tiny.withMotif(21); // batches of 4, and one of a single sequence

    @TempDir
    static Path folder;

    private static GenomicModel model;

    @BeforeAll
    static void checkpoint() {
        model = GenomicModel.pretrained(Tiny.checkpoint(folder.resolve("base")));
    }

    private static SimCse plan() {
        return model.contrastive()
                .lora(r -> r.rank(2))
                .training(t -> t.epochs(2).batchSize(4).learningRate(0.01));
    }

    static Stream<SimCse> methods() {
        return Stream.of(
                plan(),
                plan().strands().dora(r -> r.rank(2)),
                plan().lora(r -> r.rank(2).pissa()),
                plan().training(t -> t.frozen(FrozenWeights.BFLOAT16)),
                plan().full());
    }

    /** Fits with a Stop as soon as one more step has been made. */
    private static Embedder stopped(ResumableContrast asked) {
        var before = Progress.showOn((progress, last) -> {
            if (progress.what().startsWith("contrastive") && !last) {
                StopSignal.request();
            }
        });
        try {
            return asked.fit(SET);
        } finally {
            Progress.showOn(before);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void stoppedAfterEveryStepItIsTheSame(SimCse plan) {
        var asked = plan.saveTo(folder.resolve("run" + System.identityHashCode(plan)))
                .every(1000);
        var whole = plan.fit(SET);
        int stops = 0;
        while (!Files.exists(asked.folder().resolve(EmbedderFolder.FILE))) {
            stopped(asked);
            assertTrue(++stops < 40, "it never ends");
        }
        assertTrue(stops > 8, stops + " stops");
        assertEquals(List.of(), Resuming.states(asked.folder()));
        var loaded = asked.fit(SET);
        assertEquals(whole.history().losses(), loaded.history().losses());
        assertEquals(whole.toString(), loaded.toString());
        assertEquals(plan.training(), loaded.plan().training());
        assertEquals(plan.toString(), loaded.plan().toString());
        float most = plan.tuning().name().equals("PiSSA") ? 1e-5f : 0; // saved as LoRA of twice the rank
        var expected = whole.embed(SET).values();
        var found = Embedder.load(asked.folder().toString()).embed(SET).values();
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i], most);
        }
        var again = Embedder.load(loaded.save(Path.of(asked.folder() + "-again")));
        assertArrayEquals(found[0], again.embed(SET).values()[0]);
    }

    /** What a child process does: a tuning that takes a second or two. */
    static final class Child {
        private static ResumableContrast asked(String kind, Path base, Path out) {
            var plan = GenomicModel.pretrained(base)
                    .contrastive()
                    .training(t -> t.epochs(80).batchSize(4).learningRate(0.003));
            plan = kind.equals("lora") ? plan.strands().lora(r -> r.rank(2).dropout(0.2)) : plan.full();
            return plan.saveTo(out).every(3);
        }

        public static void main(String[] args) {
            asked(args[0], Path.of(args[1]), Path.of(args[2])).fit(SET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lora", "full"})
    void killedAtRandomStepsItsBytesAreTheSame(String kind) throws Exception {
        var base = folder.resolve("base");
        var out = folder.resolve("killed-" + kind);
        var whole = Child.asked(kind, base, out).plan().fit(SET);
        var wholeFolder = whole.save(folder.resolve("whole-" + kind));
        var log = folder.resolve("killed-" + kind + ".log");
        var command = ChildJvm.command(Child.class, List.of(kind, base.toString(), out.toString()));
        var random = new Random();
        var killed = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            Resuming.killAfter(Math.max(0, Resuming.last(out)) + 1 + random.nextInt(50), command, out, log);
            killed.add(Resuming.last(out));
            assertFalse(Files.exists(out.resolve(EmbedderFolder.FILE)), "killed before its end: " + killed);
        }
        String said = Resuming.said(() -> SimCse.resume(out.toString(), SET));
        assertTrue(said.contains("[jenomics] " + out + ": goes on from step " + killed.get(2) + " of 400\n"), said);
        assertSameFiles(wholeFolder, out, "after kills at steps " + killed);
        var again = SimCse.resume(out, SET);
        assertEquals(whole.history().losses(), again.history().losses());
        assertArrayEquals(whole.embed(SET).values()[20], again.embed(SET).values()[20]);
    }

    /** Every file of the one is in the other, byte by byte; beside them only what says which training it was. */
    private static void assertSameFiles(Path whole, Path resumed, String when) throws Exception {
        var expected = files(whole);
        var found = files(resumed);
        found.removeAll(List.of(".lock", "training.json"));
        assertEquals(expected, found, when);
        for (String file : expected) {
            assertArrayEquals(
                    Files.readAllBytes(whole.resolve(file)),
                    Files.readAllBytes(resumed.resolve(file)),
                    file + " " + when);
        }
    }

    private static List<String> files(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void whatAKillLeftAfterTheLastFileGoesAway() throws Exception {
        var asked = plan().saveTo(folder.resolve("late")).every(2);
        stopped(asked);
        var state = asked.folder().resolve("step-" + Resuming.last(asked.folder()) + ".safetensors");
        byte[] bytes = Files.readAllBytes(state);
        asked.fit(SET);
        Files.write(state, bytes);
        Files.write(state.resolveSibling(state.getFileName() + ".part"), bytes);
        var before = files(asked.folder());
        asked.fit(SET);
        before.removeAll(List.of(state.getFileName().toString(), state.getFileName() + ".part"));
        assertEquals(before, files(asked.folder()));
    }

    @Test
    void whatIsNoContrastCannotBeResumedAsOne() {
        var out = folder.resolve("labelled");
        Resuming.stopped(() ->
                model.finetune(Task.binary("rich")).baseline(3).saveTo(out).fit(Resuming.split()));
        assertEquals(
                "The training in " + out + " is a fine-tuning: FineTune.resume(\"" + out
                        + "\", split) goes on with it.",
                assertThrows(GenomicsException.class, () -> SimCse.resume(out, SET))
                        .getMessage());
        var none = folder.resolve("none");
        assertEquals(
                "There is no training to go on with in " + none + ": it has no training.json. plan.saveTo(\"" + none
                        + "\").fit(sequences) begins one.",
                assertThrows(GenomicsException.class, () -> SimCse.resume(none, SET))
                        .getMessage());
    }

    @Test
    void aBatchOfOneHasNoContrast() {
        assertEquals(
                "A contrast tells the sequences of a batch apart, so a batch is of 2 or more; found batchSize(1).",
                assertThrows(GenomicsException.class, () -> plan().training(t -> t.batchSize(1))
                                .fit(SET))
                        .getMessage());
    }

    @Test
    void anotherTrainingIsRefused() {
        var asked = plan().saveTo(folder.resolve("claimed").toString()).every(1);
        stopped(asked);
        assertFalse(Resuming.states(asked.folder()).isEmpty());
        var other = assertThrows(
                GenomicsException.class,
                () -> plan().temperature(0.1).saveTo(asked.folder()).fit(SET));
        assertEquals(
                asked.folder()
                        + " holds another training. It differs in temperature (0.05 there, 0.1 here). Give another"
                        + " folder, or remove this one to begin anew.",
                other.getMessage());
        for (Executable fewer :
                List.<Executable>of(() -> asked.fit(SET.head(8)), () -> SimCse.resume(asked.folder(), SET.head(8)))) {
            assertTrue(assertThrows(GenomicsException.class, fewer)
                    .getMessage()
                    .contains("the data (21 training samples"));
        }
        assertEquals(
                "The training in " + asked.folder()
                        + " is a contrastive one: SimCse.resume(\""
                        + asked.folder()
                        + "\", sequences) goes on with it, and Embedder.load opens it when it is done.",
                assertThrows(GenomicsException.class, () -> FineTune.resume(asked.folder(), Resuming.split()))
                        .getMessage());
        assertTrue(assertThrows(GenomicsException.class, () -> model.finetune(Task.binary("rich"))
                        .saveTo(asked.folder())
                        .fit(Resuming.split()))
                .getMessage()
                .contains("holds another training"));
        assertEquals(
                "A training is saved every 1 step or more; found 0.",
                assertThrows(GenomicsException.class, () -> asked.every(0)).getMessage());
    }

    @Test
    void aFolderThatIsNoneSaysSo() throws Exception {
        var empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(
                "The checkpoint " + empty + " has no embedder.json.",
                assertThrows(GenomicsException.class, () -> Embedder.load(empty))
                        .getMessage());
        Files.writeString(empty.resolve("embedder.json"), "{\"format\": 9}");
        assertEquals(
                empty.resolve("embedder.json") + " has format 9; this Jenomics reads format 1.",
                assertThrows(GenomicsException.class, () -> Embedder.load(empty))
                        .getMessage());
    }
}
