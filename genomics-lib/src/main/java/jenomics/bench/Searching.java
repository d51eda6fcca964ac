package jenomics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Metric;
import jenomics.learn.Preparation;
import jenomics.learn.Samples;
import jenomics.learn.Scores;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/** One search: tries choices in inner folds, each prepared once, and fits the best to all samples. */
final class Searching<S extends Samples<S>> {
    private final Tuned<S> plan;
    private final S train;
    private final Preparation<S> preparation;
    private final Task task;
    private final Targets targets;
    private final List<Fold> folds;
    private final Seed seed;
    private final List<Inner<S>> prepared = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();
    private final long begun = System.nanoTime();
    private final Metric metric;
    private RuntimeException firstFailure;

    /** An inner fold, prepared. */
    private record Inner<S extends Samples<S>>(S train, int[] places, S test, Targets truth) {}

    Searching(Tuned<S> plan, S train, Preparation<S> preparation, Task task, List<Fold> folds, Seed seed) {
        this.plan = plan;
        this.train = train;
        this.preparation = preparation;
        this.task = task;
        this.targets = task.targets(train);
        this.folds = folds;
        this.seed = seed;
        this.metric =
                plan.metric() != null ? plan.metric() : Metric.of(task.kind()).get(0);
    }

    TunedFit<S> run() {
        for (int f = 0; f < folds.size(); f++) {
            prepared.add(inner(folds.get(f), seed.part("inner").at(f)));
        }
        switch (plan.search().kind()) {
            case RANDOM -> {
                for (int t = 0; t < plan.search().count() && inTime(); t++) {
                    trials.add(trial(plan.space().draw(drawing(t)), 1));
                }
            }
            case GRID ->
                plan.space().grid(plan.search().count()).stream()
                        .takeWhile(settings -> inTime())
                        .forEach(settings -> trials.add(trial(settings, 1)));
            case HYPERBAND -> climb();
        }
        return fit(best(trials));
    }

    private java.util.SplittableRandom drawing(int trial) {
        return seed.part("settings").at(trial).random();
    }

    private boolean inTime() {
        return trials.isEmpty()
                || (System.nanoTime() - begun) / 1e9 < plan.search().seconds();
    }

    private Inner<S> inner(Fold fold, Seed drawn) {
        S raw = train.select(fold.train());
        S test = train.select(fold.test());
        var truth = Subset.of(targets, fold.test());
        if (preparation.steps().isEmpty()) {
            return new Inner<>(raw, fold.train(), test, truth);
        }
        FittedPreparation<S> fitted = preparation.fit(raw, task, drawn.part("preparation"));
        return new Inner<>(fitted.train(), fold.train(), fitted.apply(test), truth);
    }

    /** Hyperband: in each rung the better ones of the rung before, with more to learn from. */
    private void climb() {
        int drawn = 0;
        List<Settings> kept = new ArrayList<>();
        double most = plan.search().count();
        for (var rung : plan.search().rungs()) {
            if (rung.step() == 0) {
                kept = new ArrayList<>();
                for (int c = 0; c < rung.choices(); c++) {
                    kept.add(plan.space().draw(drawing(drawn++)));
                }
            }
            var here = new ArrayList<Trial>();
            for (var settings : kept.subList(0, Math.min(kept.size(), rung.choices()))) {
                if (inTime()) {
                    here.add(trial(settings, rung.resource() / most));
                    trials.add(here.get(here.size() - 1));
                }
            }
            here.sort(Comparator.comparingDouble(this::badness));
            kept = here.stream().map(Trial::settings).toList();
        }
    }

    private double badness(Trial trial) {
        return Double.isNaN(trial.score())
                ? Double.POSITIVE_INFINITY
                : metric.higherIsBetter() ? -trial.score() : trial.score();
    }

    private Trial trial(Settings settings, double resource) {
        long start = System.nanoTime();
        String raised = plan.search().resource();
        var meant = raised == null || resource == 1 && plan.search().kind() != Search.Kind.HYPERBAND
                ? settings
                : settings.with(raised, (int)
                        Math.max(1, Math.round(resource * plan.search().count())));
        try {
            double sum = 0;
            int scored = 0;
            for (var fold : prepared) {
                double score = score(fold, meant, raised == null ? resource : 1);
                sum += Double.isNaN(score) ? 0 : score;
                scored += Double.isNaN(score) ? 0 : 1;
            }
            double mean = scored == 0 ? Double.NaN : sum / scored;
            String why = scored == 0 ? metric + " has no value in any inner fold" : null;
            return new Trial(meant, resource, mean, (System.nanoTime() - start) / 1e9, why);
        } catch (RuntimeException e) {
            firstFailure = firstFailure == null ? e : firstFailure;
            return new Trial(
                    meant, resource, Double.NaN, (System.nanoTime() - start) / 1e9, String.valueOf(e.getMessage()));
        }
    }

    private double score(Inner<S> fold, Settings settings, double share) {
        S learned = share < 1 && fold.train().size() == fold.places().length ? some(fold, share) : fold.train();
        var said = plan.at(settings).fit(learned, task, seed.part("trial")).predict(fold.test());
        Map<Metric, Double> values = Scores.values(said, fold.truth());
        return values.getOrDefault(metric, Double.NaN);
    }

    /** A share of the training samples of an inner fold, at least two of each class. */
    private S some(Inner<S> fold, double share) {
        var within = Subset.of(targets, fold.places());
        int[] all = new int[fold.places().length];
        Arrays.setAll(all, i -> i);
        int least = 2 * Math.max(2, task.classes().size());
        int size = Math.min(all.length, Math.max(least, (int) Math.round(share * all.length)));
        return fold.train().select(Subset.chosen(all, size, within, seed.part("share")));
    }

    /** The best of those that had all there is; of the others where none had. */
    private Trial best(List<Trial> tried) {
        var scored = tried.stream().filter(t -> !Double.isNaN(t.score())).toList();
        if (scored.isEmpty()) {
            throw firstFailure != null
                    ? firstFailure
                    : new GenomicsException(
                            "None of the " + Phrases.count(tried.size(), "trial") + " of " + plan.name()
                                    + " has a score: " + tried.get(0).failure() + ".",
                            Map.of("trials", tried.size()));
        }
        double most = scored.stream().mapToDouble(Trial::resource).max().orElseThrow();
        return scored.stream()
                .filter(t -> t.resource() == most)
                .min(Comparator.comparingDouble(this::badness))
                .orElseThrow();
    }

    private TunedFit<S> fit(Trial best) {
        FittedPreparation<S> fitted = preparation.fit(train, task, seed.part("preparation"));
        var model = plan.at(best.settings()).fit(fitted.train(), task, seed);
        return new TunedFit<>(fitted, model, metric, best, trials);
    }
}
