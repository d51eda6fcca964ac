package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Predictions;
import jenomics.nn.Network;
import jenomics.omics.MultiOmics;

/** The shared dimensions of a supervised variational autoencoder, and what they say of the label. */
public final class VaePredictor extends VaeView implements Fitted<MultiOmics> {
    VaePredictor(FittedPreparation<MultiOmics> prepared, VaeFit fit) {
        super(prepared, fit);
    }

    /** Predictions for samples that are prepared, from whichever layers each has. */
    @Override
    public Predictions predict(MultiOmics samples) {
        return new Predictions(fit().readout().task(), samples.ids(), fit().predicted(samples));
    }

    /**
     * What each feature adds to the score of an output, sample by sample, against the mean training sample: integrated
     * gradients (Sundararajan et al. 2017). Counts are seen as logarithms.
     *
     * @param output a class, a label or what is predicted
     */
    public Contributions contributions(MultiOmics samples, String output) {
        return PathIntegral.of(
                this::scores,
                seen().seen(),
                fit().readout(),
                List.of(fit().trained()),
                samples.ids(),
                seen().numbers(samples).seen(),
                output,
                PathIntegral.FINE);
    }

    /** The mean size of {@link #contributions} over (up to 100 of) the training samples, summed over the outputs. */
    @Override
    public Optional<FeatureWeights> weights() {
        var numbers = seen().numbers(PathIntegral.some(train())).seen();
        return Optional.of(
                PathIntegral.weights(this::scores, seen().seen(), fit().readout(), List.of(fit().trained()), numbers));
    }

    private VaeLayers seen() {
        return fit().wires().layers();
    }

    private NDArray scores(Network net, Inputs inputs) {
        var wires = fit().wires();
        return wires.scores(net, wires.posterior(net, inputs, Chance.NONE)[0]);
    }
}
