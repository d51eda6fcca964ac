package jenomics.bench;

import java.util.Map;
import java.util.function.Function;
import jenomics.learn.Estimator;
import jenomics.learn.Metric;
import jenomics.learn.Preparation;
import jenomics.learn.Samples;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * A method with its settings searched for: each choice is judged in inner folds of the samples it is fitted to, the
 * best one is fitted to all of them. In a benchmark these are the training samples of a fold, so that what is tested on
 * has no part in the choice; the steps planned on the samples are fitted anew in each inner fold, too.
 *
 * <pre>{@code
 * var space = SearchSpace.of().number("alpha", 0, 1);
 * Tuned.of(x -> Classic.elasticNet().alphas(x.number("alpha")), space).by(Search.random(20))
 * }</pre>
 *
 * @param <S> what it learns from
 */
public final class Tuned<S extends Samples<S>> implements Estimator<S> {
    private final Function<Settings, ? extends Estimator<S>> plan;
    private final SearchSpace space;
    private final Search search;
    private final int folds;
    private final Metric metric;
    private final String group;

    private Tuned(
            Function<Settings, ? extends Estimator<S>> plan,
            SearchSpace space,
            Search search,
            int folds,
            Metric metric,
            String group) {
        this.plan = plan;
        this.space = space;
        this.search = search;
        this.folds = folds;
        this.metric = metric;
        this.group = group;
    }

    /** Unless told otherwise 20 random trials in 5 inner folds. @param plan the method with these settings */
    public static <S extends Samples<S>> Tuned<S> of(
            Function<Settings, ? extends Estimator<S>> plan, SearchSpace space) {
        return new Tuned<>(plan, space, Search.random(20), 5, null, null);
    }

    /** The same with this search. */
    public Tuned<S> by(Search other) {
        return new Tuned<>(plan, space, other, folds, metric, group);
    }

    /** The same with this many inner folds. */
    public Tuned<S> folds(int count) {
        if (count < 2) {
            throw new GenomicsException("Tuning takes at least 2 folds; found " + count + ".", Map.of("folds", count));
        }
        return new Tuned<>(plan, space, search, count, metric, group);
    }

    /** The same with the best chosen by this metric; unless told otherwise the first one of the task. */
    public Tuned<S> metric(Metric other) {
        return new Tuned<>(plan, space, search, folds, other, group);
    }

    /** The same with samples of one value of this attribute in one inner fold; a benchmark says it for its own groups. */
    public Tuned<S> keepTogether(String attribute) {
        return new Tuned<>(plan, space, search, folds, metric, attribute);
    }

    boolean grouped() {
        return group != null;
    }

    @Override
    public String name() {
        return plan.apply(space.grid(1).get(0)).name() + ", tuned by " + search;
    }

    @Override
    public boolean transductive() {
        return plan.apply(space.grid(1).get(0)).transductive();
    }

    @Override
    public TunedFit<S> fit(S train, Task task, Seed seed) {
        return learn(train, Preparation.none(), task, seed);
    }

    @Override
    public TunedFit<S> learn(S train, Task task, Seed seed) {
        return learn(train, train.preparation(), task, seed);
    }

    TunedFit<S> learn(S train, Preparation<S> preparation, Task task, Seed seed) {
        var resolved = task.resolve(train);
        var protocol = Protocol.folds(folds, 1).keepTogether(group);
        var inner = Folding.of(protocol, train, resolved.targets(train), seed.part("inner"));
        return new Searching<>(this, train, preparation, resolved, inner, seed).run();
    }

    Estimator<S> at(Settings settings) {
        return plan.apply(settings);
    }

    SearchSpace space() {
        return space;
    }

    Search search() {
        return search;
    }

    Metric metric() {
        return metric;
    }

    @Override
    public String toString() {
        return name();
    }
}
