package jenomics.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Whether torch records operations for gradients on this thread, for as long as the scope is open. The mode is a
 * property of the thread, and a notebook runs every cell on a new one, so each entry point says what it needs.
 */
public final class Grad implements AutoCloseable {
    private final boolean before;

    private Grad(boolean record) {
        Torch.device();
        before = JniUtils.isGradMode();
        JniUtils.setGradMode(record);
    }

    public static Grad on() {
        return new Grad(true);
    }

    public static Grad off() {
        return new Grad(false);
    }

    /** Adds d(scalar)/d(leaf) to the gradient of every leaf that requires one; frees the graph. */
    public static void backward(NDArray scalar) {
        try (var one = scalar.onesLike()) {
            JniUtils.backward((PtNDArray) scalar, (PtNDArray) one, false, false);
        }
    }

    /** A copy, cut off from any graph, that collects a gradient. */
    public static NDArray leaf(NDArray tensor) {
        NDArray leaf;
        try (var off = off()) {
            leaf = tensor.duplicate();
        }
        leaf.setRequiresGradient(true);
        return leaf;
    }

    @Override
    public void close() {
        JniUtils.setGradMode(before);
    }
}
