package jenomics.sequence;

/** Data whose truth is known. */
public final class Simulate {
    private Simulate() {}

    /**
     * Promoters of a made-up yeast and sequences that look like them:
     * {@code Simulate.promoters().count(1000).seed(1).make()}.
     */
    public static PromoterSimulation promoters() {
        return PromoterSimulation.defaults();
    }
}
