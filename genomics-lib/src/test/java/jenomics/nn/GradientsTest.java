package jenomics.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The gradient of every differentiable op against central finite differences. In float32 a difference quotient is good
 * to about 1e-3, so it is taken of a sum with random weights, over all numbers of all inputs.
 */
class GradientsTest {
    private static final float STEP = 5e-3f;
    private static final double TOLERANCE = 4e-3;

    /** An op on leaves of these shapes; what else it takes is fixed. */
    record Case(String name, Function<List<NDArray>, NDArray> op, long[]... shapes) {}

    /** Ops whose results are numbers of parameters, integers or copies: nothing flows through them, or not by design. */
    private static final List<String> NOT_DIFFERENTIABLE = List.of(
            "none",
            "gradient_of",
            "is_recorded",
            "dropout",
            "linear_bfloat16",
            "rotary_tables",
            "key_bias",
            "count_hits",
            "to_half",
            "to_bfloat16",
            "copy_into",
            "gradient_norm",
            "scale_gradients",
            "zero_gradients",
            "adamw");

    static long[] shape(long... sizes) {
        return sizes;
    }

    private static List<Case> cases(Scope scope) {
        var mask = scope.longs(new long[] {1, 1, 1, 1, 1, 0}, 2, 3);
        var bias = Ops.call("key_bias", mask);
        var rotary = Ops.callAll("rotary_tables", scope.floats(new float[] {1, 0.3f}, 2), 3);
        var ids = scope.longs(new long[] {0, 3, 3, 1}, 2, 2);
        var classes = scope.longs(new long[] {0, 2, 1}, 3);
        var yes = scope.floats(new float[] {1, 0, 0, 1, 1, 0}, 3, 2);
        var weight = scope.floats(new float[] {0.5f, 2, 1}, 3);
        return List.of(
                new Case(
                        "linear",
                        x -> Ops.call("linear", x.get(0), x.get(1), x.get(2)),
                        shape(2, 3, 4),
                        shape(5, 4),
                        shape(5)),
                new Case("linear", x -> Ops.call("linear", x.get(0), x.get(1), null), shape(3, 4), shape(2, 4)),
                new Case(
                        "layer_norm",
                        x -> Ops.call("layer_norm", x.get(0), x.get(1), x.get(2), 1e-5),
                        shape(2, 3, 8),
                        shape(8),
                        shape(8)),
                new Case("embedding", x -> Ops.call("embedding", ids, x.get(0)), shape(4, 3)),
                new Case("gelu", x -> Ops.call("gelu", x.get(0)), shape(7)),
                new Case("tanh", x -> Ops.call("tanh", x.get(0)), shape(7)),
                new Case("swiglu", x -> Ops.call("swiglu", x.get(0)), shape(2, 3, 8)),
                new Case("add", x -> Ops.call("add", x.get(0), x.get(1)), shape(2, 3), shape(2, 3)),
                new Case("scale", x -> Ops.call("scale", x.get(0), 0.7), shape(2, 3)),
                new Case("multiply", x -> Ops.call("multiply", x.get(0), x.get(1)), shape(2, 3), shape(2, 3)),
                new Case("mask_embeddings", x -> Ops.call("mask_embeddings", x.get(0), mask), shape(2, 3, 4)),
                new Case("split_heads", x -> Ops.call("split_heads", x.get(0), 2), shape(2, 3, 8)),
                new Case("rotate", x -> Ops.call("rotate", x.get(0), rotary[0], rotary[1]), shape(2, 2, 3, 4)),
                new Case(
                        "rotary_heads",
                        x -> Ops.call("rotary_heads", x.get(0), rotary[0], rotary[1], 2, 0.5),
                        shape(2, 3, 8)),
                new Case(
                        "attention",
                        x -> Ops.call("attention", x.get(0), x.get(1), x.get(2), bias),
                        shape(2, 2, 3, 4),
                        shape(2, 2, 3, 4),
                        shape(2, 2, 3, 4)),
                new Case(
                        "attention",
                        x -> Ops.call("attention", x.get(0), x.get(1), x.get(2), null),
                        shape(2, 2, 3, 4),
                        shape(2, 2, 3, 4),
                        shape(2, 2, 3, 4)),
                new Case(
                        "attention_maps",
                        x -> Ops.call("attention_maps", x.get(0), x.get(1), bias),
                        shape(2, 2, 3, 4),
                        shape(2, 2, 3, 4)),
                new Case("attend", x -> Ops.call("attend", x.get(0), x.get(1)), shape(2, 2, 3, 3), shape(2, 2, 3, 4)),
                new Case("masked_mean", x -> Ops.call("masked_mean", x.get(0), mask), shape(2, 3, 4)),
                new Case("first_token", x -> Ops.call("first_token", x.get(0)), shape(2, 3, 4)),
                new Case("group_mean", x -> Ops.call("group_mean", x.get(0), classes, 3), shape(3, 4)),
                new Case("pick_rows", x -> Ops.call("pick_rows", x.get(0), classes), shape(2, 2, 3)),
                new Case("softmax", x -> Ops.call("softmax", x.get(0)), shape(3, 4)),
                new Case("sigmoid", x -> Ops.call("sigmoid", x.get(0)), shape(5)),
                new Case("cross_entropy", x -> Ops.call("cross_entropy", x.get(0), classes, null), shape(3, 3)),
                new Case("cross_entropy", x -> Ops.call("cross_entropy", x.get(0), classes, weight), shape(3, 3)),
                new Case("cross_entropy_sum", x -> Ops.call("cross_entropy_sum", x.get(0), classes), shape(3, 3)),
                new Case(
                        "binary_cross_entropy",
                        x -> Ops.call("binary_cross_entropy", x.get(0), yes, null),
                        shape(3, 2)),
                new Case(
                        "binary_cross_entropy",
                        x -> Ops.call("binary_cross_entropy", x.get(0), yes, scope.floats(new float[] {3, 1}, 2)),
                        shape(3, 2)),
                new Case(
                        "mean_squared_error",
                        x -> Ops.call("mean_squared_error", x.get(0), x.get(1)),
                        shape(3, 2),
                        shape(3, 2)),
                new Case("gradient_dot", x -> Ops.call("gradient_dot", x.get(0), x.get(1)), shape(3, 4), shape(3, 4)),
                new Case("total", x -> Ops.call("total", x.get(0)), shape(3, 4)),
                new Case("column", x -> Ops.call("column", x.get(0), 1), shape(3, 4)),
                new Case("to_float", x -> Ops.call("to_float", x.get(0)), shape(3, 4)));
    }

    @TestFactory
    Stream<DynamicTest> equalFiniteDifferences() {
        return checks(GradientsTest::cases);
    }

    /** One test for each case. */
    static Stream<DynamicTest> checks(Function<Scope, List<Case>> cases) {
        int count;
        try (var scope = Scope.open()) {
            count = cases.apply(scope).size();
        }
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> DynamicTest.dynamicTest("case " + i, () -> check(cases, i)));
    }

    private static void check(Function<Scope, List<Case>> cases, int i) {
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var tried = cases.apply(scope).get(i);
            var random = new Random(i);
            var values = new ArrayList<float[]>();
            for (var shape : tried.shapes()) {
                values.add(normal(random, size(shape)));
            }
            var leaves = leaves(scope, values, tried.shapes());
            var result = tried.op().apply(leaves);
            var weights = scope.floats(
                    normal(random, (int) result.size()), result.getShape().getShape());
            Grad.backward(weighted(result, weights));
            double largest = 0;
            for (int leaf = 0; leaf < values.size(); leaf++) {
                float[] gradient = leaves.get(leaf).getGradient().toFloatArray();
                for (int at = 0; at < gradient.length; at++) {
                    double difference = difference(tried, values, leaf, at, weights);
                    double scale = Math.max(1, Math.abs(difference));
                    assertEquals(
                            difference, gradient[at], TOLERANCE * scale, tried.name() + " input " + leaf + " at " + at);
                    largest = Math.max(largest, Math.abs(gradient[at]));
                }
            }
            assertTrue(largest > 0.01, tried.name() + " has a gradient worth comparing");
        }
    }

    private static double difference(Case tried, List<float[]> values, int leaf, int at, NDArray weights) {
        double[] sides = new double[2];
        for (int side = 0; side < 2; side++) {
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                var moved = new ArrayList<>(values);
                moved.set(leaf, values.get(leaf).clone());
                moved.get(leaf)[at] += side == 0 ? -STEP : STEP;
                var result = tried.op().apply(leaves(scope, moved, tried.shapes()));
                sides[side] = dot(result.toFloatArray(), weights.toFloatArray());
            }
        }
        return (sides[1] - sides[0]) / (2.0 * STEP);
    }

    private static NDArray weighted(NDArray result, NDArray weights) {
        return Ops.call("total", Ops.call("multiply", result, weights));
    }

    private static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }

    private static List<NDArray> leaves(Scope scope, List<float[]> values, long[][] shapes) {
        var leaves = new ArrayList<NDArray>();
        for (int i = 0; i < shapes.length; i++) {
            leaves.add(Grad.leaf(scope.floats(values.get(i), shapes[i])));
        }
        return leaves;
    }

    private static float[] normal(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static int size(long[] shape) {
        return (int) Stream.of(shape).flatMapToLong(java.util.Arrays::stream).reduce(1, (a, b) -> a * b);
    }

    /** A new op must be added to the cases, or said to have no gradient. */
    @Test
    void everyOpIsCovered() throws Exception {
        var defined = defined("ops.torchscript");
        var covered = new TreeSet<>(NOT_DIFFERENTIABLE);
        try (var scope = Scope.open()) {
            cases(scope).forEach(c -> covered.add(c.name()));
        }
        assertEquals(defined, covered);
    }

    /** The names of the ops in a resource. */
    static TreeSet<String> defined(String resource) throws Exception {
        var defined = new TreeSet<String>();
        try (var in = Ops.class.getResourceAsStream(resource)) {
            Pattern.compile("def (\\w+)\\(")
                    .matcher(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .results()
                    .forEach(m -> defined.add(m.group(1)));
        }
        return defined;
    }

    @Test
    void attentionWithoutTheFusedKernelIsTheSame() {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var random = new Random(5);
            var x = Stream.of(1, 2, 3)
                    .map(i -> scope.floats(normal(random, 48), 2, 2, 3, 4))
                    .toList();
            var bias = Ops.call("key_bias", scope.longs(new long[] {1, 1, 1, 1, 1, 0}, 2, 3));
            float[] fused =
                    Ops.call("attention", x.get(0), x.get(1), x.get(2), bias).toFloatArray();
            var maps = Ops.call("attention_maps", x.get(0), x.get(1), bias);
            float[] plain = Ops.call("attend", maps, x.get(2)).toFloatArray();
            org.junit.jupiter.api.Assertions.assertArrayEquals(fused, plain, 1e-5f);
        }
    }

    @Test
    void bfloat16GradientsAreNearTheFullOnes() {
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var random = new Random(6);
            var values = List.of(normal(random, 24), normal(random, 20), normal(random, 5));
            var shapes = new long[][] {{6, 4}, {5, 4}, {5}};
            var gradients = new ArrayList<List<float[]>>();
            for (String op : List.of("linear", "linear_bfloat16")) {
                var leaves = leaves(scope, values, shapes);
                Grad.backward(Ops.call("total", Ops.call("tanh", Ops.call(op, leaves.toArray()))));
                gradients.add(
                        leaves.stream().map(l -> l.getGradient().toFloatArray()).toList());
            }
            for (int i = 0; i < shapes.length; i++) {
                org.junit.jupiter.api.Assertions.assertArrayEquals(
                        gradients.get(0).get(i), gradients.get(1).get(i), 0.05f);
            }
        }
    }

    @Test
    void dropoutKeepsTheMeanAndItsGradientIsItsMask() {
        Torch.seed(3);
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var ones = new float[10_000];
            java.util.Arrays.fill(ones, 1);
            var x = Grad.leaf(scope.floats(ones, ones.length));
            var y = Ops.call("dropout", x, 0.25);
            Grad.backward(Ops.call("total", y));
            float[] kept = y.toFloatArray();
            org.junit.jupiter.api.Assertions.assertArrayEquals(
                    kept, x.getGradient().toFloatArray());
            double sum = 0;
            for (float value : kept) {
                assertTrue(value == 0 || Math.abs(value - 4 / 3.0) < 1e-6, "found " + value);
                sum += value;
            }
            assertEquals(1, sum / kept.length, 0.03);
        }
    }

    /** Standard normal numbers. */
    static float[] normal(long seed, int size) {
        return normal(new Random(seed), size);
    }
}
