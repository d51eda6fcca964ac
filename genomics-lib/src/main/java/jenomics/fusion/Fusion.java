package jenomics.fusion;

import java.util.Map;
import jenomics.fusion.network.Autoencoder;
import jenomics.fusion.network.GenotypeCompressor;
import jenomics.fusion.network.Mogonet;
import jenomics.fusion.network.MultiOmicsVae;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;

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

    /** DIABLO: components of each layer that correlate and tell classes apart. See {@link Diablo} for its options. */
    public static Diablo diablo() {
        return Diablo.standard();
    }

    /** PLS-DA, sparse where features to keep are named, of all layers side by side. See {@link PlsDa} for its options. */
    public static PlsDa plsDa() {
        return PlsDa.standard();
    }

    /** Similarity network fusion: one network of samples from one per layer. See {@link Snf} for its options. */
    public static Snf snf() {
        return Snf.standard();
    }

    /** MOFA: sparse factors that layers share, or that one has alone. See {@link Mofa} for its options. */
    public static Mofa mofa() {
        return Mofa.standard();
    }

    /** Late fusion: a model per layer, and their predictions averaged. See {@link LateFusion} for its options. */
    public static LateFusion late(Estimator<MultiOmics> each) {
        return new LateFusion(each, Map.of(), LateFusion.Rule.MEAN, 5);
    }

    /** Kernel averaging: how alike samples are, averaged over the layers. See {@link KernelFusion} for its options. */
    public static KernelFusion kernels() {
        return KernelFusion.standard();
    }

    /** Which layer carries a prediction: the method with each layer left out, and with each alone. */
    public static WhichLayer whichLayer(Estimator<MultiOmics> method, MultiOmics cohort, Task task) {
        return WhichLayer.of(method, cohort, task, Seed.of(7));
    }

    /** Single features that tell what is to be predicted without any fault: does a layer contain the outcome? */
    public static GiveAways giveAways(MultiOmics cohort, Task task) {
        return GiveAways.in(cohort, task);
    }
}
