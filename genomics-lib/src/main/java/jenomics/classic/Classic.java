package jenomics.classic;

/** The classical estimators, by name. */
public final class Classic {
    private Classic() {}

    /**
     * Logistic regression on k-mer frequencies (ridge regression where the task is one); the baseline shown beside
     * every fine-tuning. See {@link KmerLogistic} for its options.
     *
     * @param k length of the k-mers in bp, 1 to 8
     */
    public static KmerLogistic kmerLogistic(int k) {
        return new KmerLogistic(k, false, KmerLogistic.COSTS, 5);
    }
}
