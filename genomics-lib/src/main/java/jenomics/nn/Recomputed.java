package jenomics.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A block of a network whose inner results were not kept (gradient checkpointing, Chen et al. 2016). The backward pass
 * computes it again from its input, with the same dropout, so the gradients are the same to the bit.
 *
 * @param input what went in
 * @param output what came out: a leaf, where the gradient of all that follows arrives
 * @param block what was done
 * @param place of torch's generator before it was done
 */
record Recomputed(NDArray input, NDArray output, UnaryOperator<NDArray> block, long place) {

    /**
     * Runs a block without keeping what is inside it. Lives in the current scope.
     *
     * @param learns whether any weight of the block requires a gradient; asked when it has run
     */
    static NDArray forward(NDArray input, UnaryOperator<NDArray> block, long place, BooleanSupplier learns) {
        NDArray output;
        try (var off = Grad.off()) {
            output = Scope.keepingOnly(() -> block.apply(input));
        }
        if (learns.getAsBoolean() || isRecorded(input)) {
            output.setRequiresGradient(true);
            Scope.current().note(new Recomputed(input, output, block, place));
        }
        return output;
    }

    /** Goes back through blocks, the last first, and frees their results on the way. */
    static void backward(List<Recomputed> blocks) {
        Recomputed after = null;
        for (var block : blocks) {
            block.backward();
            if (after != null && after.input == block.output) {
                block.output.close();
            }
            after = block;
        }
    }

    private void backward() {
        try (var scope = Scope.open();
                var on = Grad.on()) {
            for (var gradient : Ops.callAll("gradient_of", output)) {
                var start = JniUtils.detachGradient((PtNDArray) input);
                scope.keep(start);
                boolean further = isRecorded(input);
                start.setRequiresGradient(further);
                long last = Torch.rewind(place);
                Grad.backward(Scope.keepingOnly(() -> block.apply(start)), gradient);
                Torch.resume(last);
                if (further) {
                    Grad.backward(input, Ops.callAll("gradient_of", start)[0]);
                }
            }
        }
    }

    /** Whether a gradient goes through it; DJL says so of leaves alone. */
    private static boolean isRecorded(NDArray tensor) {
        try (var scope = Scope.open()) {
            return Ops.call("is_recorded", tensor).getBoolean();
        }
    }
}
