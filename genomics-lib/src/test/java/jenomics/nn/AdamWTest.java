package jenomics.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private static final AdamW.Settings SETTINGS = new AdamW.Settings(0.9, 0.98, 1e-8);

    /** torch.optim.AdamW's formulas (its documentation's algorithm box), in doubles. */
    private static final class Reference {
        final double[] p;
        final double[] m;
        final double[] v;
        int t;

        Reference(float[] start) {
            p = new double[start.length];
            m = new double[start.length];
            v = new double[start.length];
            for (int i = 0; i < p.length; i++) {
                p[i] = start[i];
            }
        }

        void step(float[] g, double rate, double decay) {
            t++;
            for (int i = 0; i < p.length; i++) {
                p[i] -= rate * decay * p[i];
                m[i] = 0.9 * m[i] + 0.1 * g[i];
                v[i] = 0.98 * v[i] + 0.02 * g[i] * g[i];
                double corrected = m[i] / (1 - Math.pow(0.9, t));
                p[i] -= rate * corrected / (Math.sqrt(v[i] / (1 - Math.pow(0.98, t))) + 1e-8);
            }
        }
    }

    private static float[] normal(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Gives a leaf exactly this gradient, added to what it has. */
    private static void gradient(NDArray leaf, float[] wanted) {
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var weights = scope.floats(wanted, leaf.getShape().getShape());
            Grad.backward(Ops.call("total", Ops.call("multiply", leaf, weights)));
        }
    }

    @Test
    void followsTorchsFormulas() {
        var random = new Random(1);
        try (var scope = Scope.lasting()) {
            float[] a = normal(random, 6);
            float[] b = normal(random, 3);
            var one = new Parameter("a", scope.floats(a, 2, 3), 0.1, 1);
            var other = new Parameter("b", scope.floats(b, 3), 0, 16);
            var first = new Reference(a);
            var second = new Reference(b);
            try (var optimizer = new AdamW(SETTINGS, List.of(one, other))) {
                for (int step = 0; step < 5; step++) {
                    float[] ga = normal(random, 6);
                    float[] gb = normal(random, 3);
                    gradient(one.tensor(), ga);
                    gradient(other.tensor(), gb);
                    double rate = 0.01 / (step + 1);
                    optimizer.step(rate);
                    first.step(ga, rate, 0.1);
                    second.step(gb, rate * 16, 0);
                    assertClose(first.p, one.tensor());
                    assertClose(second.p, other.tensor());
                    assertArrayEquals(new float[3], other.tensor().getGradient().toFloatArray());
                }
                assertEquals(5, optimizer.steps());
            }
        }
    }

    private static void assertClose(double[] expected, NDArray actual) {
        float[] values = actual.toFloatArray();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], values[i], 1e-6);
        }
    }

    @Test
    void goesOnBitEqualFromASavedState() {
        float[] start = normal(new Random(2), 12);
        float[] whole = train(start, 10, null);
        float[] resumed = train(start, 10, 4);
        assertArrayEquals(whole, resumed);
        assertTrue(Math.abs(whole[0] - start[0]) > 1e-3);
    }

    /** @param breakAt after which step to save everything and go on with a new optimizer; null: never */
    private static float[] train(float[] start, int steps, Integer breakAt) {
        try (var scope = Scope.lasting()) {
            var parameter = new Parameter("w", scope.floats(start, 3, 4), 0.01, 1);
            var optimizer = new AdamW(SETTINGS, List.of(parameter));
            for (int step = 0; step < steps; step++) {
                gradient(parameter.tensor(), normal(new Random(step), 12));
                optimizer.clip(1);
                optimizer.step(0.01);
                if (breakAt != null && step == breakAt) {
                    var saved = new HashMap<String, NDArray>();
                    optimizer.state().forEach((name, t) -> saved.put(name, scope.floats(t.toFloatArray(), 3, 4)));
                    var next =
                            new Parameter("w", scope.floats(parameter.tensor().toFloatArray(), 3, 4), 0.01, 1);
                    optimizer.close();
                    optimizer = new AdamW(SETTINGS, List.of(next));
                    optimizer.resume(breakAt + 1, saved);
                    parameter = next;
                }
            }
            optimizer.close();
            return parameter.tensor().toFloatArray();
        }
    }

    @Test
    void aStateOfAnotherShapeIsRefused() {
        try (var scope = Scope.lasting();
                var optimizer = new AdamW(SETTINGS, List.of(new Parameter("w", scope.floats(new float[2], 2), 0, 1)))) {
            var none = assertThrows(GenomicsException.class, () -> optimizer.resume(1, Map.of()));
            assertEquals("The optimizer state for 'w.exp_avg' should have shape (2), found none.", none.getMessage());
            var wrong = Map.of("w.exp_avg", scope.floats(new float[3], 3));
            var e = assertThrows(GenomicsException.class, () -> optimizer.resume(1, wrong));
            assertEquals("The optimizer state for 'w.exp_avg' should have shape (2), found (3).", e.getMessage());
        }
    }

    @Test
    void clipsTheGlobalNorm() {
        try (var scope = Scope.lasting()) {
            var a = new Parameter("a", scope.floats(new float[1], 1), 0, 1);
            var b = new Parameter("b", scope.floats(new float[2], 2), 0, 1);
            try (var optimizer = new AdamW(SETTINGS, List.of(a, b))) {
                gradient(a.tensor(), new float[] {3});
                gradient(b.tensor(), new float[] {0, -4});
                assertEquals(5, optimizer.clip(10), 1e-6);
                assertArrayEquals(new float[] {3}, a.tensor().getGradient().toFloatArray(), "below the limit");
                assertEquals(5, optimizer.clip(2), 1e-6);
                assertArrayEquals(
                        new float[] {0, -1.6f}, b.tensor().getGradient().toFloatArray(), 1e-6f);
                assertEquals(2, optimizer.gradientNorm(), 1e-5);
            }
        }
    }

    @Test
    void aParameterWithoutGradientStays() {
        try (var scope = Scope.lasting()) {
            var used = new Parameter("used", scope.floats(new float[] {1}, 1), 0.1, 1);
            var unused = new Parameter("unused", scope.floats(new float[] {1}, 1), 0.1, 1);
            try (var optimizer = new AdamW(SETTINGS, List.of(used, unused))) {
                gradient(used.tensor(), new float[] {1});
                assertEquals(1, optimizer.gradientNorm(), 1e-6);
                optimizer.step(0.1);
                assertEquals(1, unused.tensor().getFloat());
                assertEquals(0.89, used.tensor().getFloat(), 1e-6);
            }
        }
    }
}
