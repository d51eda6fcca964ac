package jenomics.bench;

import java.util.List;
import jenomics.learn.Fitted;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Predictions;
import jenomics.learn.Samples;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.provenance.Seed;

/**
 * One fold with its planned steps fitted once, for all entries; when the last of them is done the prepared samples are
 * let go. A tuned entry gets the samples as they were, since it fits the steps anew in its own, inner folds.
 */
final class PreparedFold<S extends Samples<S>> {
    private final Bench<S> bench;
    private final Fold fold;
    private final Task task;
    private final Targets truth;
    private final Seed seed;
    private int waiting;
    private S train;
    private S test;
    private RuntimeException failure;

    PreparedFold(Bench<S> bench, Fold fold, Task task, Targets targets, Seed seed, int waiting) {
        this.bench = bench;
        this.fold = fold;
        this.task = task;
        this.truth = Subset.of(targets, fold.test());
        this.seed = seed;
        this.waiting = waiting;
    }

    Outcome outcome(Entry<S> entry) {
        long begun = System.nanoTime();
        try {
            return entry.estimator() instanceof Tuned<S> tuned ? tuned(tuned) : plain(entry);
        } catch (RuntimeException e) {
            return Outcome.failed(e, (System.nanoTime() - begun) / 1e9);
        } finally {
            release();
        }
    }

    private Outcome plain(Entry<S> entry) {
        prepare();
        long begun = System.nanoTime();
        var fitted = entry.estimator().fit(train, task, seed);
        return judged(fitted, fitted.predict(test), begun, "");
    }

    private Outcome tuned(Tuned<S> entry) {
        long begun = System.nanoTime();
        var samples = bench.samples();
        var fitted = entry.learn(samples.select(fold.train()), bench.preparation(), task, seed);
        return judged(
                fitted,
                fitted.predict(samples.select(fold.test())),
                begun,
                fitted.chosen().toString());
    }

    private Outcome judged(Fitted<S> fitted, Predictions said, long begun, String chosen) {
        var values = jenomics.learn.Scores.values(said, truth);
        double seconds = (System.nanoTime() - begun) / 1e9;
        var weights = fitted.weights();
        return new Outcome(
                values,
                said.values(),
                weights.map(w -> w.features().size()).orElse(0),
                weights.map(w -> w.selected()).orElse(List.of()),
                chosen,
                seconds,
                null);
    }

    private synchronized void prepare() {
        if (failure != null) {
            throw failure;
        }
        if (train != null) {
            return;
        }
        try {
            var raw = bench.samples();
            if (bench.preparation().steps().isEmpty()) {
                train = raw.select(fold.train());
                test = raw.select(fold.test());
            } else {
                FittedPreparation<S> fitted =
                        bench.preparation().fit(raw.select(fold.train()), task, seed.part("preparation"));
                test = fitted.apply(raw.select(fold.test()));
                train = fitted.train();
            }
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private synchronized void release() {
        if (--waiting == 0) {
            train = null;
            test = null;
        }
    }
}
