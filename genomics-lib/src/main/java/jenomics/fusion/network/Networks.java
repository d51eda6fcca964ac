package jenomics.fusion.network;

/**
 * Neural networks that predict from layers of omics data, each an estimator for a benchmark. The ways of fusing with
 * networks are in {@code Fusion}: {@code vae()}, {@code mogonet()}, {@code autoencoder()}.
 */
public final class Networks {
    private Networks() {}

    /** A multilayer perceptron over all features side by side. See {@link Perceptron} for its options. */
    public static Perceptron perceptron() {
        return Perceptron.standard();
    }

    /** A one-dimensional CNN over features in their order. See {@link FeatureCnn} for its options. */
    public static FeatureCnn cnn() {
        return FeatureCnn.standard();
    }

    /** A network on a graph of features, such as proteins that interact. See {@link GraphNetwork} for its options. */
    public static GraphNetwork graph(FeatureGraph graph) {
        return GraphNetwork.on(graph);
    }

    /** A transformer over layers, whichever a sample has. See {@link CrossModalTransformer} for its options. */
    public static CrossModalTransformer transformer() {
        return CrossModalTransformer.standard();
    }
}
