package jenomics.nn;

import ai.djl.ndarray.NDArray;

/**
 * One tensor that trains.
 *
 * @param name its name in checkpoints and optimizer state
 * @param tensor a leaf that requires a gradient; changed in place by the optimizer
 * @param weightDecay decoupled weight decay, per unit of learning rate
 * @param rate factor on the learning rate (1 unless the method says otherwise, such as LoRA+)
 */
public record Parameter(String name, NDArray tensor, double weightDecay, double rate) {
    /** Makes the tensor require a gradient. */
    public Parameter {
        tensor.setRequiresGradient(true);
    }

    /** How many numbers it has. */
    public long count() {
        return tensor.size();
    }
}
