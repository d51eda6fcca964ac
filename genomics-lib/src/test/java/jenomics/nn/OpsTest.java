package jenomics.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OpsTest {
    @Test
    void linearWithAndWithoutBias() {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var x = scope.floats(new float[] {1, 2}, 1, 2);
            var w = scope.floats(new float[] {1, 0, 0, 1, 1, 1}, 3, 2);
            assertArrayEquals(
                    new float[] {1, 2, 3}, Ops.call("linear", x, w, null).toFloatArray());
            var b = scope.floats(new float[] {10, 20, 30}, 3);
            assertArrayEquals(
                    new float[] {11, 22, 33}, Ops.call("linear", x, w, b).toFloatArray());
        }
    }

    @Test
    void gradientsFlowThroughOps() {
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var x = Grad.leaf(scope.floats(new float[] {3, -1}, 2));
            Grad.backward(Ops.call("total", Ops.call("multiply", x, x)));
            assertArrayEquals(new float[] {6, -2}, x.getGradient().toFloatArray());
            assertEquals(
                    Math.sqrt(40),
                    Ops.call("gradient_norm", java.util.List.of(x)).getFloat(),
                    1e-6);
        }
    }
}
