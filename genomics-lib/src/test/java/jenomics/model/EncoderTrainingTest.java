package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import jenomics.learn.Task;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Tuning;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.nn.Torch;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

/** Steps of a tiny encoder with a head: what garbage, seeds, batches and time must not change. */
class EncoderTrainingTest {
    private static final Head HEAD = new Head(Task.regression("y"), 0.5, 2);

    /** A network that trains, and its steps. */
    static final class Learner implements AutoCloseable {
        final Network net = Tiny.ESM.initial(Seed.of(5));
        final SequenceEncoder encoder = new SequenceEncoder(Tiny.ESM, Tiny.TOKENIZER, net, Pooling.MEAN);
        final List<Parameter> parameters;
        final AdamW optimizer;

        Learner(Tuning tuning, long seed) {
            HEAD.put(net, new float[][] {row(new Random(seed), 16)}, new float[1]);
            parameters = new ArrayList<>(tuning.attach(net, Tiny.ESM, 0.01, Seed.of(seed)));
            parameters.addAll(HEAD.parameters(net, 0.01));
            optimizer = new AdamW(AdamW.Settings.DEFAULT, parameters);
        }

        private static float[] row(Random random, int width) {
            float[] row = new float[width];
            for (int i = 0; i < width; i++) {
                row[i] = (float) random.nextGaussian();
            }
            return row;
        }

        NDArray loss(Scope scope, List<String> bases, double[][] targets) {
            int[] frames = IntStream.range(0, bases.size()).map(i -> i % 3).toArray();
            return HEAD.loss(scope, HEAD.scores(net, encoder.pooled(scope, bases, frames)), targets);
        }

        void backward(List<String> bases, double[][] targets, Runnable between) {
            try (var scope = Scope.open();
                    var on = Grad.on()) {
                var loss = loss(scope, bases, targets);
                between.run();
                Grad.backward(loss);
            }
        }

        List<float[]> gradients() {
            return parameters.stream()
                    .map(p -> {
                        try (var gradient = p.tensor().getGradient()) {
                            return gradient.toFloatArray();
                        }
                    })
                    .toList();
        }

        List<float[]> values() {
            return parameters.stream().map(p -> p.tensor().toFloatArray()).toList();
        }

        @Override
        public void close() {
            optimizer.close();
            net.close();
        }
    }

    static List<String> sequences(int count, int seed) {
        var random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> Tiny.bases(random, 20 + random.nextInt(30), 0.5))
                .toList();
    }

    static double[][] targets(List<String> sequences) {
        return sequences.stream()
                .map(s -> new double[] {s.chars().filter(c -> c == 'G').count() / 10.0})
                .toArray(double[][]::new);
    }

    private static void assertSame(List<float[]> one, List<float[]> other) {
        for (int i = 0; i < one.size(); i++) {
            assertArrayEquals(one.get(i), other.get(i), "array " + i);
        }
    }

    @Test
    void collectingGarbageBetweenForwardAndBackwardChangesNothing() {
        var sequences = sequences(8, 1);
        var quiet = gradients(sequences, () -> {});
        for (int trial = 0; trial < 3; trial++) {
            assertSame(quiet, gradients(sequences, EncoderTrainingTest::collectGarbage));
        }
        assertTrue(quiet.stream().anyMatch(g -> g[0] != 0));
    }

    private static List<float[]> gradients(List<String> sequences, Runnable between) {
        try (var learner = new Learner(new Full(), 3)) {
            learner.net.train(0.1);
            Torch.seed(11);
            learner.backward(sequences, targets(sequences), between);
            return learner.gradients();
        }
    }

    /** Frees what nobody holds in Java, and overwrites the memory, also that outside the heap. */
    private static void collectGarbage() {
        for (int round = 0; round < 3; round++) {
            System.gc();
            for (int i = 0; i < 20; i++) {
                var pressure = java.nio.ByteBuffer.allocateDirect(64 << 10);
                while (pressure.hasRemaining()) {
                    pressure.putLong(0x7fc00000_7fc00000L);
                }
                byte[] heap = new byte[64 << 10];
                Arrays.fill(heap, (byte) 0x7f);
            }
        }
    }

    @Test
    void sameSeedIsBitEqualAndAnotherIsNot() {
        assertSame(trained(3), trained(3));
        assertFalse(Arrays.equals(trained(3).get(0), trained(4).get(0)));
    }

    private static List<float[]> trained(long seed) {
        var sequences = sequences(8, 1);
        try (var learner = new Learner(Lora.standard().dropout(0.2), seed)) {
            learner.net.train(0.1);
            Torch.seed(seed);
            for (int step = 0; step < 10; step++) {
                learner.backward(sequences, targets(sequences), () -> {});
                learner.optimizer.clip(1);
                learner.optimizer.step(0.01);
            }
            return learner.values();
        }
    }

    @Test
    void twoHalvesOfABatchAreTheBatch() {
        var sequences = sequences(6, 2);
        var targets = targets(sequences);
        try (var whole = new Learner(Lora.standard(), 3);
                var halves = new Learner(Lora.standard(), 3)) {
            for (int step = 0; step < 3; step++) {
                whole.backward(sequences, targets, () -> {});
                halves.backward(sequences.subList(0, 3), Arrays.copyOfRange(targets, 0, 3), () -> {});
                halves.backward(sequences.subList(3, 6), Arrays.copyOfRange(targets, 3, 6), () -> {});
                halves.optimizer.scaleGradients(0.5);
                for (int i = 0; i < whole.parameters.size(); i++) {
                    assertArrayEquals(
                            whole.gradients().get(i),
                            halves.gradients().get(i),
                            1e-6f,
                            whole.parameters.get(i).name());
                }
                for (var learner : List.of(whole, halves)) {
                    learner.optimizer.step(1e-3);
                }
            }
        }
    }

    @Test
    void theEncodersGradientEqualsFiniteDifferences() {
        var sequences = sequences(3, 4);
        var targets = targets(sequences);
        try (var learner = new Learner(new Full(), 3)) {
            learner.backward(sequences, targets, () -> {});
            var gradients = learner.gradients();
            var random = new Random(5);
            for (int p = 0; p < gradients.size(); p++) {
                var parameter = learner.parameters.get(p);
                float[] direction = Learner.row(random, (int) parameter.count());
                double expected = 0;
                for (int i = 0; i < direction.length; i++) {
                    expected += (double) direction[i] * gradients.get(p)[i];
                }
                double found = difference(learner, parameter, direction, sequences, targets);
                assertEquals(found, expected, 2e-3 + 0.02 * Math.abs(found), parameter.name());
            }
        }
    }

    /** The change of the loss along a direction in one parameter. */
    private static double difference(
            Learner learner, Parameter parameter, float[] direction, List<String> sequences, double[][] targets) {
        float[] start = parameter.tensor().toFloatArray();
        double[] sides = new double[2];
        float step = 2e-3f;
        for (int side = 0; side < 3; side++) {
            float[] moved = start.clone();
            for (int i = 0; i < moved.length && side < 2; i++) {
                moved[i] += (side == 0 ? -step : step) * direction[i];
            }
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                jenomics.nn.Ops.run(
                        "copy_into",
                        parameter.tensor(),
                        scope.floats(moved, parameter.tensor().getShape().getShape()));
                if (side < 2) {
                    sides[side] = learner.loss(scope, sequences, targets).getFloat();
                }
            }
        }
        return (sides[1] - sides[0]) / (2 * step);
    }
}
