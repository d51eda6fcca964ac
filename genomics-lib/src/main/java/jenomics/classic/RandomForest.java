package jenomics.classic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * A random forest (Breiman 2001), or extremely randomised trees (Geurts, Ernst and Wehenkel 2006): the mean of many
 * trees, each asking about features drawn by chance. Classes, labels and numbers. Thresholds lie between at most 128 bins
 * of about as many samples each. Each tree has its own seed, so the number of threads changes nothing.
 *
 * @param trees how many
 * @param tried features looked at in each node; 0: the square root of their number for classes, a third of them for
 *     numbers (Breiman's; for extra trees and numbers all of them)
 * @param leaf fewest training samples in a leaf; 0: 1 for classes, 5 for numbers
 * @param depth most questions on the way to a leaf; 0: no limit
 * @param randomThresholds thresholds by chance on all samples (extra trees) instead of the best on a bootstrap sample
 * @param importance what {@link Forest#weights} are
 */
public record RandomForest(int trees, int tried, int leaf, int depth, boolean randomThresholds, Importance importance)
        implements Estimator<MultiOmics> {

    /** How much a feature counts for. */
    public enum Importance {
        /** The decrease of impurity (Gini for classes, variance for numbers) in all its nodes, as a share of all. */
        IMPURITY,
        /**
         * How much the error outside the bootstrap sample grows when the feature's values are shuffled: the share of
         * wrong classes, or the mean squared error.
         */
        PERMUTATION
    }

    public RandomForest {
        if (trees < 1 || tried < 0 || leaf < 0 || depth < 0) {
            throw new GenomicsException(
                    "A forest needs at least 1 tree; features tried, leaf size and depth are 0 (the default) or more;"
                            + " found " + trees + " trees, tried " + tried + ", leaf " + leaf + ", depth " + depth
                            + ".",
                    Map.of("trees", trees, "tried", tried, "leaf", leaf, "depth", depth));
        }
        if (randomThresholds && importance == Importance.PERMUTATION) {
            throw new GenomicsException(
                    "Extra trees see all samples, so there are none outside to measure a permutation importance on;"
                            + " use Classic.randomForest() for that.",
                    Map.of("importance", importance));
        }
    }

    /** The same with so many trees. */
    public RandomForest trees(int count) {
        return new RandomForest(count, tried, leaf, depth, randomThresholds, importance);
    }

    /** The same with so many features looked at in each node. */
    public RandomForest tried(int features) {
        return new RandomForest(trees, features, leaf, depth, randomThresholds, importance);
    }

    /** The same with at least so many training samples in each leaf. */
    public RandomForest leaf(int samples) {
        return new RandomForest(trees, tried, samples, depth, randomThresholds, importance);
    }

    /** The same with at most so many questions on the way to a leaf. */
    public RandomForest depth(int most) {
        return new RandomForest(trees, tried, leaf, most, randomThresholds, importance);
    }

    /** The same with weights of this kind. */
    public RandomForest importance(Importance kind) {
        return new RandomForest(trees, tried, leaf, depth, randomThresholds, kind);
    }

    @Override
    public String name() {
        return randomThresholds ? "extra trees" : "random forest";
    }

    /** @throws GenomicsException if a value is missing, or there is one class only */
    @Override
    public Forest fit(MultiOmics train, Task task, Seed seed) {
        var lesson = Lesson.of(name(), train, task);
        var plan = leaf > 0 ? this : leaf(lesson.isRegression() ? 5 : 1);
        var data = Binned.of(lesson.x());
        int look = tried > 0 ? Math.min(tried, data.features()) : usual(data.features(), lesson.isRegression());
        var growing = IntStream.range(0, trees)
                .parallel()
                .mapToObj(t -> plan.tree(data, lesson, look, seed.part("tree").at(t)))
                .toList();
        return Forest.of(this, lesson, train.ids(), growing, seed);
    }

    private int usual(int features, boolean regression) {
        if (regression) {
            return randomThresholds ? features : Math.max(1, features / 3);
        }
        return Math.max(1, (int) Math.sqrt(features));
    }

    /** A grown tree and how often each sample was drawn for it. */
    record Planted(DecisionTree tree, double[] gain, int[] times) {}

    private Planted tree(Binned data, Lesson lesson, int look, Seed seed) {
        var random = seed.random();
        int[] times = randomThresholds ? once(lesson.size()) : bootstrap(lesson.size(), random);
        var grown = new TreeGrowing(data, lesson.y(), this, look, times, random).grow();
        return new Planted(grown.tree(), grown.gain(), times);
    }

    private static int[] once(int samples) {
        int[] times = new int[samples];
        Arrays.fill(times, 1);
        return times;
    }

    private static int[] bootstrap(int samples, SplittableRandom random) {
        int[] times = new int[samples];
        for (int i = 0; i < samples; i++) {
            times[random.nextInt(samples)]++;
        }
        return times;
    }

    static List<DecisionTree> trees(List<Planted> planted) {
        return planted.stream().map(Planted::tree).toList();
    }
}
