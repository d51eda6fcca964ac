package jenomics.fusion.network;

import java.util.Map;
import java.util.function.UnaryOperator;
import jenomics.fusion.FusionMethod;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * An autoencoder for each layer, whose codes stand side by side: a linear module with a sigmoid makes the code of the
 * standardised features, another linear module makes the features again. A sample without a layer gets the mean code of the
 * training samples there. A plan and a value.
 *
 * @param kind what keeps a code from being a mere copy; {@link Kind#DENOISING}
 * @param dimensions of the code of each layer, or as many as it has features where those are fewer; 32
 * @param noise share of the features set to their mean before they are encoded, while training; denoising only; 0.2
 * @param strength of the penalty beside the mean squared error; sparse and contractive only; 0.1
 * @param activity of each dimension, on average over samples; sparse only; 0.1
 * @param regime how it is trained
 */
public record Autoencoder(Kind kind, int dimensions, double noise, double strength, double activity, Regime regime)
        implements FusionMethod<AutoencoderView> {

    /** What keeps a code from being a mere copy. */
    public enum Kind {
        /** Features that are set to their mean must be told from the others (Vincent et al. 2008). */
        DENOISING,
        /** Each dimension is active for few samples: a Kullback-Leibler penalty on its mean (Ng 2011). */
        SPARSE,
        /** The code hardly changes with the features: the squared norm of its Jacobian is penalised (Rifai et al. 2011). */
        CONTRACTIVE
    }

    public Autoencoder {
        if (dimensions < 1 || !(noise >= 0 && noise < 1)) {
            throw new GenomicsException(
                    "An autoencoder takes at least 1 dimension and a share of noise from 0 to below 1; found dimensions "
                            + dimensions + ", noise " + noise + ".",
                    Map.of("dimensions", dimensions, "noise", noise));
        }
        if (!(strength >= 0 && strength < Double.MAX_VALUE) || !(activity > 0 && activity < 1)) {
            throw new GenomicsException(
                    "An autoencoder takes a strength of at least 0 and an activity between 0 and 1; found strength "
                            + strength + ", activity " + activity + ".",
                    Map.of("strength", strength, "activity", activity));
        }
    }

    /** The standard plan; in cells {@code Fusion.autoencoder()}. */
    public static Autoencoder standard() {
        return new Autoencoder(Kind.DENOISING, 32, 0.2, 0.1, 0.1, Regime.standard());
    }

    /** @param share of the features set to their mean while training */
    public Autoencoder denoising(double share) {
        return new Autoencoder(Kind.DENOISING, dimensions, share, strength, activity, regime);
    }

    /** Each dimension active for few samples, as strongly as said. */
    public Autoencoder sparse(double penalty) {
        return new Autoencoder(Kind.SPARSE, dimensions, noise, penalty, activity, regime);
    }

    /** A code that hardly changes with the features, as strongly as said. */
    public Autoencoder contractive(double penalty) {
        return new Autoencoder(Kind.CONTRACTIVE, dimensions, noise, penalty, activity, regime);
    }

    public Autoencoder dimensions(int value) {
        return new Autoencoder(kind, value, noise, strength, activity, regime);
    }

    /** How active each dimension of a sparse code is on average. */
    public Autoencoder activity(double value) {
        return new Autoencoder(kind, dimensions, noise, strength, value, regime);
    }

    /** Changes how it is trained: {@code .training(t -> t.epochs(500))}. Of several networks the first is used. */
    public Autoencoder training(UnaryOperator<Regime> change) {
        return new Autoencoder(kind, dimensions, noise, strength, activity, change.apply(regime));
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " autoencoder";
    }

    @Override
    public AutoencoderView fit(FittedPreparation<MultiOmics> prepared, Seed seed) {
        return AutoencoderView.of(this, prepared, seed);
    }
}
