package jenomics.nn;

import static jenomics.nn.GradientsTest.shape;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.nn.GradientsTest.Case;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The ops of adapters and trainings: gradients against finite differences, and what is easily got wrong. */
class TuningOpsTest {

    /** What works on parameters in place or gives copies of them, and layers of whole numbers. */
    private static final List<String> NOT_DIFFERENTIABLE = List.of(
            "row_norms",
            "merge_dora",
            "principal",
            "add_squared_gradients",
            "pull_back",
            "average_into",
            "scale_all",
            "count_non_zero",
            "without_smallest",
            "to_int8",
            "int8_linear");

    private static List<Case> cases(Scope scope) {
        var ids = scope.longs(new long[] {0, 3, 3, 1}, 2, 2);
        var classes = scope.longs(new long[] {0, 2, 1}, 3);
        var truth = scope.floats(new float[] {0.8f, 0.1f, 0.1f, 0.1f, 0.1f, 0.8f, 0.1f, 0.8f, 0.1f}, 3, 3);
        var weights = scope.floats(new float[] {0.5f, 2, 1}, 3);
        var each = scope.floats(new float[] {1, 2, 0.5f, 1, 1, 3, 1, 1, 2}, 3, 3);
        var w = scope.floats(GradientsTest.normal(1, 20), 5, 4);
        var a = scope.floats(GradientsTest.normal(2, 8), 2, 4);
        var b = scope.floats(GradientsTest.normal(3, 10), 5, 2);
        var group = scope.longs(new long[] {0, 0, 1, 1, 1}, 5);
        var place = scope.longs(new long[] {0, 1, 0, 1, 2}, 5);
        return List.of(
                new Case(
                        "lora",
                        x -> Ops.call("lora", x.get(0), x.get(1), x.get(2), x.get(3), 2.0, 0.0),
                        shape(2, 3, 4),
                        shape(2, 3, 5),
                        shape(2, 4),
                        shape(5, 2)),
                new Case("lora_bias", x -> Ops.call("lora_bias", x.get(0), x.get(1), 2.0), shape(2, 5), shape(5)),
                new Case(
                        "lora_embedding",
                        x -> Ops.call("lora_embedding", ids, x.get(0), x.get(1), x.get(2), 2.0),
                        shape(2, 2, 3),
                        shape(2, 4),
                        shape(3, 2)),
                new Case(
                        "merge_lora",
                        x -> Ops.call("merge_lora", x.get(0), x.get(1), x.get(2), 2.0),
                        shape(5, 4),
                        shape(2, 4),
                        shape(5, 2)),
                new Case(
                        "merge_lora_embedding",
                        x -> Ops.call("merge_lora_embedding", x.get(0), x.get(1), x.get(2), 2.0),
                        shape(4, 3),
                        shape(2, 4),
                        shape(3, 2)),
                new Case(
                        "dora",
                        x -> Ops.call("dora", x.get(0), x.get(1), x.get(2), x.get(3), w, a, b, x.get(4), 2.0),
                        shape(2, 4),
                        shape(2, 5),
                        shape(2, 5),
                        shape(5),
                        shape(5)),
                new Case(
                        "scale_channels",
                        x -> Ops.call("scale_channels", x.get(0), x.get(1)),
                        shape(2, 5),
                        shape(5, 1)),
                new Case("as_tokens", x -> Ops.call("as_tokens", x.get(0)), shape(2, 3)),
                new Case("class_loss", x -> Ops.call("class_loss", x.get(0), truth, weights, 2.0), shape(3, 3)),
                new Case("class_loss", x -> Ops.call("class_loss", x.get(0), truth, weights, 0.0), shape(3, 3)),
                new Case(
                        "label_loss",
                        x -> Ops.call("scale", Ops.call("label_loss", x.get(0), truth, each, 2.0), 20.0),
                        shape(3, 3)),
                new Case("label_loss", x -> Ops.call("label_loss", x.get(0), truth, each, 0.0), shape(3, 3)),
                new Case("masked_loss", x -> Ops.call("masked_loss", x.get(0), classes, 0.5), shape(3, 4)),
                new Case("between", x -> Ops.call("between", x.get(0), x.get(1), 0.3), shape(3), shape(3)),
                new Case(
                        "simcse_loss", x -> Ops.call("simcse_loss", x.get(0), x.get(1), 0.5), shape(3, 4), shape(3, 4)),
                new Case("beside", x -> Ops.call("beside", x.get(0), x.get(1)), shape(2, 3), shape(2, 1)),
                new Case("all_rows", x -> Ops.call("all_rows", List.of(x.get(0), x.get(1))), shape(2, 3), shape(1, 3)),
                new Case("grid", x -> Ops.call("grid", x.get(0), group, place, 2, 3, 0.0), shape(5, 2)),
                new Case("group_max", x -> Ops.call("group_max", x.get(0), group, place, 2, 3), shape(5, 2)),
                new Case(
                        "group_cnn",
                        x -> Ops.call("group_cnn", x.get(0), group, place, 2, 3, x.get(1), x.get(2)),
                        shape(5, 2),
                        shape(3, 2, 3),
                        shape(2, 3)),
                new Case(
                        "distill_value",
                        x -> Ops.call("distill_value", Ops.call("total", x.get(0)), x.get(1), each, 0.3, 1.0),
                        shape(1),
                        shape(3, 3)),
                new Case(
                        "distill_classes",
                        x -> Ops.call("distill_classes", Ops.call("total", x.get(0)), x.get(1), truth, 0.3, 2.0),
                        shape(1),
                        shape(3, 3)),
                new Case(
                        "distill_labels",
                        x -> Ops.call("distill_labels", Ops.call("total", x.get(0)), x.get(1), truth, 0.3, 2.0),
                        shape(1),
                        shape(3, 3)));
    }

    @TestFactory
    Stream<DynamicTest> equalFiniteDifferences() {
        return GradientsTest.checks(TuningOpsTest::cases);
    }

    /** A new op must be added to the cases, or said to have no gradient. */
    @Test
    void everyOpIsCovered() throws Exception {
        var covered = new TreeSet<>(NOT_DIFFERENTIABLE);
        try (var scope = Scope.open()) {
            cases(scope).forEach(c -> covered.add(c.name()));
        }
        assertEquals(GradientsTest.defined("tuning.torchscript"), covered);
    }

    /** The best approximation of rank r (Eckart and Young 1936): what is left has the other singular values. */
    @Test
    void principalDirectionsLeaveTheLeastBehind() {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            float[] diagonal = {3, 0, 0, 0, -7, 0, 0, 0, 2};
            var taken = Ops.callAll("principal", scope.floats(diagonal, 3, 3), 1, 4.0);
            float[] largest = Ops.call("merge_lora", scope.floats(new float[9], 3, 3), taken[0], taken[1], 4.0)
                    .toFloatArray();
            assertArrayEquals(new float[] {0, 0, 0, 0, -7, 0, 0, 0, 0}, largest, 1e-5f);
        }
    }

    @Test
    void wholeNumbersAreNearTheLayerTheyStandFor() {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var x = scope.floats(GradientsTest.normal(4, 2 * 3 * 32), 2, 3, 32);
            var w = scope.floats(GradientsTest.normal(5, 8 * 32), 8, 32);
            var bias = scope.floats(GradientsTest.normal(6, 8), 8);
            var parts = Ops.callAll("to_int8", w);
            var whole = Ops.call("int8_linear", x, parts[0], parts[1], bias);
            assertArrayEquals(new long[] {2, 3, 8}, whole.getShape().getShape());
            float[] exact = Ops.call("linear", x, w, bias).toFloatArray();
            assertArrayEquals(exact, whole.toFloatArray(), 0.25f);
            double error = IntStream.range(0, exact.length)
                    .mapToDouble(i -> Math.abs(exact[i] - whole.getFloat(i / 24, i / 8 % 3, i % 8)))
                    .average()
                    .orElseThrow();
            assertEquals(0.03, error, 0.03, "of values around 6");
        }
    }

    /** What a frozen parameter must not lose: its value, and its first steps once it is opened. */
    @Test
    void aParameterOpenedLaterTakesItsFirstStepAsFirst() {
        try (var scope = Scope.lasting()) {
            var early = new Parameter("early", scope.floats(new float[] {1}, 1), 0.1, 1);
            var late = new Parameter("late", scope.floats(new float[] {1}, 1), 0.1, 1);
            try (var optimizer = new AdamW(AdamW.Settings.DEFAULT, List.of(early, late))) {
                late.tensor().setRequiresGradient(false);
                for (int step = 0; step < 3; step++) {
                    backward(early);
                    optimizer.step(0.01);
                }
                assertEquals(1, late.tensor().getFloat(), 0);
                late.tensor().setRequiresGradient(true);
                backward(early);
                backward(late);
                optimizer.step(0.01);
                assertEquals(1 * (1 - 0.01 * 0.1) - 0.01, late.tensor().getFloat(), 1e-6);
                assertArrayEquals(new int[] {4, 1}, optimizer.ages());
            }
        }
    }

    private static void backward(Parameter parameter) {
        try (var scope = Scope.open();
                var on = Grad.on()) {
            Grad.backward(Ops.call("total", Ops.call("scale", parameter.tensor(), 3.0)));
        }
    }
}
