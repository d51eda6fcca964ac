package jenomics.model;

import static jenomics.testing.Refusals.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.nn.Torch;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of trainings that are not what they should be, and disks that are full. */
class ResumableInputTest {
    @TempDir
    Path folder;

    private FineTune plan;
    private Path out;

    @BeforeEach
    void plan() {
        plan = GenomicModel.pretrained(Tiny.checkpoint(folder.resolve("base")))
                .finetune(Task.binary("rich"))
                .lora(r -> r.rank(2))
                .training(t -> t.epochs(3).batchSize(4).accumulate(2).learningRate(0.01))
                .baseline(3);
        out = folder.resolve("out");
    }

    private Run fit(UnaryOperator<FineTune> change, Split<SequenceSet> split) {
        return change.apply(plan).saveTo(out).every(2).fit(split);
    }

    private Run fit() {
        return fit(p -> p, Resuming.split());
    }

    /** Leaves states of the steps 1 and 2. */
    private void twoSteps() {
        Resuming.stopped(this::fit);
        Resuming.stopped(this::fit);
        assertEquals(List.of(1L, 2L), Resuming.states(out));
    }

    private Path state(int step) {
        return out.resolve("step-" + step + ".safetensors");
    }

    private static void truncate(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    /** One bit of one number is another. */
    private static void damage(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, channel.size() - 3);
            one.put(0, (byte) (one.get(0) ^ 4)).flip();
            channel.write(one, channel.size() - 3);
        }
    }

    private void assertIsTheWholeRun(Run run) {
        var whole = plan.fit(Resuming.split());
        assertEquals(whole.history().losses(), run.history().losses());
        assertEquals(new RunWeights(whole).fingerprint(), new RunWeights(run).fingerprint());
    }

    @Test
    void aTruncatedStateIsPassedOver() throws IOException {
        twoSteps();
        truncate(state(2));
        String said = Resuming.said(() -> assertIsTheWholeRun(fit()));
        assertTrue(
                said.contains("[jenomics] " + out + ": goes on from step 1 of 9\n[jenomics] " + state(2)
                        + " is not a whole safetensors file: "),
                said);
    }

    @Test
    void aDamagedStateIsPassedOver() throws IOException {
        twoSteps();
        damage(state(2));
        String said = Resuming.said(() -> assertIsTheWholeRun(fit()));
        assertTrue(
                said.contains("[jenomics] " + out + ": goes on from step 1 of 9\n[jenomics] " + state(2)
                        + " is damaged: its checksum is not that of its content.\n"),
                said);
    }

    @Test
    void nothingWholeIsAnError() throws IOException {
        twoSteps();
        damage(state(2));
        damage(state(1));
        assertSentence(
                "None of the saved states in " + out + " is whole: " + state(2)
                        + " is damaged: its checksum is not that of its content. " + state(1)
                        + " is damaged: its checksum is not that of its content. Remove the folder to begin anew.",
                this::fit);
    }

    @Test
    void whatCannotBeTakenUpSaysSo() throws IOException {
        assertSentence(
                "There is no training to go on with in " + out + ": it has no training.json. plan.saveTo(\"" + out
                        + "\").fit(split) begins one.",
                () -> FineTune.resume(out));
        assertSentence(
                "There is no training to go on with in " + out + ": it has no training.json. plan.saveTo(\"" + out
                        + "\").fit(split) begins one.",
                () -> FineTune.resume(out, Resuming.split()));
        Resuming.stopped(this::fit);
        assertSentence(
                "The training in " + out + " is not done, and the folder does not keep its samples. Give the split it"
                        + " was begun with (24 training samples): FineTune.resume(\"" + out + "\", split).",
                () -> FineTune.resume(out));
        Files.writeString(out.resolve("training.json"), "[]");
        assertSentence(
                out.resolve("training.json") + " does not say which training it belongs to. Remove " + out
                        + " to begin anew.",
                this::fit);
        Files.delete(out.resolve("training.json"));
        assertSentence(
                out + " holds a saved run or states of a training, but no training.json that says what they belong to."
                        + " Give another folder.",
                this::fit);
        assertSentence("A training is saved every 1 step or more; found 0.", () -> plan.saveTo(out)
                .every(0));
    }

    @Test
    void aFolderOfANewerJenomicsIsLeftAlone() throws IOException {
        Resuming.stopped(this::fit);
        var file = out.resolve("training.json");
        Files.writeString(file, Files.readString(file).replace("\"format\" : 1", "\"format\" : 2"));
        assertSentence(
                file + " has format 2, of a newer Jenomics; this one reads up to 1. Update Jenomics, or give another"
                        + " folder.",
                this::fit);
    }

    private void assertDiffers(String in, UnaryOperator<FineTune> change, Split<SequenceSet> split) {
        assertSentence(
                out + " holds another training. It differs in " + in
                        + ". Give another folder, or remove this one to begin anew.",
                () -> fit(change, split));
    }

    @Test
    void anotherPlanOrOtherDataAreRefusedByName() {
        Resuming.stopped(this::fit);
        var split = Resuming.split();
        assertDiffers(
                "training.epochs (3 there, 5 here); training.learning_rate (0.01 there, 0.02 here)",
                p -> p.training(t -> t.epochs(5).learningRate(0.02)),
                split);
        assertDiffers(
                "tuning.dropout (0.05 there, 0.1 here)",
                p -> p.lora(r -> r.rank(2).dropout(0.1)),
                split);
        assertDiffers("pooling (MEAN there, CLS here)", p -> p.pooling(Pooling.CLS), split);
        var seen = Tiny.withMotif(4);
        assertDiffers(
                "rehearsal share (nothing there, 0.1 here); rehearsal batch (nothing there, 8 here); rehearsal data"
                        + " (SHA-256) (nothing there, " + seen.fingerprint().brief() + "… here)",
                p -> p.rehearse(seen),
                split);
        var other = Tiny.gcRich(60);
        assertDiffers(
                "the data (24 training samples, "
                        + Tiny.gcRich(48).fingerprint().brief() + "… there; 32, "
                        + other.fingerprint().brief() + "… here)",
                p -> p,
                Split.of(other).given("part"));
        var moved = Split.of(Tiny.gcRich(48)).validation(0.1).test(0.5);
        assertDiffers(
                "which samples are for what (24 training samples, "
                        + split.fingerprint().brief() + "… there; "
                        + moved.train().size() + ", "
                        + moved.fingerprint().brief() + "… here)",
                p -> p,
                moved);
        var base = plan.model();
        plan = GenomicModel.pretrained(Tiny.checkpoint(folder.resolve("other"), Tiny.config(), Tiny.weights(2))
                        .toString())
                .finetune(Task.binary("rich"))
                .lora(r -> r.rank(2))
                .training(t -> plan.training())
                .baseline(3);
        assertDiffers(
                "model_sha256 (" + base.fingerprint().brief() + "… there, "
                        + plan.model().fingerprint().brief() + "… here)",
                p -> p,
                split);
    }

    @Test
    void aFolderWithNothingToLoseBelongsToWhoeverComes() throws IOException {
        twoSteps();
        Files.delete(state(1));
        Files.delete(state(2));
        assertFalse(fit(p -> p.training(t -> t.epochs(1)), Resuming.split()).interrupted());
    }

    @Test
    void theStateOfAnotherTrainingIsRefused() throws IOException {
        twoSteps();
        var mine = out;
        out = folder.resolve("theirs");
        Resuming.stopped(() -> fit(p -> p.training(t -> t.seed(8)), Resuming.split()));
        Files.copy(state(1), mine.resolve("step-4.safetensors"));
        out = mine;
        assertSentence(
                "The state of step 4 in " + out + " belongs to another training than training.json there. Give another"
                        + " folder, or remove this one to begin anew.",
                this::fit);
    }

    @Test
    void aRunThatWasSavedThereIsNotOverwritten() {
        plan.headOnly().fit(Resuming.split()).save(out);
        assertSentence(
                out + " holds a saved run or states of a training, but no training.json that says what they belong to."
                        + " Give another folder.",
                this::fit);
    }

    @Test
    void aStoppedRunSavedIntoItsOwnFolderGoesOn() {
        Resuming.stopped(this::fit).save(out);
        assertIsTheWholeRun(fit());
        assertFalse(Run.load(out).interrupted());
    }

    @Test
    void aStopWhileTheTestPartIsReadLeavesThatForLater() {
        var run = Resuming.stopped("predicting", this::fit);
        assertFalse(run.interrupted(), "it has learned all it was to");
        assertFalse(Files.exists(out.resolve("run.json")));
        assertEquals(List.of(8L, 9L), Resuming.states(out));
        var again = fit();
        assertIsTheWholeRun(again);
        assertEquals(List.of(9), again.fit().resumed());
        assertEquals(
                run.evaluate().describe().text(), again.evaluate().describe().text());
        assertTrue(Files.exists(out.resolve("run.json")));
    }

    @Test
    void whatAPlanHoldsInMemoryMustBeSaidAgain() {
        var seen = Tiny.withMotif(4);
        Resuming.stopped(() -> fit(p -> p.rehearse(seen, r -> r.batchSize(2)), Resuming.split()));
        assertSentence(
                "The training in " + out + " was planned with EWC, rehearsal or a teacher, which the folder does not"
                        + " keep. Say the plan again, with .saveTo(\"" + out + "\").fit(split).",
                () -> FineTune.resume(out, Resuming.split()));
    }

    @Test
    void onlyOneTrainingWritesAtATime() {
        try (var held = FolderLock.of(out)) {
            assertSentence(
                    "Another training is writing into " + out
                            + " at the moment, from another cell or another notebook. Wait for it, stop it, or give"
                            + " another folder.",
                    this::fit);
        }
        assertFalse(fit().interrupted(), "it is let go");
    }

    @Test
    void aFileWhereTheFolderShouldBe() throws IOException {
        Files.writeString(out, "a file");
        var e = assertThrows(GenomicsException.class, this::fit);
        assertTrue(e.getMessage().startsWith("The training cannot be saved to " + out + ": "), e.getMessage());
        assertTrue(e.getMessage().endsWith(". Give another folder."), e.getMessage());
    }

    /** The next draft of this file goes to a disk that is full. */
    private static void full(Path file) throws IOException {
        var device = Path.of("/dev/full");
        assumeTrue(Files.exists(device), "there is no /dev/full here");
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file.resolveSibling(file.getFileName() + ".part"), device);
    }

    @Test
    void aFullDiskDoesNotEndATraining() throws IOException {
        full(state(4));
        String said = Resuming.said(() -> assertIsTheWholeRun(fit()));
        assertTrue(
                said.contains("[jenomics] Cannot write " + state(4) + ": No space left on device. Nothing was left"
                        + " behind. Free some space or choose another folder. The training goes on, and is saved again"
                        + " after 2 steps; the states before this one are still there.\n"),
                said);
        assertFalse(Run.load(out).interrupted());
    }

    @Test
    void aDiskThatIsFullFromTheStartIsAnError() throws IOException {
        full(state(0));
        assertSentence(
                "Cannot write " + state(0) + ": No space left on device. Nothing was left behind. Free some space or"
                        + " choose another folder.",
                this::fit);
        assertFalse(fit().interrupted(), "and can be begun when there is room");
    }

    @Test
    void aDiskThatIsFullAtTheEndLosesNothing() throws IOException {
        full(out.resolve("run.json"));
        String said = Resuming.said(() -> assertIsTheWholeRun(fit()));
        assertTrue(
                said.contains("The run is whole, but not in " + out + ": run.save(folder) writes it elsewhere.\n"),
                said);
        assertEquals(List.of(8L, 9L), Resuming.states(out));
        assertIsTheWholeRun(fit());
        assertIsTheWholeRun(Run.load(out));
        assertEquals(List.of(), Resuming.states(out));
    }

    @Test
    void anotherNumberOfThreadsIsSaid() {
        Resuming.stopped(this::fit);
        int threads = Torch.threads(Torch.threads() == 1 ? 2 : 1);
        try {
            String said = Resuming.said(this::fit);
            assertTrue(said.contains("It was begun on torch "), said);
            assertTrue(
                    said.contains(", so the numbers differ a little from those of a training that was left alone.\n"),
                    said);
        } finally {
            Torch.threads(threads);
        }
    }
}
