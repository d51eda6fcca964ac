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

    /** Records from here to its end. */
    public static Grad on() {
        return new Grad(true);
    }

    /** Does not record from here to its end. */
    public static Grad off() {
        return new Grad(false);
    }

    /**
     * Adds d(scalar)/d(leaf) to the gradient of every leaf that requires one; frees the graph. Blocks that were not kept
     * ({@link Network#recompute}) are computed again, one by one.
     */
    public static void backward(NDArray scalar) {
        try (var one = scalar.onesLike()) {
            backward(scalar, one);
        }
        Recomputed.backward(Scope.takeRecomputed());
        Torch.nextPlace();
    }

    /** The same of any tensor, from the gradient that came to it. */
    static void backward(NDArray tensor, NDArray gradient) {
        JniUtils.backward((PtNDArray) tensor, (PtNDArray) gradient, false, false);
    }

    static boolean isOn() {
        return JniUtils.isGradMode();
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
