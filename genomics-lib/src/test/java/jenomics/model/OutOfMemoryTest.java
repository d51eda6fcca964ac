package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.model.tuning.Full;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.nn.Torch;
import jenomics.nn.Training;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory that runs out in the middle of a step. */
class OutOfMemoryTest {
    private static final String MODULE = "esm.encoder.layer.1.intermediate.dense";

    /** What torch itself says, on this CPU, when asked for 4 million GB. */
    private static EngineException real() {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var row = scope.floats(new float[1 << 10], 1, 1 << 10);
            var zero = scope.longs(new long[1], 1);
            return assertThrows(EngineException.class, () -> Ops.call("group_mean", row, zero, 1_000_000_000_000L));
        }
    }

    @Test
    void torchsOwnWordsAreUnderstood() {
        var e = real();
        assertTrue(Torch.isOutOfMemory(e), e.getMessage());
        assertTrue(Torch.isOutOfMemory(new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB.")));
        assertFalse(Torch.isOutOfMemory(new EngineException("The size of tensor a (3) must match b (4)")));
        assertFalse(Torch.isOutOfMemory(new IllegalStateException()));
    }

    /** Steps of a training, in which more than so many sequences at once are too many. */
    private static final class Steps implements AutoCloseable {
        final Network net = Tiny.ESM.initial(Seed.of(5));
        final List<Parameter> parameters;
        final AdamW optimizer;
        final StepGradients gradients;

        Steps(FineTune plan, SequenceSet set, int most) {
            var words = real();
            net.adapt(MODULE, (x, layer) -> {
                if (x.getShape().get(0) > most) {
                    throw words;
                }
                return layer.apply(x);
            });
            var encoder = new SequenceEncoder(Tiny.ESM, Tiny.TOKENIZER, net, Pooling.MEAN);
            var task = plan.task().resolve(set);
            var targets = task.targets(set);
            var head = new Head(task, 0, 1);
            int outputs = task.outputs();
            float[][] weights = new float[outputs][16];
            for (int i = 0; i < outputs * 16; i++) {
                weights[i / 16][i % 16] = (float) Math.sin(i);
            }
            head.put(net, weights, new float[outputs]);
            parameters = new ArrayList<>(new Full().attach(net, Tiny.ESM, 0.01, Seed.of(1)));
            parameters.addAll(head.parameters(net, 0));
            optimizer = new AdamW(AdamW.Settings.DEFAULT, parameters);
            gradients = new StepGradients(plan, encoder, head, set, targets, new Arrangement(1, false));
        }

        /** One step of two batches of 8, and one of a batch of 3. */
        List<float[]> gradients() {
            try (var on = Grad.on()) {
                net.train(0);
                var losses = new float[2];
                for (int step = 0; step < 2; step++) {
                    for (int batch = 0; batch < 2 - step; batch++) {
                        int first = 8 * batch;
                        int[] samples = IntStream.range(first, first + (step == 0 ? 8 : 3))
                                .toArray();
                        gradients.add(
                                samples, new int[samples.length], Seed.of(step).at(batch));
                    }
                    losses[step] = (float) gradients.take(optimizer, () -> {});
                }
                var found = new ArrayList<float[]>();
                found.add(losses);
                for (var parameter : parameters) {
                    try (var gradient = parameter.tensor().getGradient()) {
                        found.add(gradient.toFloatArray());
                    }
                }
                return found;
            }
        }

        @Override
        public void close() {
            optimizer.close();
            net.close();
        }
    }

    private static FineTune plan(Task task, UnaryOperator<Training> training) {
        return FineTune.of(TinyModel.esm(), task).full().training(t -> training.apply(t.batchSize(8)));
    }

    static Stream<FineTune> plans() {
        return Stream.of(
                plan(Task.binary("box"), t -> t),
                plan(Task.binary("box"), t -> t.balanced().focal(2).labelSmoothing(0.1)),
                plan(Task.multiclass("part"), t -> t.classWeights(Map.of("test", 5.0))),
                plan(Task.multilabel("ends"), t -> t.focal(1)),
                plan(Task.regression("gc"), t -> t));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void aStepInPiecesIsTheStep(FineTune plan) {
        var set = TinyModel.labelled(16);
        try (var whole = new Steps(plan, set, 100);
                var pieces = new Steps(plan, set, 2)) {
            var expected = whole.gradients();
            var found = pieces.gradients();
            for (int i = 0; i < expected.size(); i++) {
                for (int at = 0; at < expected.get(i).length; at++) {
                    float value = expected.get(i)[at];
                    assertEquals(value, found.get(i)[at], 2e-6 * Math.max(1, Math.abs(value)), i + " at " + at);
                }
            }
            assertEquals(List.of(), whole.gradients.notes());
            assertEquals(
                    List.of(
                            "out of memory in step 1; from there batches of 8 in 2 pieces of 4",
                            "out of memory in step 1; from there batches of 8 in 2 pieces of 4, blocks computed again",
                            "out of memory in step 1; from there batches of 8 in 4 pieces of 2, blocks computed again"),
                    pieces.gradients.notes());
        }
    }

    @Test
    void whatDoesNotEvenFitAloneIsSaid() {
        var plan = plan(Task.binary("box"), t -> t);
        try (var steps = new Steps(plan, TinyModel.labelled(16), 0)) {
            var e = assertThrows(GenomicsException.class, steps::gradients);
            assertEquals(
                    "Memory on cpu does not suffice for a single sequence, though blocks are computed again in the"
                            + " backward pass (step 1). Take a smaller model, shorter sequences, or an adapter instead of"
                            + " every weight.",
                    e.getMessage());
        }
    }

    @Test
    void otherFailuresAreNotRetried() {
        var plan = plan(Task.binary("box"), t -> t);
        try (var steps = new Steps(plan, TinyModel.labelled(16), 100)) {
            steps.net.adapt(MODULE, (x, layer) -> {
                throw new EngineException("no such kernel");
            });
            assertEquals(
                    "no such kernel",
                    assertThrows(EngineException.class, steps::gradients).getMessage());
        }
    }

    @Test
    void piecesThatWereAskedForGiveTheSameRun() {
        var set = TinyModel.labelled(24);
        var split = Split.of(set).given("part");
        var whole = plan(Task.binary("box"), t -> t.epochs(2).dropout(0)).fit(split);
        var pieces = plan(
                        Task.binary("box"),
                        t -> t.epochs(2).dropout(0).pieces(3).recompute(true))
                .fit(split);
        for (int i = 0; i < whole.history().losses().size(); i++) {
            assertEquals(
                    whole.history().losses().get(i).value(),
                    pieces.history().losses().get(i).value(),
                    1e-5);
        }
    }
}
