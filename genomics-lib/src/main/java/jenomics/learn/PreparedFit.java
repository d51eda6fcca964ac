package jenomics.learn;

import java.util.Optional;
import jenomics.provenance.Seed;

/** A fitted model with the fitted steps before it. */
record PreparedFit<S extends Samples<S>>(FittedPreparation<S> preparation, Fitted<S> fitted) implements Fitted<S> {

    static <S extends Samples<S>> Fitted<S> of(
            Estimator<S> estimator, Preparation<S> planned, S train, Task task, Seed seed) {
        if (planned.steps().isEmpty()) {
            return estimator.fit(train, task, seed);
        }
        var preparation = planned.fit(train, task, seed.part("preparation"));
        return new PreparedFit<>(preparation, estimator.fit(preparation.train(), task, seed));
    }

    @Override
    public Predictions predict(S samples) {
        return fitted.predict(preparation.apply(samples));
    }

    @Override
    public Optional<FeatureWeights> weights() {
        return fitted.weights();
    }
}
