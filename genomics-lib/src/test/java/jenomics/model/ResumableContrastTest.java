package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenomics.learn.Task;
import jenomics.nn.FrozenWeights;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        assertTrue(assertThrows(GenomicsException.class, () -> asked.fit(SET.head(8)))
                .getMessage()
                .contains("the data (21 training samples"));
        assertEquals(
                "The training in " + asked.folder()
                        + " is a contrastive one: the plan it was begun with goes on with it, .saveTo(\""
                        + asked.folder()
                        + "\").fit(sequences), and Embedder.load opens it when it is done.",
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
