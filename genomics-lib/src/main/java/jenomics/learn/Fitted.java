package jenomics.learn;

/**
 * What has learned. Only this predicts.
 *
 * @param <S> what it predicts for
 */
public interface Fitted<S extends Samples<S>> {
    /** Predictions for all samples, in their order. */
    Predictions predict(S samples);
}
