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

    /** Half lasso, half ridge, its strength by ten-fold cross-validation. See {@link ElasticNet} for its options. */
    public static ElasticNet elasticNet() {
        return ElasticNet.of(0.5);
    }

    /** An {@link ElasticNet} with the absolute penalty alone: few features. */
    public static ElasticNet lasso() {
        return ElasticNet.of(1);
    }

    /** An {@link ElasticNet} with the squared penalty alone: all features, small coefficients. */
    public static ElasticNet ridge() {
        return ElasticNet.of(0);
    }

    /** L2 logistic regression, its strength by cross-validation. See {@link Logistic} for its options. */
    public static Logistic logistic() {
        return new Logistic(Logistic.COSTS, 5);
    }

    /** 500 trees. See {@link RandomForest} for its options. */
    public static RandomForest randomForest() {
        return new RandomForest(500, 0, 0, 0, false, RandomForest.Importance.IMPURITY);
    }

    /** 500 trees with thresholds by chance, on all samples. See {@link RandomForest} for its options. */
    public static RandomForest extraTrees() {
        return new RandomForest(500, 0, 0, 0, true, RandomForest.Importance.IMPURITY);
    }

    /** What looks at no feature: the shares of the classes, or the mean. */
    public static Naive naive() {
        return new Naive();
    }
}
