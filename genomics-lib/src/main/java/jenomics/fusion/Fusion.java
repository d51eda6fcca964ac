package jenomics.fusion;

import jenomics.fusion.network.Autoencoder;
import jenomics.fusion.network.GenotypeCompressor;
import jenomics.fusion.network.Mogonet;
import jenomics.fusion.network.MultiOmicsVae;

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

    /** A variational autoencoder over all layers, whichever a sample has. See {@link MultiOmicsVae} for its options. */
    public static MultiOmicsVae vae() {
        return MultiOmicsVae.standard();
    }

    /** An autoencoder for each layer: denoising, sparse or contractive. See {@link Autoencoder} for its options. */
    public static Autoencoder autoencoder() {
        return Autoencoder.standard();
    }

    /** Genotypes in few numbers, stretch by stretch. See {@link GenotypeCompressor} for its options. */
    public static GenotypeCompressor genotypeCompressor() {
        return GenotypeCompressor.standard();
    }

    /** Graphs of samples in each layer that vote for a class: an estimator itself. See {@link Mogonet} for its options. */
    public static Mogonet mogonet() {
        return Mogonet.standard();
    }
}
