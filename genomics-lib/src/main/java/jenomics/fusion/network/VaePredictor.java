package jenomics.fusion.network;

import jenomics.learn.Fitted;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Predictions;
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
}
