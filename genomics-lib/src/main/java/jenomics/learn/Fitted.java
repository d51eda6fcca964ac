package jenomics.learn;

import java.util.Optional;

/**
 * What has learned. Only this predicts.
 *
 * @param <S> what it predicts for
 */
public interface Fitted<S extends Samples<S>> {
    /** Predictions for all samples, in their order. */
    Predictions predict(S samples);

    /** What each feature counts for, where the model can say; over several classes the sum of the absolute weights. */
    default Optional<FeatureWeights> weights() {
        return Optional.empty();
    }
}
