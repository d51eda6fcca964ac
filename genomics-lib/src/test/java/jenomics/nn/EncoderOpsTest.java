package jenomics.nn;

import static jenomics.nn.GradientsTest.shape;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import jenomics.nn.GradientsTest.Case;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The ops that single architectures add: gradients against finite differences, and what is easily got wrong. */
class EncoderOpsTest {

    /** Ops on token numbers, and tables that no gradient flows through. */
    private static final List<String> NOT_DIFFERENTIABLE = List.of("positions", "positions_after", "alibi", "take");

    private static List<Case> cases(Scope scope) {
        var mask = scope.longs(new long[] {1, 1, 1, 1, 1, 0}, 2, 3);
        var ids = scope.longs(new long[] {0, 3, 2, 1, 3, 1}, 2, 3);
        var rows = scope.longs(new long[] {2, 0, 2}, 3);
        var some = scope.floats(GradientsTest.normal(3, 6), 1, 3, 2);
        var place = scope.floats(new float[] {0, 0.5f, 1}, 1, 3, 1);
        return List.of(
                new Case("token_dropout", x -> Ops.call("token_dropout", x.get(0), ids, mask, 3), shape(2, 3, 4)),
                new Case("token_dropout", x -> Ops.call("token_dropout", x.get(0), ids, null, 3), shape(2, 3, 4)),
                new Case(
                        "bert_embeddings",
                        x -> Ops.call("bert_embeddings", x.get(0), x.get(1), x.get(2)),
                        shape(2, 3, 4),
                        shape(1, 3, 4),
                        shape(2, 4)),
                new Case("split_qkv", x -> part("split_qkv", 0, x.get(0), 2, 0.5), shape(2, 3, 12)),
                new Case("split_qkv", x -> part("split_qkv", 2, x.get(0), 2, 0.5), shape(2, 3, 12)),
                new Case("geglu", x -> Ops.call("geglu", x.get(0)), shape(2, 8)),
                new Case("gelu_tanh", x -> Ops.call("gelu_tanh", x.get(0)), shape(7)),
                new Case(
                        "hyena_filter",
                        x -> Ops.call(
                                "hyena_filter",
                                some,
                                place,
                                x.get(0),
                                x.get(1),
                                List.of(x.get(2), x.get(3), x.get(4)),
                                List.of(x.get(5), x.get(6)),
                                3,
                                0.05),
                        shape(1, 1, 2),
                        shape(1, 3),
                        shape(3, 2),
                        shape(3, 3),
                        shape(2, 3),
                        shape(3),
                        shape(3)),
                new Case(
                        "causal_conv",
                        x -> Ops.call("causal_conv", x.get(0), x.get(1), x.get(2)),
                        shape(2, 4, 3),
                        shape(3, 1, 3),
                        shape(3)),
                new Case(
                        "hyena",
                        x -> Ops.call("hyena", x.get(0), x.get(1), x.get(2)),
                        shape(2, 6, 3),
                        shape(3, 2),
                        shape(2)),
                new Case("rms_norm", x -> Ops.call("rms_norm", x.get(0), x.get(1), 1e-5), shape(2, 3, 4), shape(4)),
                new Case("flip_time", x -> Ops.call("flip_time", x.get(0)), shape(2, 3, 4)),
                new Case("flip_channels", x -> Ops.call("flip_channels", x.get(0)), shape(2, 3, 4)),
                new Case("flip_both", x -> Ops.call("flip_both", x.get(0)), shape(2, 3, 4)),
                new Case("halves", x -> part("halves", 1, x.get(0)), shape(2, 3, 4)),
                new Case("join", x -> Ops.call("join", x.get(0), x.get(1)), shape(2, 3), shape(2, 1)),
                new Case("take_rows", x -> Ops.call("take_rows", x.get(0), rows), shape(3, 2)),
                new Case("columns", x -> Ops.call("columns", x.get(0), 1, 3), shape(2, 2, 4)),
                new Case(
                        "mamba_conv",
                        x -> Ops.call("mamba_conv", x.get(0), x.get(1), x.get(2), mask),
                        shape(2, 3, 4),
                        shape(2, 1, 2),
                        shape(2)),
                new Case(
                        "selective_scan",
                        x -> Ops.call("selective_scan", x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), x.get(5)),
                        shape(2, 3, 2),
                        shape(2, 3, 2),
                        shape(2, 2),
                        shape(2, 3, 5),
                        shape(2),
                        shape(2, 3, 4)));
    }

    private static ai.djl.ndarray.NDArray part(String op, int part, Object... args) {
        return Ops.callAll(op, args)[part];
    }

    @TestFactory
    Stream<DynamicTest> equalFiniteDifferences() {
        return GradientsTest.checks(EncoderOpsTest::cases);
    }

    @Test
    void everyOpIsCovered() throws Exception {
        var defined = GradientsTest.defined("encoders.torchscript");
        defined.addAll(GradientsTest.defined("mixers.torchscript"));
        var covered = new TreeSet<>(NOT_DIFFERENTIABLE);
        try (var scope = Scope.open()) {
            cases(scope).forEach(c -> covered.add(c.name()));
        }
        assertEquals(defined, covered);
    }

    @Test
    void positionsCountRealTokensOnly() {
        try (var scope = Scope.open()) {
            var ids = scope.longs(new long[8], 2, 4);
            var mask = scope.longs(new long[] {1, 1, 1, 0, 1, 1, 1, 1}, 2, 4);
            assertArrayEquals(
                    new long[] {0, 1, 2, 3}, Ops.call("positions", ids).toLongArray());
            assertArrayEquals(
                    new long[] {2, 3, 4, 1, 2, 3, 4, 5},
                    Ops.call("positions_after", ids, mask, 1).toLongArray());
            assertArrayEquals(
                    new long[] {2, 3, 4, 5},
                    Ops.call("positions_after", ids, null, 1).toLongArray());
        }
    }

    /** The state is carried from one piece of the sequence to the next: pieces are an economy, not a cut. */
    @Test
    void aLongScanIsTheRecurrenceItself() {
        int length = 600;
        try (var scope = Scope.open();
                var off = Grad.off()) {
            float[] u = GradientsTest.normal(1, length);
            float[] step = GradientsTest.normal(2, length);
            float[] dbc = GradientsTest.normal(4, 3 * length);
            float[] gate = GradientsTest.normal(5, 2 * length);
            float rate = 0.3f;
            float[] found = Ops.call(
                            "selective_scan",
                            scope.floats(u, 1, length, 1),
                            scope.floats(step, 1, length, 1),
                            scope.floats(new float[] {rate}, 1, 1),
                            scope.floats(dbc, 1, length, 3),
                            scope.floats(new float[] {0.7f}, 1),
                            scope.floats(gate, 1, length, 2))
                    .toFloatArray();
            double h = 0;
            for (int t = 0; t < length; t++) {
                double delta = Math.log1p(Math.exp(step[t]));
                h = Math.exp(-delta * Math.exp(rate)) * h + delta * dbc[3 * t + 1] * u[t];
                double z = gate[2 * t + 1];
                double y = (h * dbc[3 * t + 2] + 0.7 * u[t]) * z / (1 + Math.exp(-z));
                assertEquals(y, found[t], 1e-4, "at " + t);
            }
        }
    }

    /** A filter longer than one piece of the sequence reaches back over all of it, never forward. */
    @Test
    void theLongConvolutionIsCausal() {
        int length = 50;
        try (var scope = Scope.open();
                var off = Grad.off()) {
            float[] u = GradientsTest.normal(1, 3 * length);
            float[] filter = GradientsTest.normal(2, length);
            float[] found = Ops.call(
                            "hyena",
                            scope.floats(u, 1, 3, length),
                            scope.floats(filter, length, 1),
                            scope.floats(new float[] {0.4f}, 1))
                    .toFloatArray();
            for (int t = 0; t < length; t++) {
                double sum = 0;
                for (int s = 0; s <= t; s++) {
                    sum += (double) filter[t - s] * u[length + s] * u[2 * length + s];
                }
                sum += 0.4 * u[length + t] * u[2 * length + t];
                assertEquals(sum * u[t], found[t], 1e-4, "at " + t);
            }
        }
    }
}
