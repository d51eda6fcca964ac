package jenomics.fusion;

/**
 * The published ways of making one view of many layers, by name: to look at, {@code Fusion.x().of(cohort)}, or to
 * predict from, {@code Fusion.x().then(learner)}.
 */
public final class Fusion {
    private Fusion() {}

    /** Early fusion: all features of all layers side by side. See {@link Concatenation} for its options. */
    public static Concatenation concatenation() {
        return Concatenation.plain();
    }
}
