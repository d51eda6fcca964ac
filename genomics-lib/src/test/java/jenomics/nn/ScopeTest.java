package jenomics.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void whatAScopeHeldIsGoneWhenItCloses() {
        NDArray made;
        NDArray computed;
        try (var scope = Scope.open()) {
            made = scope.floats(new float[] {1, 2}, 2);
            computed = Ops.call("add", made, made);
            assertArrayEquals(new float[] {2, 4}, computed.toFloatArray());
        }
        assertThrows(IllegalStateException.class, made::toFloatArray);
        assertThrows(IllegalStateException.class, computed::toFloatArray);
    }

    @Test
    void resultsGoToTheInnermostScopeAndMayBeKept() {
        try (var outer = Scope.open()) {
            NDArray kept;
            NDArray lost;
            var x = outer.zeros(new Shape(2));
            try (var inner = Scope.open()) {
                kept = outer.keep(Ops.call("scale", x, 2.0));
                lost = Ops.call("scale", x, 2.0);
            }
            assertArrayEquals(new float[2], kept.toFloatArray());
            assertThrows(IllegalStateException.class, lost::toFloatArray);
        }
    }

    @Test
    void anOpNeedsAScope() {
        try (var lasting = Scope.lasting()) {
            var x = lasting.floats(new float[] {1}, 1);
            var e = assertThrows(IllegalStateException.class, () -> Ops.call("total", x));
            assertEquals("no Scope is open on this thread", e.getMessage());
        }
    }

    @Test
    void theModeIsWhatItWasAlsoAfterAnError() {
        for (boolean mode : new boolean[] {true, false}) {
            try (var start = mode ? Grad.on() : Grad.off()) {
                assertThrows(ArithmeticException.class, () -> {
                    try (var other = mode ? Grad.off() : Grad.on()) {
                        assertEquals(!mode, JniUtils.isGradMode());
                        throw new ArithmeticException();
                    }
                });
                assertEquals(mode, JniUtils.isGradMode());
            }
        }
    }

    @Test
    void nothingIsRecordedWhileTheModeIsOff() {
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var x = Grad.leaf(scope.floats(new float[] {3}, 1));
            NDArray y;
            try (var off = Grad.off()) {
                y = Ops.call("multiply", x, x);
            }
            Grad.backward(Ops.call("total", Ops.call("multiply", x, y)));
            assertArrayEquals(new float[] {9}, x.getGradient().toFloatArray(), "y counts as a number");
        }
    }

    @Test
    void aBadOpSaysWhatTorchSays() {
        try (var scope = Scope.open()) {
            var x = scope.zeros(new Shape(2, 3));
            var e = assertThrows(RuntimeException.class, () -> Ops.call("linear", x, x, x));
            assertTrue(e.getMessage() != null && !e.getMessage().isBlank());
            var wrong = assertThrows(IllegalArgumentException.class, () -> Ops.call("scale", x, "two"));
            assertEquals("no op takes a java.lang.String", wrong.getMessage());
        }
    }

    @Test
    void threadsMustBePositive() {
        var e = assertThrows(GenomicsException.class, () -> Torch.threads(0));
        assertEquals("Torch needs at least one thread; asked for 0.", e.getMessage());
    }

    @Test
    void aNetworkNamesTheWeightItLacks() {
        try (var net = new Network()) {
            net.put("a.weight", net.scope().zeros(new Shape(1)));
            var e = assertThrows(GenomicsException.class, () -> net.weight("b.weight"));
            assertEquals(
                    "The network has no weight 'b.weight'; it has 1 others, the first is 'a.weight'.", e.getMessage());
        }
    }

    @Test
    void anAdapterChangesAModuleAndCanBeTakenOff() {
        try (var net = new Network();
                var scope = Scope.open();
                var off = Grad.off()) {
            net.put("m.weight", net.scope().floats(new float[] {2}, 1, 1));
            var x = scope.floats(new float[] {3}, 1, 1);
            net.adapt("m", (in, module) -> Ops.call("add", in, module.apply(in)));
            assertArrayEquals(new float[] {9}, net.linear("m", x).toFloatArray());
            net.adapt("m", null);
            assertArrayEquals(new float[] {6}, net.linear("m", x).toFloatArray());
        }
    }
}
