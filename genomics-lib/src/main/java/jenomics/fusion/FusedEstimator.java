package jenomics.fusion;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jenomics.learn.Estimator;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;

/**
 * A fusion and the learner that predicts from its view.
 *
 * @param fusion its name
 * @param transductiveFusion whether the learner must be fitted anew for each set of new samples
 * @param only the same for samples that have some of the layers
 */
record FusedEstimator(
        String fusion,
        Fusing fusing,
        boolean transductiveFusion,
        Estimator<MultiOmics> learner,
        Function<List<String>, Estimator<MultiOmics>> only)
        implements Estimator<MultiOmics> {

    /** How the training samples become a view. */
    interface Fusing {
        FusedView fit(FittedPreparation<MultiOmics> train, Task task, Seed seed);
    }

    @Override
    public String name() {
        return fusion + " + " + learner.name();
    }

    @Override
    public boolean transductive() {
        return transductiveFusion || learner.transductive();
    }

    @Override
    public Fitted<MultiOmics> fit(MultiOmics train, Task task, Seed seed) {
        var resolved = task.resolve(train);
        var view = fusing.fit(Exploring.asTheyStand(train), resolved, seed.part("fusion"));
        var learning = seed.part("learner");
        return transductiveFusion
                ? samples -> {
                    var together = view.together(samples);
                    return learner.fit(together.train(), resolved, learning).predict(together.samples());
                }
                : new Learned(view, learner.fit(view.fused(), resolved, learning));
    }

    /** A view of the layers, and what has learned from it. */
    private record Learned(FusedView view, Fitted<MultiOmics> fitted) implements Fitted<MultiOmics> {
        @Override
        public Predictions predict(MultiOmics samples) {
            return fitted.predict(view.fused(samples));
        }

        @Override
        public Optional<FeatureWeights> weights() {
            return fitted.weights();
        }
    }
}
