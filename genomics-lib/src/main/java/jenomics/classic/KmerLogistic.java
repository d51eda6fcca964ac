package jenomics.classic;

import de.bwaldvogel.liblinear.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Targets;
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
        var resolved = task.resolve(train);
        var targets = resolved.targets(train);
        var features = KmerFeatures.of(k, canonical, train);
        if (features.used() == 0) {
            throw new GenomicsException(
                    name() + " needs sequences that differ in their " + k + "-mers of A, C, G, T; the " + train.size()
                            + " training sequences do not.",
                    Map.of("k", k, "sequences", train.size()));
        }
        var problem = new Problems(features.rows(train), targets, features.intercept());
        double cost = costs.size() == 1 ? costs.get(0) : problem.choose(costs, folds, seed.part("folds"));
        return new KmerModel(this, resolved, features, problem.fit(problem.all(), cost), cost, train.size());
    }

    /** One linear fit for each output, on the same rows. */
    private record Problems(Feature[][] rows, Targets targets, int width) {

        int[] all() {
            return IntStream.range(0, rows.length).toArray();
        }

        List<LinearFit> fit(int[] chosen, double cost) {
            var some = Arrays.stream(chosen).mapToObj(i -> rows[i]).toArray(Feature[][]::new);
            return IntStream.range(0, targets.task().outputs())
                    .mapToObj(output -> {
                        double[] all = targets.output(output);
                        double[] truth =
                                Arrays.stream(chosen).mapToDouble(i -> all[i]).toArray();
                        return isRegression() ? ridge(some, truth, cost) : LinearFit.logistic(some, truth, width, cost);
                    })
                    .toList();
        }

        /** In units of the standard deviation of the values, so that costs mean the same whatever they measure. */
        private LinearFit ridge(Feature[][] some, double[] truth, double cost) {
            double mean = Arrays.stream(truth).average().orElse(0);
            double sd = Math.sqrt(Arrays.stream(truth)
                    .map(y -> (y - mean) * (y - mean))
                    .average()
                    .orElse(0));
            double unit = sd > 0 ? sd : 1;
            double[] scaled = Arrays.stream(truth).map(y -> (y - mean) / unit).toArray();
            double[] weights = LinearFit.ridge(some, scaled, width, cost).weights();
            double[] back = Arrays.stream(weights).map(w -> w * unit).toArray();
            back[width - 1] += mean;
            return new LinearFit(back);
        }

        private boolean isRegression() {
            return targets.task().kind() == Task.Kind.REGRESSION;
        }

        /** The cost with the least loss on the parts left out in turn; those beyond the first that does worse are not tried. */
        double choose(List<Double> costs, int folds, Seed seed) {
            int[] foldOf = folds(folds, seed);
            double best = costs.get(0);
            double least = Double.POSITIVE_INFINITY;
            for (double cost : costs) {
                double loss = 0;
                for (int fold = 0; fold <= Arrays.stream(foldOf).max().orElse(0); fold++) {
                    loss += loss(foldOf, fold, cost);
                }
                if (loss >= least) {
                    return best;
                }
                least = loss;
                best = cost;
            }
            return best;
        }

        private double loss(int[] foldOf, int fold, double cost) {
            var fits = fit(Arrays.stream(all()).filter(i -> foldOf[i] != fold).toArray(), cost);
            double loss = 0;
            for (int i = 0; i < rows.length; i++) {
                for (int output = 0; foldOf[i] == fold && output < fits.size(); output++) {
                    double at = fits.get(output).at(rows[i]);
                    double truth = targets.values()[i][output];
                    loss += isRegression() ? (at - truth) * (at - truth) : logLoss(truth == 1 ? at : -at);
                }
            }
            return loss;
        }

        private static double logLoss(double margin) {
            return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
        }

        /** Samples of each combination of targets (of each, for numbers) dealt out to the folds in turn, in random order. */
        private int[] folds(int folds, Seed seed) {
            var order = new ArrayList<>(Arrays.stream(all()).boxed().toList());
            Collections.shuffle(order, new Random(seed.value()));
            if (!isRegression()) {
                order.sort((i, j) -> Arrays.compare(targets.values()[i], targets.values()[j]));
            }
            int parts = Math.max(2, Math.min(folds, rows.length / 2));
            int[] foldOf = new int[rows.length];
            for (int place = 0; place < foldOf.length; place++) {
                foldOf[order.get(place)] = place % parts;
            }
            return foldOf;
        }
    }
}
