package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenomics.ChildJvm;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.Progress;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings that were stopped or killed and taken up again; the numbers must be those of one that was left alone. */
class ResumableTest {
    @TempDir
    static Path folder;

    private static GenomicModel model;

    @BeforeAll
    static void checkpoint() {
        model = GenomicModel.pretrained(Tiny.checkpoint(folder.resolve("base")));
    }

    private static FineTune plan() {
        return model.finetune(Task.binary("rich"))
                .training(t -> t.epochs(3).batchSize(4).accumulate(2).learningRate(0.01))
                .baseline(3);
    }

    /** @param data what it is fitted to */
    record Case(String name, FineTune plan, Split<SequenceSet> data) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> everyKind() {
        var plan = plan();
        var split = Resuming.split();
        var unwatched = Split.of(
                        Tiny.gcRich(48).filter(r -> !r.attribute("part").equals("valid")))
                .given("part");
        var levels = Split.of(Tiny.set(48, 7, (random, i) -> SequenceRecord.of(
                                "s" + i, Tiny.bases(random, i % 3 == 0 ? 500 : 60, 0.3 + i % 5 / 10.0))
                        .with("level", String.valueOf(10 * i))
                        .with("age", String.valueOf(i % 7))))
                .given("part");
        var seen = Tiny.withMotif(6);
        return Stream.of(
                new Case("LoRA, dropout", plan.lora(r -> r.rank(2).dropout(0.2)), split),
                new Case(
                        "LoRA, all dropped, averaged",
                        plan.lora(r -> r.rank(2).dropout(0.2))
                                .training(t -> t.dropout(0.1).averageWeights(0.4)),
                        split),
                new Case("LoRA, no validation", plan.lora(r -> r.rank(2)), unwatched),
                new Case(
                        "LoRA, no validation, averaged",
                        plan.lora(r -> r.rank(2)).training(t -> t.averageWeights(0)),
                        unwatched),
                new Case("PiSSA", plan.lora(r -> r.rank(2).pissa()), split),
                new Case("LoRA+", plan.lora(r -> r.rank(2).plus(16)), split),
                new Case("DoRA", plan.dora(r -> r.rank(2)), split),
                new Case("IA3", plan.ia3(), split),
                new Case("head only", plan.headOnly(), split),
                new Case(
                        "full, stopped early",
                        plan.full().training(t -> t.epochs(20).patience(1).dropout(0.1)),
                        split),
                new Case("full, thawing", plan.full(f -> f.unfreeze(1).layerDecay(0.8)), split),
                new Case(
                        "full, EWC and rehearsal",
                        plan.full().ewc(seen, e -> e.samples(4)).rehearse(seen, r -> r.batchSize(2)),
                        split),
                new Case(
                        "a number, features, segments",
                        model.finetune(Task.regression("level"))
                                .training(t -> plan().training())
                                .features("age")
                                .segments(Segments.CNN)
                                .baseline(3),
                        levels));
    }

    /** A Stop after each single step, until it is done. */
    @ParameterizedTest
    @MethodSource("everyKind")
    void stoppedAfterEveryStepItIsTheSameRun(Case each) throws IOException {
        var name = each.name().replace(' ', '-');
        var whole = each.plan().fit(each.data());
        var wholeFolder = whole.save(folder.resolve(name + "-whole"));
        var asked = each.plan().saveTo(folder.resolve(name)).every(1000);
        var steps = new ArrayList<Integer>();
        var run = Resuming.stopped(() -> asked.fit(each.data()));
        while (!Files.exists(asked.folder().resolve("run.json"))) {
            steps.add(run.history().losses().size());
            assertTrue(steps.size() < 100, "it never ends: " + steps);
            run = Resuming.stopped(() -> asked.fit(each.data()));
        }
        Resuming.assertSame(whole, wholeFolder, run, asked.folder());
        assertEquals(whole.history().losses().isEmpty(), steps.isEmpty());
        assertTrue(steps.size() >= whole.history().losses().size(), "few stops: " + steps);
        assertEquals(steps, run.fit().resumed());
    }

    /** What a child process does: a training that takes a second or two. */
    static final class Child {
        private static Resumable asked(String kind, Path base, Path out) {
            var plan = GenomicModel.pretrained(base.toString())
                    .finetune(Task.binary("rich"))
                    .training(t -> t.batchSize(3).learningRate(0.003).patience(1000))
                    .baseline(3);
            plan = switch (kind) {
                case "lora" ->
                    plan.lora(r -> r.rank(2).dropout(0.2))
                            .training(t -> t.epochs(40).accumulate(3).averageWeights(0.5));
                case "full" -> plan.full().training(t -> t.epochs(20).dropout(0.1));
                default ->
                    plan.full(f -> f.layerDecay(0.9))
                            .training(t -> t.epochs(1000).patience(15));
            };
            return plan.saveTo(out).every(4);
        }

        public static void main(String[] args) {
            asked(args[0], Path.of(args[1]), Path.of(args[2])).fit(Resuming.split());
        }
    }

    @ParameterizedTest
    @CsvSource({"lora, 2, 21, 70", "full, 5, 60, 110", "early, 9, 33, 80"})
    void killedSeveralTimesItIsTheSameRun(String kind, int first, int second, int third) throws Exception {
        var base = folder.resolve("base");
        var out = folder.resolve("killed-" + kind);
        var asked = Child.asked(kind, base, out);
        var whole = asked.plan().fit(Resuming.split());
        var wholeFolder = whole.save(folder.resolve("whole-" + kind));
        var log = folder.resolve("killed-" + kind + ".log");
        for (int step : new int[] {first, second, third}) {
            var command = ChildJvm.command(Child.class, List.of(kind, base.toString(), out.toString()));
            Resuming.killAfter(step, command, out, log);
            assertFalse(Files.exists(out.resolve("run.json")), "it was killed before its end");
        }
        var run = FineTune.resume(out, Resuming.split());
        Resuming.assertSame(whole, wholeFolder, run, out);
        assertEquals(3, run.fit().resumed().size(), "three times: " + run.fit().resumed());
        if (kind.equals("early")) {
            assertTrue(run.history().scores().size() < 200, "it was to stop early");
        }
    }

    @Test
    void aRunThatIsDoneComesBackAtOnce() {
        var out = folder.resolve("done");
        var plan = plan().lora(r -> r.rank(2));
        var run = plan.saveTo(out.toString()).fit(Resuming.split());
        var shown = new ArrayList<String>();
        var before = Progress.showOn((progress, last) -> shown.add(progress.what()));
        try {
            var again = plan.saveTo(out).fit(Resuming.split());
            assertEquals(List.of(), shown);
            assertEquals(run.describe().text(), again.describe().text());
            assertEquals(Resuming.split().test(), again.test().samples());
            assertEquals(plan, again.plan());
            assertEquals(
                    run.describe().text(),
                    FineTune.resume(out.toString()).describe().text());
            var without = FineTune.resume(out.toString(), Resuming.split());
            assertArrayEquals(
                    run.predict(Tiny.gcRich(9)).values(),
                    without.predict(Tiny.gcRich(9)).values());
        } finally {
            Progress.showOn(before);
        }
        assertEquals(null, run.provenance().facts().get("taken up again after steps"));
    }

    @Test
    void itSaysWhereItGoesOn() {
        var out = folder.resolve("says");
        var asked = plan().lora().saveTo(out);
        String said = Resuming.said(() -> Resuming.stopped(() -> asked.fit(Resuming.split())));
        assertTrue(said.contains("[jenomics] " + out + ": stopped; the same cell goes on from there.\n"), said);
        int step = Resuming.states(out).get(1).intValue();
        var lines = new ArrayList<String>();
        var before = Progress.showOn((progress, last) -> lines.add(progress.line()));
        try {
            said = Resuming.said(() -> {
                var run = asked.fit(Resuming.split());
                assertEquals(List.of(step), run.provenance().facts().get("taken up again after steps"));
                assertEquals(List.of(step), Run.load(out).provenance().facts().get("taken up again after steps"));
            });
        } finally {
            Progress.showOn(before);
        }
        assertEquals("[jenomics] " + out + ": goes on from step " + step + " of 9\n", said);
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("frozen encoder")), "read once: " + lines);
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("fine-tuning (LoRA) · " + (step + 1) + "/9")),
                lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("goes on from step " + step)), lines.toString());
    }

    @Test
    void twoStatesOfSixteenBytesForEachNumberLieThere() {
        var out = folder.resolve("few");
        var asked = plan().full().saveTo(out).every(1);
        Resuming.stopped(() -> asked.fit(Resuming.split()));
        assertEquals(List.of(0L, 1L), Resuming.states(out));
        var run = Resuming.stopped(() -> asked.fit(Resuming.split()));
        assertEquals(List.of(1L, 2L), Resuming.states(out));
        long bytes = out.resolve("step-2.safetensors").toFile().length();
        long most = 16 * run.trainedParameters() + 40_000;
        assertTrue(bytes >= 16 * run.trainedParameters() && bytes < most, bytes + " bytes of " + most);
    }

    @Test
    void aTeacherIsKnownByItsWeights() {
        var teacher = plan().lora(r -> r.rank(2)).fit(Resuming.split());
        var loaded = Run.load(teacher.save(folder.resolve("teacher")));
        assertEquals(fingerprint(teacher), fingerprint(loaded));
        var other = plan().lora(r -> r.rank(2)).training(t -> t.seed(8)).fit(Resuming.split());
        assertNotEquals(fingerprint(teacher), fingerprint(other));
        var pissa = plan().lora(r -> r.rank(2).pissa()).fit(Resuming.split());
        assertEquals(fingerprint(pissa), fingerprint(Run.load(pissa.save(folder.resolve("pissa")))));
        var out = folder.resolve("taught");
        var plan = plan().lora(r -> r.rank(2).dropout(0));
        assertTrue(Resuming.stopped(() -> plan.distill(teacher).saveTo(out).fit(Resuming.split()))
                .interrupted());
        var run = plan.distill(loaded).saveTo(out).fit(Resuming.split());
        assertFalse(run.interrupted());
        assertArrayEquals(
                plan.distill(teacher)
                        .fit(Resuming.split())
                        .predict(Tiny.gcRich(9))
                        .values(),
                run.predict(Tiny.gcRich(9)).values());
    }

    private static Fingerprint fingerprint(Run run) {
        return new RunWeights(run).fingerprint();
    }
}
