package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenomics.learn.Metric;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.nn.Schedule;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of task, tuning and split on a tiny random checkpoint and sequences with something obvious to learn. */
class FineTuneTest {
    @TempDir
    static Path folder;

    private static GenomicModel model;

    @BeforeAll
    static void checkpoint() {
        model = GenomicModel.pretrained(Tiny.checkpoint(folder));
    }

    private static FineTune plan(Task task) {
        return model.finetune(task)
                .lora(r -> r.rank(4).dropout(0))
                .training(t -> t.epochs(2).batchSize(16).learningRate(3e-3).schedule(Schedule.linear(0.1)))
                .baseline(3);
    }

    private static Split<SequenceSet> split(SequenceSet set) {
        return Split.of(set).given("part");
    }

    @Test
    void binary() {
        var run = plan(Task.binary("rich")).fit(split(Tiny.gcRich(120)));
        assertTrue(run.scores().get(Metric.AUROC).value() > 0.8, run.toString());
        assertEquals(List.of("3-mer logistic regression", "frozen encoder", "LoRA"), names(run));
        assertEquals(
                2 * 2 * 2 * 4 * 16 + 17, run.trainedParameters(), "two layers, query and value, A and B; the head");
        assertEquals(8, run.history().losses().size(), "60 sequences, 16 at once, twice");
        assertEquals(3, run.history().scores().size(), "before, and after each epoch");
        assertFalse(run.interrupted());
        assertTrue(
                run.describe().headline().matches("[0-9.]+ % of parameters trained · .* · (cpu|cuda:0) · AUROC .*"),
                run.describe().headline());
        assertTrue(run.plot().svg().contains("Training loss"));
    }

    /** A notebook gives what is shown a few seconds; a large test part takes longer. */
    @Test
    void showingARunPredictsNothing() {
        var run = plan(Task.binary("rich")).fit(split(Tiny.gcRich(120)));
        var said = new ArrayList<String>();
        var before = Progress.showOn((progress, last) -> said.add(progress.what()));
        try {
            assertTrue(run.toString().contains("AUROC"), run::toString);
        } finally {
            Progress.showOn(before);
        }
        assertEquals(List.of(), said);
    }

    private static List<String> names(Run run) {
        return List.copyOf(run.evaluate().scores().keySet());
    }

    @Test
    void multiclass() {
        var set = Tiny.set(144, 5, (random, i) -> SequenceRecord.of(
                        "s" + i, Tiny.bases(random, 60, new double[] {0.2, 0.5, 0.8}[i % 3]))
                .with("class", List.of("low", "middle", "high").get(i % 3)));
        var run = plan(Task.multiclass("class")).fit(split(set));
        assertEquals(List.of("high", "low", "middle"), run.task().classes());
        assertTrue(run.scores().get(Metric.ACCURACY).value() > 0.6, run.toString());
        for (double[] row : run.predict(set).values()) {
            assertEquals(1, row[0] + row[1] + row[2], 1e-12);
        }
    }

    @Test
    void multilabel() {
        var set = Tiny.set(144, 6, (random, i) -> {
            boolean rich = i % 2 == 0;
            boolean poly = i % 3 == 0;
            var bases = Tiny.bases(random, 60, rich ? 0.7 : 0.3);
            String labels = (rich ? "rich" : "") + (rich && poly ? ";" : "") + (poly ? "poly" : "");
            return SequenceRecord.of("s" + i, poly ? bases.substring(0, 30) + "AC".repeat(15) : bases)
                    .with("labels", labels.isEmpty() ? "-" : labels);
        });
        var run = plan(Task.multilabel("labels")).fit(split(set));
        assertEquals(List.of("poly", "rich"), run.task().classes());
        assertTrue(run.scores().get(Metric.AUROC).value() > 0.85, run.toString());
    }

    @Test
    void regression() {
        var set = Tiny.set(120, 7, (random, i) -> {
            var bases = Tiny.bases(random, 60, 0.2 + 0.6 * random.nextDouble());
            return SequenceRecord.of("s" + i, bases)
                    .with(
                            "level",
                            String.valueOf(1000
                                    + 50 * bases.chars().filter(c -> c == 'G').count()));
        });
        var run = plan(Task.regression("level")).fit(split(set));
        assertTrue(run.scores().get(Metric.PEARSON).value() > 0.7, run.toString());
        double[] values = run.predict(set).values()[0];
        assertTrue(values[0] > 500 && values[0] < 4000, "in the units of the label: " + values[0]);
    }

    @Test
    void clsPooling() {
        var run = plan(Task.binary("rich"))
                .pooling(Pooling.CLS)
                .training(t -> t.epochs(4))
                .fit(split(Tiny.gcRich(120)));
        assertTrue(run.scores().get(Metric.AUROC).value() > 0.7, run.toString());
        assertEquals("cls", run.provenance().facts().get("pooling"));
    }

    @Test
    void headOnlyTrainsTheHeadAlone() {
        var run = plan(Task.binary("rich")).headOnly().fit(split(Tiny.gcRich(120)));
        assertEquals(17, run.trainedParameters());
        assertTrue(run.history().losses().isEmpty());
        assertTrue(run.scores().get(Metric.AUROC).value() > 0.85, run.toString());
        assertEquals(List.of("3-mer logistic regression", "frozen encoder"), names(run));
        var before = Tiny.weights(1);
        run.encoder()
                .architecture()
                .shapes()
                .keySet()
                .forEach(name -> assertArrayEquals(
                        before.get(name).floats(),
                        run.encoder().net().weight(name).toFloatArray(),
                        name));
    }

    @Test
    void fullTrainsAllButTheLanguageHead() {
        var run = plan(Task.binary("rich"))
                .full()
                .training(t -> t.epochs(3).learningRate(1e-3))
                .stopOn(Metric.LOG_LOSS)
                .fit(split(Tiny.gcRich(120)));
        long languageHead = Tiny.ESM.shapes().entrySet().stream()
                .filter(e -> e.getKey().startsWith("lm_head."))
                .mapToLong(e -> java.util.Arrays.stream(e.getValue()).reduce(1, (a, b) -> a * b))
                .sum();
        assertEquals(model.parameters() - languageHead + 17, run.trainedParameters());
        assertTrue(run.scores().get(Metric.AUROC).value() > 0.8, run.toString());
    }

    @Test
    void randomWeightsAreOthersAndSaySo() {
        var run = plan(Task.binary("rich")).fit(split(Tiny.gcRich(60)));
        var random = model.randomWeights(5)
                .finetune(Task.binary("rich"))
                .training(t -> t.epochs(1))
                .baseline(3)
                .fit(split(Tiny.gcRich(60)));
        assertEquals("LoRA, random weights", names(random).get(2));
        assertEquals(5L, random.provenance().facts().get("random weights from seed"));
        String query = "esm.encoder.layer.0.attention.self.query.weight";
        assertFalse(java.util.Arrays.equals(
                run.encoder().net().weight(query).toFloatArray(),
                random.encoder().net().weight(query).toFloatArray()));
    }

    @Test
    void withoutValidationTheLastEpochIsKept() {
        var set = Tiny.gcRich(120);
        var all = set.withAttribute("part", r -> r.attribute("part").equals("valid") ? "train" : r.attribute("part"));
        var run = plan(Task.binary("rich")).fit(split(all));
        assertTrue(run.history().scores().isEmpty());
        assertTrue(run.scores().get(Metric.AUROC).value() > 0.8, run.toString());
        float[] b = run.encoder()
                .net()
                .weight("esm.encoder.layer.0.attention.self.query.lora_B.weight")
                .toFloatArray();
        assertTrue(b[0] != 0, "the adapter moved from where it began");
    }

    @Test
    void withoutTestThereIsNothingToScoreOn() {
        var set = Tiny.gcRich(60).filter(r -> !r.attribute("part").equals("test"));
        var run = plan(Task.binary("rich")).fit(split(set));
        assertTrue(run.describe().headline().endsWith("· no test part"), run.toString());
        var e = assertThrows(GenomicsException.class, run::evaluate);
        assertEquals(
                "The split had no test part, so there is nothing to score on: .test(\"chrXII\") or .test(0.2),"
                        + " or run.evaluate(other sequences).",
                e.getMessage());
        assertTrue(run.evaluate(Tiny.gcRich(90)).get(Metric.AUROC).value() > 0.8);
    }

    @Test
    void sameSeedGivesTheSameRunAndAnotherDoesNot() {
        var plan = plan(Task.binary("rich")).training(t -> t.epochs(1).dropout(0.1));
        var one = plan.fit(split(Tiny.gcRich(60)));
        var same = plan.fit(split(Tiny.gcRich(60)));
        var other = plan.training(t -> t.seed(8)).fit(split(Tiny.gcRich(60)));
        one.encoder()
                .net()
                .names()
                .forEach(name -> assertArrayEquals(
                        one.encoder().net().weight(name).toFloatArray(),
                        same.encoder().net().weight(name).toFloatArray(),
                        name));
        assertEquals(one.history().losses(), same.history().losses());
        assertFalse(one.history().losses().equals(other.history().losses()));
    }

    @Test
    void accumulationGivesOneStepForSeveralBatches() {
        var run = plan(Task.binary("rich"))
                .training(t -> t.epochs(1).batchSize(4).accumulate(4))
                .fit(split(Tiny.gcRich(120)));
        assertEquals(4, run.history().losses().size(), "60 sequences, 4 × 4 at once");
    }

    @Test
    void anAdapterThatDoesNoGoodIsNotKept() {
        var run = plan(Task.binary("rich"))
                .training(t -> t.epochs(1).learningRate(1).clip(1e9).schedule(Schedule.constant()))
                .stopOn(Metric.LOG_LOSS)
                .fit(split(Tiny.gcRich(120)));
        var scores = run.history().scores();
        assertTrue(scores.get(1).value() > scores.get(0).value(), scores.toString());
        assertArrayEquals(
                run.evaluate().scores().get("frozen encoder").predictions().values(),
                run.scores().predictions().values());
        assertTrue(run.toString().contains("none: the frozen encoder"), run.toString());
    }

    @Test
    void numbersBeyondAllBoundsEndTheTraining() {
        var plan = plan(Task.binary("rich")).lora(r -> r.alpha(1e38)).training(t -> t.learningRate(1));
        var e = assertThrows(GenomicsException.class, () -> plan.fit(split(Tiny.gcRich(120))));
        assertEquals(
                "The training gradient is no longer a finite number (Infinity): the learning rate of 1.0 is too high"
                        + " for this model. Try a tenth of it.",
                e.getMessage());
    }

    @Test
    void aSplitThatLeavesAClassEmptyIsRefused() {
        var set = Tiny.set(36, 8, (random, i) -> SequenceRecord.of("s" + i, Tiny.bases(random, 60, 0.5)));
        var lacking =
                set.withAttribute("y", r -> r.attribute("part").equals("test") || r.id().endsWith("3") ? "yes" : "no");
        var e = assertThrows(
                GenomicsException.class, () -> plan(Task.binary("y")).fit(split(lacking)));
        assertTrue(e.getMessage().contains("'no'") && e.getMessage().contains("test"), e.getMessage());
    }

    @Test
    void longSequencesAreReadInSegmentsAndTheSummarySaysSo() {
        var set = Tiny.gcRich(60);
        var longer = Tiny.set(
                60,
                9,
                (r, i) -> i % 6 == 0
                        ? SequenceRecord.of("s" + i, Tiny.bases(r, 500, i % 2 == 0 ? 0.65 : 0.35))
                                .with("rich", "yes")
                        : set.get(i));
        var run = plan(Task.binary("rich")).training(t -> t.epochs(1)).fit(split(longer));
        assertTrue(
                run.toString().contains("10 are too long for one piece (189 bp): read in overlapping segments, pooled"),
                run.toString());
        var sequence = longer.get("s0");
        for (org.junit.jupiter.api.function.Executable look : List.<org.junit.jupiter.api.function.Executable>of(
                () -> run.attention(sequence), () -> run.saliency(sequence))) {
            var e = assertThrows(GenomicsException.class, look);
            assertEquals(
                    "Sequence 's0' has 500 bp; attention and saliency are computed in one piece, which is at most 189"
                            + " bp for this model. Cut out the part of interest first.",
                    e.getMessage());
        }
        var short1 = plan(Task.binary("rich")).training(t -> t.epochs(0)).fit(split(set));
        assertFalse(short1.toString().contains("segments"), short1.toString());
    }

    @Test
    void provenanceHoldsWhatItWasMadeOf() {
        var set = Tiny.gcRich(60);
        var split = split(set).seed(9);
        var plan = plan(Task.binary("rich")).lora(r -> r.dropout(0.25)).training(t -> t.dropout(0.125));
        var facts = plan.fit(split).provenance().facts();
        assertEquals(model.fingerprint().sha256(), facts.get("model weights (SHA-256)"));
        assertEquals(set.fingerprint().sha256(), facts.get("data (SHA-256)"));
        assertEquals(split.fingerprint().sha256(), facts.get("split (SHA-256)"));
        assertEquals("LoRA", facts.get("method"));
        assertEquals(7L, facts.get("seed"));
        assertEquals(9L, facts.get("split seed"));
        assertEquals(0.25, facts.get("adapter dropout"));
        assertEquals(0.125, facts.get("dropout"));
        assertEquals(2, facts.get("epochs"));
        assertTrue(
                facts.keySet().containsAll(List.of("java", "torch", "device", "torch threads", "model", "task")),
                facts.keySet().toString());
    }
}
