package jenomics.bench;

import java.util.List;
import java.util.Optional;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Interval;
import jenomics.learn.Metric;
import jenomics.learn.Predictions;
import jenomics.learn.Samples;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * A method fitted with the best of the settings that were tried, and all trials.
 *
 * @param <S> what it predicts for
 */
public final class TunedFit<S extends Samples<S>> implements Fitted<S>, Described {
    private static final int SHOWN = 10;

    private final FittedPreparation<S> preparation;
    private final Fitted<S> fitted;
    private final Metric metric;
    private final Trial best;
    private final List<Trial> trials;

    TunedFit(FittedPreparation<S> preparation, Fitted<S> fitted, Metric metric, Trial best, List<Trial> trials) {
        this.preparation = preparation;
        this.fitted = fitted;
        this.metric = metric;
        this.best = best;
        this.trials = List.copyOf(trials);
    }

    @Override
    public Predictions predict(S samples) {
        return fitted.predict(preparation.apply(samples));
    }

    @Override
    public Optional<FeatureWeights> weights() {
        return fitted.weights();
    }

    /** The settings that were best in the inner folds. */
    public Settings chosen() {
        return best.settings();
    }

    /** Everything that was tried, in order. */
    public List<Trial> trials() {
        return trials;
    }

    @Override
    public Description describe() {
        var order = trials.stream()
                .sorted(java.util.Comparator.comparingDouble((Trial t) -> Double.isNaN(t.score())
                        ? Double.POSITIVE_INFINITY
                        : metric.higherIsBetter() ? -t.score() : t.score()))
                .limit(SHOWN)
                .map(Trial::row)
                .toList();
        return Description.of("chosen: " + best.settings() + " · " + metric + " " + Interval.number(best.score())
                        + " in inner folds (of " + Phrases.count(trials.size(), "trial")
                        + "; the best of several, so too good)")
                .with(
                        trials.size() > SHOWN ? "the best " + SHOWN : "all trials",
                        List.of("settings", "share", metric.toString(), "time"),
                        order);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
