package jenomics.classic;

import java.util.List;

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

    /** XGBoost: 300 trees of depth 4, eta 0.1, one thread. See {@link Xgboost} for its options. */
    public static Xgboost xgboost() {
        return new Xgboost(300, 4, 0.1, 1, 1, 1, 0, 1);
    }

    /** A support vector machine with a Gaussian kernel. See {@link Svm} for its options. */
    public static Svm svm() {
        return new Svm(true, 0, Svm.COSTS, 5);
    }

    /** A support vector machine without a kernel: its coefficients can be read. See {@link Svm} for its options. */
    public static Svm linearSvm() {
        return new Svm(false, 0, Svm.COSTS, 5);
    }

    /** 1 to 25 nearest neighbours. See {@link Knn} for its options. */
    public static Knn knn() {
        return new Knn(List.of(1, 3, 5, 7, 9, 15, 25));
    }

    /** Cox's proportional hazards model, ties as Efron takes them. See {@link Cox} for its options. */
    public static Cox cox() {
        return new Cox(Cox.Ties.EFRON);
    }
}
