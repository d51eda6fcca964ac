package jenomics.learn;

/**
 * Steps fitted to training samples, ready to be applied to others.
 *
 * @param <S> what is prepared
 */
public interface FittedPreparation<S extends Samples<S>> {

    /** The training samples, prepared; what a step adds to them (SMOTE) is here and nowhere else. Nothing is planned on them. */
    S train();

    /** Other samples, by what was learned from the training samples. Nothing is planned on them any more. */
    S apply(S samples);
}
