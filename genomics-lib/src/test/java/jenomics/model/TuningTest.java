package jenomics.model;

import static jenomics.testing.Refusals.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import jenomics.io.Fasta;
import jenomics.learn.Metric;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.nn.History;
import jenomics.nn.Network;
import jenomics.nn.Schedule;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a fine-tuning may go: layers one after another, averages, memories, numbers beside, pieces of long sequences. */
class TuningTest {
    private static final String LAST = "esm.encoder.emb_layer_norm_after.weight";
    private static final String TOP = "esm.encoder.layer.1.attention.self.query.weight";
    private static final String BOTTOM = "esm.encoder.layer.0.attention.self.query.weight";
    private static final String EMBEDDINGS = "esm.embeddings.word_embeddings.weight";

    @TempDir
    static Path folder;

    private static GenomicModel model;

    @BeforeAll
    static void checkpoint() {
        model = GenomicModel.pretrained(Tiny.checkpoint(folder));
    }

    /** No validation, so that the last weights are kept. */
    private static Split<SequenceSet> split(SequenceSet set) {
        return Split.of(set.withAttribute(
                        "part", r -> r.attribute("part").equals("valid") ? "train" : r.attribute("part")))
                .given("part");
    }

    private static FineTune plan(Task task) {
        return model.finetune(task)
                .full()
                .training(t -> t.epochs(2).batchSize(16).learningRate(3e-3).schedule(Schedule.constant()))
                .baseline(3);
    }

    private static double moved(Run run, String name) {
        float[] before = Tiny.weights(1).get(name).floats();
        float[] after = run.encoder().net().weight(name).toFloatArray();
        return IntStream.range(0, before.length)
                .mapToDouble(i -> Math.abs(before[i] - after[i]))
                .max()
                .orElseThrow();
    }

    @Test
    void blocksOpenOneAfterAnother() {
        var plan = plan(Task.binary("rich")).full(f -> f.unfreeze(1));
        var split = split(Tiny.gcRich(48));
        var one = plan.training(t -> t.epochs(1)).fit(split);
        assertTrue(moved(one, LAST) > 0 && moved(one, TOP) > 0);
        assertEquals(0, moved(one, BOTTOM));
        assertEquals(0, moved(one, EMBEDDINGS));
        var two = plan.fit(split);
        assertTrue(moved(two, BOTTOM) > 0);
        assertEquals(0, moved(two, EMBEDDINGS));
        assertTrue(moved(plan.training(t -> t.epochs(3)).fit(split), EMBEDDINGS) > 0);
        assertSentence(
                "Progressive unfreezing opens at least one block each epoch, or 0 for all at once; found -1.",
                () -> plan.full(f -> f.unfreeze(-1)));
    }

    /** Adam's first step is the learning rate, whatever the gradient. */
    @Test
    void lowerLayersLearnMoreSlowly() {
        var run = plan(Task.binary("rich"))
                .full(f -> f.layerDecay(0.5))
                .training(t -> t.epochs(1).batchSize(64).weightDecay(0))
                .fit(split(Tiny.gcRich(48)));
        assertEquals(1, run.history().losses().size());
        assertEquals(3e-3, moved(run, LAST), 3e-5);
        assertEquals(1.5e-3, moved(run, TOP), 3e-5);
        assertEquals(0.75e-3, moved(run, BOTTOM), 3e-5);
        assertEquals(0.375e-3, moved(run, EMBEDDINGS), 3e-5);
        assertSentence(
                "The learning rate's decay by layer is above 0 and at most 1; found 1.5.",
                () -> plan(Task.binary("rich")).full(f -> f.layerDecay(1.5)));
    }

    @Test
    void loraPlusTakesLargerStepsWithB() {
        var run = plan(Task.binary("rich"))
                .lora(r -> r.rank(2).plus(4).dropout(0))
                .training(t -> t.epochs(1).batchSize(64))
                .fit(split(Tiny.gcRich(48)));
        float[] b = run.encoder()
                .net()
                .weight("esm.encoder.layer.0.attention.self.value.lora_B.weight")
                .toFloatArray();
        double largest = IntStream.range(0, b.length)
                .mapToDouble(i -> Math.abs(b[i]))
                .max()
                .orElseThrow();
        assertEquals(4 * 3e-3, largest, 1e-4);
        assertEquals("LoRA+", run.plan().tuning().name());
    }

    /** With two steps and an average over both, the weights are the mean of those after one and after two. */
    @Test
    void theAverageOfTheWeightsIsTheirMean() {
        var split = split(Tiny.gcRich(48));
        var plan = plan(Task.binary("rich")).training(t -> t.batchSize(64));
        float[] one = weights(plan.training(t -> t.epochs(1)).fit(split));
        float[] two = weights(plan.fit(split));
        float[] mean = weights(plan.training(t -> t.averageWeights(0)).fit(split));
        float[] last = weights(plan.training(t -> t.averageWeights(0.5)).fit(split));
        for (int i = 0; i < one.length; i++) {
            assertEquals((one[i] + two[i]) / 2, mean[i], 1e-6);
        }
        assertArrayEquals(two, last, 1e-7f);
        assertSentence(
                "Training.average must be at least 0.0 and at most 1.0; found 2.0.",
                () -> plan.training(t -> t.averageWeights(2)));
    }

    private static float[] weights(Run run) {
        return run.encoder().net().weight(TOP).toFloatArray();
    }

    /** The embedded model on yeast, which it was pretrained on, after learning something else with large steps. */
    @Test
    void whatIsRememberedIsForgottenLess() {
        var genome = Fasta.read("../datasets/yeast-promoters/train.fa.gz").head(64);
        var set = Tiny.set(
                64, 14, (random, i) -> SequenceRecord.of("s" + i, Tiny.bases(random, 120, i % 2 == 0 ? 0.6 : 0.4))
                        .with("rich", i % 2 == 0 ? "yes" : "no"));
        var split = split(set);
        var plan = GenomicModel.pretrained("jenomics/yeast-base")
                .finetune(Task.binary("rich"))
                .full()
                .training(t -> t.epochs(1).batchSize(4).learningRate(2e-3).schedule(Schedule.constant()))
                .baseline(3);
        var seen = genome.head(48);
        var unseen = genome.filter(r -> !seen.ids().contains(r.id()));
        double begun = masked(plan.headOnly().fit(split), unseen);
        double plain = masked(plan.fit(split), unseen);
        double rehearsed =
                masked(plan.rehearse(seen, r -> r.share(1).batchSize(4)).fit(split), unseen);
        double consolidated = masked(plan.ewc(seen, e -> e.strength(10)).fit(split), unseen);
        String all = begun + ", plain " + plain + ", rehearsed " + rehearsed + ", EWC " + consolidated;
        assertTrue(plain - begun > 0.02, all);
        assertTrue(rehearsed - begun < 0.8 * (plain - begun), all);
        assertTrue(consolidated - begun < 0.8 * (plain - begun), all);
        var lora = plan.lora(r -> r.rank(4)).rehearse(seen).fit(split);
        assertTrue(lora.provenance().facts().containsKey("rehearsal data (SHA-256)"));
        assertEquals(0.1, lora.provenance().facts().get("rehearsal share"));
    }

    /** The masked-language loss on some sequences, the same masks every time. */
    private static double masked(Run run, SequenceSet sequences) {
        var rows = sequences.bases().stream()
                .flatMap(b -> run.encoder().segments(b, 0).stream())
                .toList();
        var hidden = MaskedTokens.of(rows, run.encoder().tokenizer(), Seed.of(1).random());
        try (var scope = Scope.open();
                var off = jenomics.nn.Grad.off()) {
            return hidden.loss(scope, run.encoder(), 1).getFloat();
        }
    }

    @Test
    void masksHideWhatWasThere() {
        var bases = Tiny.bases(new Random(1), 300, 0.5);
        for (var tokenizer : List.of(
                Tiny.TOKENIZER, (jenomics.sequence.Tokenizer) jenomics.sequence.OverlappingKmerTokenizer.of(3))) {
            var tokens = tokenizer.encode(bases);
            var masked = MaskedTokens.of(List.of(tokens), tokenizer, Seed.of(2).random());
            double share = (double) masked.places().size() / tokens.length();
            assertTrue(share > 0.07 && share < 0.25, tokenizer.describe() + ": " + share);
            for (int i = 0; i < masked.places().size(); i++) {
                int place = masked.places().get(i)[1];
                assertEquals(tokens.ids()[place], masked.targets()[i]);
                assertFalse(tokens.isSpecial(place));
            }
            long masks = Arrays.stream(masked.rows().get(0).ids())
                    .filter(id -> id == tokenizer.maskId())
                    .count();
            assertTrue(masks > masked.places().size() / 2, "most are hidden: " + masks);
        }
    }

    @Test
    void memoriesThatMakeNoSenseAreRefused() {
        var pretraining = Tiny.gcRich(24);
        var plan = plan(Task.binary("rich"));
        var split = split(Tiny.gcRich(24));
        assertSentence(
                "EWC holds back the encoder's own weights, which LoRA does not change. Take .full() with it, or"
                        + " .rehearse(...) with an adapter.",
                () -> plan.lora().ewc(pretraining).fit(split));
        assertSentence(
                "Rehearsal keeps an encoder from forgetting; with .headOnly() the encoder does not change at all.",
                () -> plan.headOnly().rehearse(pretraining).fit(split));
        assertSentence(
                "EWC takes a strength above 0 and at least 1 sample; found 0.0 and 200.",
                () -> plan.ewc(pretraining, e -> e.strength(0)));
        assertSentence(
                "Rehearsal takes a share above 0 and batches of at least 1; found 0.1 and 0.",
                () -> plan.rehearse(pretraining, r -> r.batchSize(0)));
        assertSentence(
                "Rehearsal needs sequences like those of the pretraining; found none.",
                () -> plan.rehearse(pretraining.head(0)));
    }

    @Test
    void aLineLeadsFromFrozenToTuned() {
        var run = plan(Task.binary("rich")).lora(r -> r.rank(4).dropout(0)).fit(split(Tiny.gcRich(48)));
        var set = Tiny.gcRich(24);
        var frozen = run.evaluate().scores().get("frozen encoder").predictions().values();
        var test = set.filter(r -> r.attribute("part").equals("test"));
        var start = run.interpolate(0);
        for (int i = 0; i < test.size(); i++) {
            assertEquals(frozen[i][0], start.predict(test).values()[i][0], 1e-5);
        }
        var tuned = run.predict(set).values();
        var end = run.interpolate(1).predict(set).values();
        for (int i = 0; i < tuned.length; i++) {
            assertEquals(tuned[i][0], end[i][0], 1e-5);
        }
        var curve = run.wise(Tiny.withMotif(24).withAttribute("rich", r -> r.gc() > 0.5 ? "yes" : "no"));
        assertEquals(11, curve.alphas().size());
        assertEquals(run.scores().get(Metric.AUROC).value(), curve.inside().get(10), 1e-6);
        assertTrue(curve.plot().svg().contains("out of distribution"));
        assertTrue(curve.toString().startsWith("AUROC between frozen and fine-tuned: best mean at alpha"));
        assertSentence(
                "An interpolation goes from 0 (frozen) to 1 (fine-tuned); found 1.5.", () -> run.interpolate(1.5));
        var full = plan(Task.binary("rich")).fit(split(Tiny.gcRich(48)));
        assertArrayEquals(weights(full), weights(full.interpolate(1)), 1e-7f);
    }

    @Test
    void numbersBesideTheSequenceReachTheHead() {
        var set = Tiny.set(96, 11, (random, i) -> SequenceRecord.of("s" + i, Tiny.bases(random, 60, 0.5))
                .with("half-life", String.valueOf(100 + 50 * random.nextGaussian())));
        var labelled = set.withAttribute("level", r -> String.valueOf(2 * r.number("half-life") + 3));
        var plan = plan(Task.regression("level")).lora(r -> r.rank(2));
        var without = plan.fit(split(labelled));
        var with = plan.features("half-life").fit(split(labelled));
        assertTrue(without.scores().get(Metric.PEARSON).value() < 0.6, without.toString());
        assertTrue(with.scores().get(Metric.PEARSON).value() > 0.9, with.toString());
        assertArrayEquals(
                new long[] {1, 17},
                with.encoder().net().weight(Head.WEIGHT).getShape().getShape());
        var loaded = Run.load(with.save(folder.resolve("features")));
        assertArrayEquals(
                with.predict(labelled).values(), loaded.predict(labelled).values());
        assertEquals(60, with.saliency(labelled.get(0)).weights().length);
        var e = assertThrows(GenomicsException.class, () -> with.predict(Tiny.gcRich(6)));
        assertTrue(
                e.getMessage().startsWith("Attribute 'half-life' of sequence 's0' should be a number"), e.getMessage());
    }

    @Test
    void piecesOfLongSequencesArePooledAsAsked() {
        var set = Tiny.set(
                48, 12, (random, i) -> SequenceRecord.of("s" + i, Tiny.bases(random, 400, i % 2 == 0 ? 0.6 : 0.4))
                        .with("rich", i % 2 == 0 ? "yes" : "no"));
        for (var how : Segments.values()) {
            var run = plan(Task.binary("rich"))
                    .segments(how)
                    .training(t -> t.epochs(2))
                    .fit(split(set));
            assertTrue(run.scores().get(Metric.AUROC).value() > 0.7, how + " " + run);
            var loaded = Run.load(run.save(folder.resolve("segments " + how)));
            var values = run.predict(set).values();
            assertArrayEquals(values, loaded.predict(set).values());
            for (int i = 0; i < 5; i++) {
                var alone = run.predict(SequenceSet.of(List.of(set.get(i)))).values()[0];
                assertArrayEquals(values[i], alone, 1e-5, "the company of other sequences changes nothing");
            }
        }
    }

    @Test
    void poolingOfSegmentsIsWhatItSays() {
        try (var net = new Network();
                var scope = Scope.open()) {
            var pooled = scope.floats(new float[] {1, -2, 3, -5, 4, 7}, 3, 2);
            int[] owner = {0, 0, 1};
            assertArrayEquals(
                    new float[] {2, -3.5f, 4, 7},
                    Segments.MEAN.pool(scope, net, pooled, owner, 2).toFloatArray());
            assertArrayEquals(
                    new float[] {3, -2, 4, 7},
                    Segments.MAX.pool(scope, net, pooled, owner, 2).toFloatArray());
            Segments.CNN.begin(net, 2, Seed.of(1));
            assertArrayEquals(
                    new float[] {2, -3.5f, 4, 7},
                    Segments.CNN.pool(scope, net, pooled, owner, 2).toFloatArray(),
                    "it begins as the mean");
            float[] filters = new float[32 * 2 * 3];
            filters[0] = 1; // the first filter takes the number of the segment before
            net.put("segments.convolution.weight", net.scope().floats(filters, 32, 2, 3));
            float[] projection = new float[2 * 32];
            projection[0] = 10;
            net.put("segments.projection.weight", net.scope().floats(projection, 2, 32));
            assertArrayEquals(
                    new float[] {12, -3.5f, 4, 7},
                    Segments.CNN.pool(scope, net, pooled, owner, 2).toFloatArray(),
                    "10 times the segment before the second; a lone segment has none before it");
        }
    }

    @Test
    void contrastBringsReadingsTogether() {
        var set = Tiny.withMotif(64);
        var plan = model.contrastive()
                .strands()
                .training(t -> t.epochs(16).batchSize(16).learningRate(3e-3));
        var tuned = plan.fit(set);
        assertTrue(tuned.toString().contains("a sequence and its reverse complement"), tuned.toString());
        var losses = tuned.history().losses();
        int end = losses.size();
        assertTrue(mean(losses.subList(end - 16, end)) < mean(losses.subList(0, 16)), losses.toString());
        var again = plan.fit(set);
        assertArrayEquals(tuned.embed(set).values(), again.embed(set).values());
        var saved = tuned.save(folder.resolve("contrast").toString());
        var shelf = model.adapters(saved.toString());
        assertArrayEquals(
                tuned.embed(set).values(), shelf.embed("contrast", set).values());
        assertSentence(
                "The adapter 'contrast' has no head, so it predicts nothing; it can embed.",
                () -> shelf.predict("contrast", set));
        assertSentence("A contrast needs at least two sequences; found 1.", () -> plan.fit(set.head(1)));
        assertSentence(
                "The temperature of a contrast is above 0 and at most 10; found 0.0.", () -> plan.temperature(0));
        assertEquals("DoRA", plan.dora(r -> r.rank(2)).tuning().name());
        assertEquals("IA3", plan.ia3(i -> i.layers(1)).tuning().name());
        assertTrue(plan.full().training(t -> t.epochs(1)).fit(set).plot().svg().contains("Contrastive loss"));
    }

    /** A batch is 16 of 64 samples: one alone says little. */
    private static double mean(List<History.Point> losses) {
        return losses.stream().mapToDouble(History.Point::value).average().orElseThrow();
    }

    @Test
    void embeddedModelLearnsWithEveryMethodInAFewSteps() {
        var yeast = GenomicModel.pretrained("jenomics/yeast-base");
        var set = Tiny.set(
                48, 13, (random, i) -> SequenceRecord.of("s" + i, Tiny.bases(random, 120, i % 2 == 0 ? 0.6 : 0.4))
                        .with("rich", i % 2 == 0 ? "yes" : "no"));
        var plan = yeast.finetune(Task.binary("rich"))
                .training(t -> t.epochs(1).batchSize(8))
                .baseline(3);
        for (var each : List.of(
                plan.lora(r -> r.rank(4)),
                plan.lora(r -> r.rank(4).rankStabilised().plus(16)),
                plan.lora(r -> r.rank(4).pissa()),
                plan.dora(),
                plan.ia3(),
                plan.full(f -> f.layerDecay(0.9).unfreeze(2)),
                plan.lora().rehearse(set, r -> r.batchSize(2)),
                plan.full().ewc(set, e -> e.samples(4)))) {
            var run = each.training(t -> t.labelSmoothing(0.1).averageWeights(0.5))
                    .fit(split(set));
            assertEquals(4, run.history().losses().size(), run.plan().toString());
            assertTrue(run.scores().get(Metric.AUROC).value() > 0.8, run.toString());
            assertTrue(run.trainedParameters() > 193, run.toString());
        }
    }

    @Test
    void smallerModelsSayWhatTheyCost() {
        var run = plan(Task.binary("rich")).lora(r -> r.rank(4)).fit(split(Tiny.gcRich(72)));
        var pruned = run.prune(0.5);
        assertTrue(pruned.after().numbers() < 0.75 * pruned.before().numbers(), pruned.toString());
        var matrix = pruned.run().encoder().net().weight(TOP).toFloatArray();
        assertEquals(128, IntStream.range(0, 256).filter(i -> matrix[i] == 0).count(), "half of 16 × 16");
        assertEquals(pruned.before().score(), run.scores().get(Metric.AUROC).value(), 1e-9);
        assertSentence("Pruning takes away a share of the weights above 0 and below 1; found 1.0.", () -> run.prune(1));

        var int8 = run.quantize();
        assertTrue(int8.after().bytes() < 0.6 * int8.before().bytes(), int8.toString());
        var set = Tiny.gcRich(24);
        var exact = run.predict(set).values();
        var near = int8.run().predict(set).values();
        assertFalse(Arrays.deepEquals(exact, near));
        for (int i = 0; i < exact.length; i++) {
            assertEquals(exact[i][0], near[i][0], 0.05);
        }
        assertTrue(int8.toString().contains("sequences per second"), int8.toString());
        assertSentence(
                "A quantized run cannot be a model in Hugging Face's layout, which has no place for its eight bits: keep"
                        + " it with save(folder), or take the run it was made from.",
                () -> int8.run().saveModel(folder.resolve("int8")));
        assertSentence("A quantized run cannot be changed any further: take the run it was made from.", () -> int8.run()
                .prune(0.5));
        assertSentence(
                "A quantized run cannot be explained by gradients: ask the run it was made from.",
                () -> int8.run().saliency(set.get(0)));
        assertEquals(2, int8.run().attention(set.get(0)).layers());
    }

    @Test
    void aStudentLearnsWhatItsTeacherSays() {
        var set = Tiny.gcRich(96);
        var teacher = plan(Task.binary("rich")).training(t -> t.epochs(6)).fit(split(set));
        var plan = model.randomWeights(3)
                .finetune(Task.binary("rich"))
                .full()
                .training(t -> t.epochs(6).batchSize(16).learningRate(3e-3))
                .baseline(3);
        var alone = plan.fit(split(set));
        var taught = plan.distill(teacher, d -> d.share(1)).fit(split(set));
        assertTrue(apart(teacher, taught, set) < apart(teacher, alone, set), "closer to the teacher");
        assertEquals(1.0, taught.provenance().facts().get("teacher's share"));
        var compared = teacher.distill(plan, split(set));
        assertTrue(
                compared.describe().headline().startsWith("distilled · 100 % of the bytes · AUROC"),
                compared.toString());
        assertSentence(
                "Distillation takes a share above 0 and at most 1 and a temperature from 1 to 100; found 0.5 and 0.0.",
                () -> plan.distill(teacher, d -> d.temperature(0)));
        var other = set.withAttribute("y", r -> r.attribute("rich"));
        assertSentence(
                "The teacher has learned binary 'rich' [no, yes]; the student is to learn binary 'y' [no, yes].",
                () -> model.finetune(Task.binary("y"))
                        .baseline(3)
                        .distill(teacher)
                        .fit(split(other)));
    }

    private static double apart(Run one, Run other, SequenceSet set) {
        var a = one.predict(set).values();
        var b = other.predict(set).values();
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i][0] - b[i][0]))
                .sum();
    }

    /** Said at once, before the frozen encoder has read anything. */
    @Test
    void anObjectiveThatDoesNotFitTheTaskIsRefused() {
        var set = Tiny.gcRich(24).withAttribute("level", r -> String.valueOf(r.gc()));
        assertSentence(
                "Label smoothing, the focal loss and class weights are for classes; 'level' is a number. Found {focal"
                        + " loss gamma=2.0}.",
                () -> plan(Task.regression("level")).training(t -> t.focal(2)).fit(split(set)));
        assertSentence(
                "Class weights name [maybe]; the classes of 'rich' are [no, yes].", () -> plan(Task.binary("rich"))
                        .training(t -> t.classWeights(Map.of("maybe", 2.0)))
                        .fit(split(set)));
    }

    @Test
    void everyOptionComesBackFromAFile() {
        var plan = plan(Task.binary("rich"))
                .full(f -> f.layerDecay(0.9).unfreeze(1))
                .training(t -> t.labelSmoothing(0.1)
                        .focal(2)
                        .classWeights(Map.of("yes", 3.0))
                        .averageWeights(0.5));
        var run = plan.fit(split(Tiny.gcRich(48)));
        var loaded = Run.load(run.save(folder.resolve("options")));
        assertEquals(plan.training(), loaded.plan().training());
        assertEquals(plan.tuning(), loaded.plan().tuning());
        assertArrayEquals(weights(run.interpolate(0.5)), weights(loaded.interpolate(0.5)));
        assertTrue(run.provenance().facts().containsKey("focal loss gamma"));
    }
}
