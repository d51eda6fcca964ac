package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import jenomics.learn.Task;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.nn.Torch;
import jenomics.provenance.Seed;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences of many segments go through in parts, and nothing else changes. */
class LongSequencesTest {
    @TempDir
    Path folder;

    private GenomicModel model;
    private SequenceEncoder encoder;

    @BeforeEach
    void checkpoint() {
        model = GenomicModel.pretrained(Tiny.checkpoint(folder));
    }

    private Network network() {
        var net = model.checkpoint().network();
        encoder = new SequenceEncoder(Tiny.ESM, Tiny.TOKENIZER, net, Pooling.MEAN);
        return net;
    }

    /** About 280 segments of 64 tokens, 18,000 tokens. */
    private static String bases() {
        return Tiny.bases(new Random(3), 40_000, 0.5);
    }

    @Test
    void readInPartsItIsTheMeanOfItsSegments() {
        try (var net = network();
                var off = Grad.off()) {
            var segments = encoder.segments(bases(), 0);
            assertTrue(segments.size() * 64L > 2L * SequenceEncoder.TOKENS_AT_ONCE, segments.size() + " segments");
            var mean = new double[Tiny.ESM.hidden()];
            for (var segment : segments) {
                try (var scope = Scope.open()) {
                    float[] one = encoder.pool(
                                    scope,
                                    segment,
                                    encoder.encode(
                                                    scope,
                                                    segment,
                                                    jenomics.model.architecture.Architecture.Wish.NOTHING)
                                            .last())
                            .toFloatArray();
                    for (int h = 0; h < mean.length; h++) {
                        mean[h] += one[h] / segments.size();
                    }
                }
            }
            try (var scope = Scope.open()) {
                float[] found =
                        encoder.pooled(scope, List.of(bases()), new int[1]).toFloatArray();
                for (int h = 0; h < mean.length; h++) {
                    assertEquals(mean[h], found[h], 1e-5);
                }
            }
        }
    }

    /** The gradient of every weight, dropout included, kept and computed again part by part. */
    @Test
    void learnedFromInPartsItHasTheSameGradients() {
        float[][] kept = gradients(false);
        float[][] again = gradients(true);
        for (int i = 0; i < kept.length; i++) {
            double largest = 0;
            for (float value : kept[i]) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertTrue(largest > 0, "no gradient " + i);
            assertArrayEquals(kept[i], again[i], (float) (2e-4 * largest), "gradient " + i);
        }
    }

    private float[][] gradients(boolean recompute) {
        try (var net = network();
                var on = Grad.on()) {
            var parameters = new jenomics.model.tuning.Full().attach(net, Tiny.ESM, 0.01, Seed.of(1));
            parameters.forEach(p -> p.tensor().setRequiresGradient(true));
            net.recompute(recompute);
            net.train(0);
            for (int pass = 0; pass < 2; pass++) { // gradients of two batches add up
                Torch.seed(5 + pass);
                try (var scope = Scope.open()) {
                    var pooled = encoder.pooled(scope, List.of(bases(), "ACGTACGT"), new int[2]);
                    Grad.backward(Ops.call("total", Ops.call("multiply", pooled, pooled)));
                }
            }
            try (var scope = Scope.open()) {
                return parameters.stream()
                        .filter(p -> Ops.callAll("gradient_of", p.tensor()).length > 0)
                        .map(p -> Ops.callAll("gradient_of", p.tensor())[0].toFloatArray())
                        .toArray(float[][]::new);
            }
        }
    }

    /** What is drawn by chance in a part is drawn again when it is computed again. */
    @Test
    void dropoutIsTheSameWhenAPartIsComputedAgain() {
        float[][] once = dropped(7);
        assertArrayEquals(once[0], dropped(7)[0]);
        double difference = Math.abs(once[0][0] - dropped(8)[0][0]);
        assertTrue(difference > 0, "dropout takes part");
        assertEquals(slope(), once[1][0], 2e-2 * Math.abs(slope()) + 1e-4);
    }

    private static final String WEIGHT = "esm.encoder.layer.0.attention.self.value.bias";

    /** The loss, and its gradient by one number. */
    private float[][] dropped(long seed) {
        return dropped(seed, 0);
    }

    private float[][] dropped(long seed, float shift) {
        try (var net = network();
                var on = Grad.on()) {
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                float[] values = net.weight(WEIGHT).toFloatArray();
                values[0] += shift;
                net.put(WEIGHT, scope.floats(values, values.length));
            }
            net.weight(WEIGHT).setRequiresGradient(true);
            net.recompute(true);
            net.train(0.2);
            Torch.seed(seed);
            try (var scope = Scope.open()) {
                var pooled = encoder.pooled(scope, List.of(bases()), new int[1]);
                var loss = Ops.call("total", Ops.call("multiply", pooled, pooled));
                Grad.backward(loss);
                return new float[][] {
                    {loss.getFloat()}, Ops.callAll("gradient_of", net.weight(WEIGHT))[0].toFloatArray()
                };
            }
        }
    }

    private double slope() {
        double step = 0.02;
        return (dropped(7, (float) step)[0][0] - dropped(7, (float) -step)[0][0]) / (2 * step);
    }

    /** Ten times the sequence, hardly more memory. */
    @Test
    void theForecastDoesNotGrowWithTheSequence() {
        var plan = FineTune.of(model, Task.regression("y"))
                .training(t -> t.batchSize(1).pieces(1).recompute(true));
        long one = forecast(plan, 40_000);
        long ten = forecast(plan, 400_000);
        assertEquals(one, ten);
        assertTrue(forecast(plan.training(t -> t.recompute(false)), 400_000) > 50 * ten);
    }

    private static long forecast(FineTune plan, int length) {
        var record = SequenceRecord.of("long", Tiny.bases(new Random(1), length, 0.5))
                .with("y", "1.5");
        return new Forecasting(plan, SequenceSet.of(List.of(record)))
                .fitting(OptionalLong.empty())
                .training();
    }
}
