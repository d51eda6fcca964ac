package jenomics.classic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.sequence.SequenceSet;

/**
 * Logistic regression with an L2 penalty on k-mer frequencies; one class against the rest for several
 * classes (probabilities then normalised), one regression per label for several labels, ridge regression for numbers.
 * How strongly it is shrunken is chosen by cross-validation inside the training samples: least log loss, or least
 * squared error. k-mers with an N are not counted.
 *
 * @param k length of the k-mers in bp, 1 to 8
 * @param canonical whether a k-mer and its reverse complement count as one: for sequences whose strand means nothing
 * @param costs the strengths tried, from small (strong) to large, as long as it gets better: liblinear's C
 * @param folds parts of the cross-validation; fewer where a class has fewer samples
 */
public record KmerLogistic(int k, boolean canonical, List<Double> costs, int folds) implements Estimator<SequenceSet> {
    private static final int LONGEST = 8;
    static final List<Double> COSTS = List.of(1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1);

    public KmerLogistic {
        costs = costs.stream().sorted().toList();
        if (k < 1 || k > LONGEST) {
            throw new GenomicsException(
                    "k-mer logistic regression takes k-mers of 1 to " + LONGEST + " bp; found " + k + ".",
                    Map.of("k", k));
        }
        if (costs.isEmpty() || !(costs.get(0) > 0) || folds < 2) {
            throw new GenomicsException(
                    "k-mer logistic regression chooses among costs above 0 in at least 2 folds; found costs " + costs
                            + " and " + folds + " folds.",
                    Map.of("costs", costs, "folds", folds));
        }
    }

    /** The same with a k-mer and its reverse complement counted as one. */
    public KmerLogistic bothStrands() {
        return new KmerLogistic(k, true, costs, folds);
    }

    /** The same with these strengths to choose from (liblinear's C, small is strong); one alone is taken as it is. */
    public KmerLogistic costs(double... values) {
        return new KmerLogistic(k, canonical, Arrays.stream(values).boxed().toList(), folds);
    }

    public KmerLogistic folds(int count) {
        return new KmerLogistic(k, canonical, costs, count);
    }

    @Override
    public String name() {
        return k + "-mer logistic regression";
    }

    /**
     * @throws GenomicsException if no training sequence has k known bases in a row, or as {@link Task#targets} says
     */
    @Override
    public KmerModel fit(SequenceSet train, Task task, Seed seed) {
        task.refuseSurvival(name());
        var resolved = task.resolve(train);
        var targets = resolved.targets(train);
        var features = KmerFeatures.of(k, canonical, train);
        if (features.used() == 0) {
            throw new GenomicsException(
                    name() + " needs sequences that differ in their " + k + "-mers of A, C, G, T; the " + train.size()
                            + " training sequences do not.",
                    Map.of("k", k, "sequences", train.size()));
        }
        var problem = Shrinkage.of(features.rows(train), targets, features.intercept());
        double cost = costs.size() == 1 ? costs.get(0) : problem.choose(costs, folds, seed.part("folds"));
        return new KmerModel(this, resolved, features, problem.fit(cost), cost, train.size());
    }
}
