package jenomics.fusion.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import jenomics.fusion.FusionMethod;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * A variational autoencoder over several layers (Kingma and Welling 2014): each layer has an encoder and a decoder, and all
 * share a few dimensions. While it trains, layers are hidden by chance and must still be told from the others, so that any
 * subset of them places a new sample and the missing ones can be reconstructed. A plan and a value.
 *
 * @param dimensions shared ones; 16
 * @param hidden units of each encoder and decoder; 128
 * @param posterior how the layers' encoders are joined; {@link Posterior#PRODUCT_OF_EXPERTS}
 * @param distributions of layers, where not by their scale ({@link Distribution#of})
 * @param beta factor on the divergence from the prior (Higgins et al. 2017); 1
 * @param warmUp epochs in which that factor rises from 0; 20
 * @param hide share of a sample's layers that is hidden while training; 0.3
 * @param dropout in the encoders while training; 0.3
 * @param regime how it is trained
 */
public record MultiOmicsVae(
        int dimensions,
        int hidden,
        Posterior posterior,
        Map<String, Distribution> distributions,
        double beta,
        int warmUp,
        double hide,
        double dropout,
        Regime regime)
        implements FusionMethod<VaeView> {

    /** How what several layers say of a sample becomes one normal distribution. */
    public enum Posterior {
        /** Each layer's own, multiplied with the prior: a layer that is not there says nothing (Wu and Goodman 2018). */
        PRODUCT_OF_EXPERTS,
        /** One module behind all encoders, which also sees which layers are there. */
        JOINT;

        @Override
        public String toString() {
            return this == JOINT ? "joint" : "product of experts";
        }
    }

    public MultiOmicsVae {
        distributions = Collections.unmodifiableMap(new LinkedHashMap<>(distributions));
        if (dimensions < 1 || hidden < 1 || warmUp < 0) {
            throw new GenomicsException(
                    "A VAE takes at least 1 dimension, 1 hidden unit and a warm-up of 0 epochs; found dimensions "
                            + dimensions + ", hidden " + hidden + ", warm-up " + warmUp + ".",
                    Map.of("dimensions", dimensions, "hidden", hidden, "warmUp", warmUp));
        }
        if (!(beta > 0) || !(hide >= 0 && hide < 1) || !(dropout >= 0 && dropout < 1)) {
            throw new GenomicsException(
                    "A VAE takes a beta above 0 and shares of hidden layers and dropout from 0 to below 1; found beta "
                            + beta + ", hidden layers " + hide + ", dropout " + dropout + ".",
                    Map.of("beta", beta, "hide", hide, "dropout", dropout));
        }
    }

    /** The standard plan; in cells {@code Fusion.vae()}. */
    public static MultiOmicsVae standard() {
        return new MultiOmicsVae(16, 128, Posterior.PRODUCT_OF_EXPERTS, Map.of(), 1, 20, 0.3, 0.3, Regime.standard());
    }

    public MultiOmicsVae dimensions(int value) {
        return new MultiOmicsVae(value, hidden, posterior, distributions, beta, warmUp, hide, dropout, regime);
    }

    public MultiOmicsVae hidden(int value) {
        return new MultiOmicsVae(dimensions, value, posterior, distributions, beta, warmUp, hide, dropout, regime);
    }

    /** One module behind all encoders instead of a product of experts. */
    public MultiOmicsVae joint() {
        return new MultiOmicsVae(
                dimensions, hidden, Posterior.JOINT, distributions, beta, warmUp, hide, dropout, regime);
    }

    /** How the values of a layer scatter. */
    public MultiOmicsVae distribution(String layer, Distribution value) {
        var more = new LinkedHashMap<>(distributions);
        more.put(layer, value);
        return new MultiOmicsVae(dimensions, hidden, posterior, more, beta, warmUp, hide, dropout, regime);
    }

    public MultiOmicsVae beta(double value) {
        return new MultiOmicsVae(dimensions, hidden, posterior, distributions, value, warmUp, hide, dropout, regime);
    }

    public MultiOmicsVae warmUp(int epochs) {
        return new MultiOmicsVae(dimensions, hidden, posterior, distributions, beta, epochs, hide, dropout, regime);
    }

    public MultiOmicsVae hide(double share) {
        return new MultiOmicsVae(dimensions, hidden, posterior, distributions, beta, warmUp, share, dropout, regime);
    }

    public MultiOmicsVae dropout(double value) {
        return new MultiOmicsVae(dimensions, hidden, posterior, distributions, beta, warmUp, hide, value, regime);
    }

    /** Changes how it is trained: {@code .training(t -> t.epochs(500))}. Of several networks the first is used. */
    public MultiOmicsVae training(UnaryOperator<Regime> change) {
        return new MultiOmicsVae(
                dimensions, hidden, posterior, distributions, beta, warmUp, hide, dropout, change.apply(regime));
    }

    /** The same led by a label, which it then predicts itself. */
    public SupervisedVae supervised() {
        return new SupervisedVae(this, 1);
    }

    @Override
    public String name() {
        return posterior == Posterior.JOINT ? "joint VAE" : "VAE";
    }

    @Override
    public VaeView fit(FittedPreparation<MultiOmics> prepared, Seed seed) {
        return new VaeView(prepared, VaeFit.of(this, prepared.train(), seed));
    }
}
