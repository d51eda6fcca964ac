package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.learn.Task;
import jenomics.nn.AdamW;
import jenomics.nn.Economy;
import jenomics.nn.FrozenWeights;
import jenomics.nn.Grad;
import jenomics.nn.Training;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a training is said to need, and what it takes. */
class ForecastTest {

    @TempDir
    Path folder;

    /** A golden's architecture with other sizes, a way to tune it, and a batch. */
    record Case(
            String golden, int hidden, int layers, int batch, int bases, UnaryOperator<FineTune> plan, String name) {
        @Override
        public String toString() {
            return golden + " " + hidden + " × " + layers + ", " + batch + " × " + bases + " bp, " + name;
        }
    }

    static Stream<Case> cases() {
        UnaryOperator<FineTune> lora = FineTune::lora;
        UnaryOperator<FineTune> full = FineTune::full;
        UnaryOperator<FineTune> again = plan -> plan.full().training(t -> t.recompute(true));
        return Stream.of(
                new Case("nt_v2_3mer", 192, 5, 10, 600, lora, "LoRA"),
                new Case("nt_v2_3mer", 192, 5, 10, 600, again, "full, recomputed"),
                new Case("dnabert_k3", 192, 4, 10, 250, full, "full"),
                new Case("hyenadna", 128, 4, 4, 1000, lora, "LoRA"),
                new Case("caduceus_ps", 64, 4, 2, 300, lora, "LoRA"));
    }

    /** The same folder with wider and more layers; its weights are drawn, so none are written. */
    static GenomicModel model(Case each, Path folder) throws IOException {
        var golden = Golden.transformer(each.golden());
        var config = (ObjectNode) golden.config();
        for (var name : List.of("hidden_size", "d_model")) {
            if (config.has(name)) {
                config.put(name, each.hidden());
            }
        }
        for (var name : List.of("intermediate_size", "d_inner")) {
            if (config.has(name)) {
                config.put(name, 4 * each.hidden());
            }
        }
        for (var name : List.of("num_hidden_layers", "n_layer")) {
            if (config.has(name)) {
                config.put(name, each.layers());
            }
        }
        if (config.has("max_position_embeddings")) {
            config.put("max_position_embeddings", 1024);
        }
        try (var files = Files.list(golden.folder())) {
            for (var file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("config.json"), config.toString());
        return GenomicModel.pretrained(folder).randomWeights(1);
    }

    static SequenceSet sequences(int count, int bases) {
        var random = new Random(2);
        return SequenceSet.of(IntStream.range(0, count)
                .mapToObj(i -> SequenceRecord.of("s" + i, Tiny.bases(random, bases, 0.5))
                        .with("y", i % 2 + ".5"))
                .toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePeakIsBetweenTwoThirdsAndOneAndAHalfTimes(Case each) throws IOException {
        assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "skipped: only Linux says what the peak was");
        var plan = each.plan()
                .apply(FineTune.of(model(each, folder), Task.regression("y"))
                        .training(t -> t.batchSize(each.batch()).pieces(1)));
        var set = sequences(each.batch(), each.bases());
        var forecast = new Forecasting(plan, set).fitting(OptionalLong.empty());
        double seen = peak(plan, set, 2);
        double said = (forecast.gradients() + forecast.training()) / 1e6;
        System.err.printf("%s: said %.0f MB, seen %.0f MB%n", each, said, seen);
        assertTrue(said < 1.5 * seen && seen < 1.5 * said, each + ": said " + said + " MB, seen " + seen + " MB");
    }

    private interface LibC extends Library {
        int malloc_trim(long pad);
    }

    /** How much more memory was resident at the worst moment of some steps than before them, in MB. */
    static double peak(FineTune plan, SequenceSet set, int steps) throws IOException {
        var checkpoint = plan.model().checkpoint();
        var task = plan.task().resolve(set);
        try (var net = checkpoint.network();
                var on = Grad.on()) {
            var encoder = new SequenceEncoder(checkpoint.architecture(), checkpoint.tokenizer(), net, plan.pooling());
            var head = new Head(task, 0, 1);
            head.put(net, new float[1][checkpoint.architecture().hidden()], new float[1]);
            var parameters = new ArrayList<>(plan.tuning().attach(net, checkpoint.architecture(), 0.01, Seed.of(1)));
            parameters.addAll(head.parameters(net, 0));
            var gradients = new StepGradients(
                    plan,
                    encoder,
                    head,
                    set,
                    task.targets(set),
                    Arrangement.of(plan.training().economy()));
            try (var optimizer = new AdamW(AdamW.Settings.DEFAULT, parameters)) {
                net.train(0);
                System.gc();
                Native.load("c", LibC.class).malloc_trim(0);
                Files.writeString(Path.of("/proc/self/clear_refs"), "5");
                double before = status("VmRSS");
                for (int step = 0; step < steps; step++) {
                    gradients.add(IntStream.range(0, set.size()).toArray(), new int[set.size()], Seed.of(step));
                    gradients.take(optimizer, () -> {});
                    optimizer.step(1e-4);
                }
                return status("VmHWM") - before;
            }
        }
    }

    private static double status(String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1000)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static FineTune tiny(UnaryOperator<Training> training) {
        return FineTune.of(TinyModel.esm(), Task.binary("box")).training(t -> training.apply(t.batchSize(16)));
    }

    @Test
    void theBatchIsCutUntilItFits() {
        var set = TinyModel.labelled(32);
        var plenty = new Forecasting(tiny(t -> t), set).fitting(OptionalLong.of(1L << 40));
        assertEquals(new Arrangement(1, false), plenty.arrangement());
        assertTrue(plenty.change().isEmpty());
        var little = new Forecasting(tiny(t -> t), set).fitting(OptionalLong.of(1000));
        assertEquals(new Arrangement(16, true), little.arrangement());
        assertTrue(little.describe().headline().contains(", more than is free · batches of 16 in 16 pieces of 1"));
        String change = little.change().orElseThrow();
        assertTrue(
                change.matches(
                        "batches of 16 in 16 pieces of 1, blocks computed again: batches of 16 in one piece would"
                                + " need \\d+ MB, and 0 MB are free"),
                change);
        var asked = new Forecasting(tiny(t -> t.pieces(2)), set).fitting(OptionalLong.of(1000));
        assertEquals(new Arrangement(2, false), asked.arrangement());
        var unknown = new Forecasting(tiny(t -> t), set).fitting(OptionalLong.empty());
        assertTrue(unknown.describe().text().contains("unknown"));
    }

    @Test
    void eachStepOfTheLadderNeedsLess() {
        var set = sequences(32, 60);
        var plan = tiny(t -> t.batchSize(32));
        var now = new Arrangement(1, false);
        long before = Long.MAX_VALUE;
        var seen = new ArrayList<Arrangement>();
        while (now != null) {
            seen.add(now);
            long needs =
                    new Forecasting(plan, set).of(now, OptionalLong.empty()).training();
            assertTrue(needs < before, now + " needs " + needs + ", the one before " + before);
            before = needs;
            now = now.smaller(32).orElse(null);
        }
        assertEquals(new Arrangement(32, true), seen.get(seen.size() - 1));
    }

    @Test
    void impossibleOptionsAreRefused() {
        var e = assertThrows(GenomicsException.class, () -> new Economy(false, -1, FrozenWeights.FLOAT32));
        assertEquals(
                "A batch goes through in at least 1 piece, or 0 for as many as free memory asks for; found -1.",
                e.getMessage());
    }

    @Test
    void economyIsSavedWithTheRun() {
        var training = tiny(t -> t.recompute(true).pieces(3)).training();
        assertEquals(training, SavedTraining.read(SavedTraining.write(training)));
        var measured = training.bfloat16();
        assertEquals(FrozenWeights.MEASURED, measured.economy().frozen());
        assertEquals(measured, SavedTraining.read(SavedTraining.write(measured)));
        assertFalse(SavedTraining.write(training).path("economy").has("frozen"));
    }
}
