package jenomics.nn;

/**
 * In which numbers the weights are held that do not train, those of linear layers, and multiplied with what goes through.
 * All else is float32: what trains, norms, sums, the residual stream.
 */
public enum FrozenWeights {
    /** As they are. */
    FLOAT32,

    /** Half the memory, 8 bits of precision: each weight, and what it is multiplied with, is rounded by up to 0.4 %. */
    BFLOAT16,

    /** Whichever of the two a short measurement finds faster on this machine. */
    MEASURED;

    @Override
    public String toString() {
        return this == MEASURED ? "whichever is measured to be faster" : name().toLowerCase(java.util.Locale.ROOT);
    }
}
