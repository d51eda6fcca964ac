package jenomics.classic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Scores;
import jenomics.learn.Targets;
import jenomics.omics.MultiOmics;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/** A {@link RandomForest} that has learned: the mean of its trees. */
public final class Forest implements Fitted<MultiOmics>, Described {
    private static final int SHOWN = 20;

    private final Learned learned;
    private final List<DecisionTree> trees;
    private final FeatureWeights weights;
    private final OutOfBag outOfBag;
    private Scores outside;

    private Forest(Learned learned, List<DecisionTree> trees, FeatureWeights weights, OutOfBag outOfBag) {
        this.learned = learned;
        this.trees = trees;
        this.weights = weights;
        this.outOfBag = outOfBag;
    }

    static Forest of(
            RandomForest plan, Lesson lesson, List<String> ids, List<RandomForest.Planted> planted, Seed seed) {
        var learned = lesson.learned();
        boolean permuted = plan.importance() == RandomForest.Importance.PERMUTATION;
        var weights = permuted
                ? learned.weights(
                        "permutation importance (out of bag)",
                        PermutationImportance.of(planted, lesson, seed.part("importance")))
                : learned.weights("decrease of impurity", impurity(planted, lesson));
        var outOfBag = plan.randomThresholds() ? null : OutOfBag.of(lesson, ids, planted);
        return new Forest(learned, RandomForest.trees(planted), weights, outOfBag);
    }

    private static double[] impurity(List<RandomForest.Planted> planted, Lesson lesson) {
        double[] sums = new double[lesson.x()[0].length];
        double all = 0;
        for (var tree : planted) { // in the order of the trees: sums do not depend on threads
            int[] feature = tree.tree().feature();
            for (int node = 0; node < feature.length; node++) {
                if (feature[node] >= 0) {
                    sums[feature[node]] += tree.gain()[node];
                    all += tree.gain()[node];
                }
            }
        }
        for (int f = 0; f < sums.length; f++) {
            sums[f] /= all > 0 ? all : 1;
        }
        return sums;
    }

    @Override
    public Predictions predict(MultiOmics samples) {
        float[][] rows = learned.rows(samples);
        return learned.predictions(
                samples,
                IntStream.range(0, rows.length)
                        .parallel()
                        .mapToObj(i -> values(rows[i]))
                        .toArray(double[][]::new));
    }

    private double[] values(float[] row) {
        double[] mean = new double[trees.get(0).value()[0].length];
        for (var tree : trees) {
            double[] leaf = tree.value()[tree.leaf(row)];
            for (int o = 0; o < mean.length; o++) {
                mean[o] += leaf[o] / trees.size();
            }
        }
        return mean;
    }

    @Override
    public Optional<FeatureWeights> weights() {
        return Optional.of(weights);
    }

    /** The trees, in order. */
    public List<DecisionTree> trees() {
        return trees;
    }

    /** The names of the features, in the order of the trees' numbers. */
    public List<String> features() {
        return learned.features().list();
    }

    /** The names of the trees' outputs: classes or labels; for binary the positive class; for regression the label. */
    public List<String> outputs() {
        return learned.outputNames();
    }

    /** The values of these samples as the trees read them, one row per sample. */
    public float[][] rows(MultiOmics samples) { // [samples, features]
        return learned.rows(samples);
    }

    /**
     * How good each training sample is predicted by the trees that did not see it: an estimate that needs no other
     * samples.
     *
     * @throws GenomicsException for extra trees, which see all samples, and where too few trees leave every sample seen
     */
    public synchronized Scores outOfBag() {
        if (outOfBag == null) {
            throw new GenomicsException(
                    "Extra trees see all training samples, so there is no out-of-bag score; use a test part, or"
                            + " Classic.randomForest().",
                    Map.of("learner", learned.learner()));
        }
        if (outside == null) {
            outside = outOfBag.scores(learned);
        }
        return outside;
    }

    /** Predictions of the training samples by the trees that did not see them, and what is true. */
    record OutOfBag(List<String> ids, double[][] values, double[][] truth) {

        static OutOfBag of(Lesson lesson, List<String> ids, List<RandomForest.Planted> planted) {
            double[][] values = IntStream.range(0, lesson.size())
                    .parallel()
                    .mapToObj(i -> mean(i, lesson, planted))
                    .toArray(double[][]::new);
            int[] seen = IntStream.range(0, values.length)
                    .filter(i -> values[i] != null)
                    .toArray();
            return new OutOfBag(
                    IntStream.of(seen).mapToObj(ids::get).toList(),
                    IntStream.of(seen).mapToObj(i -> values[i]).toArray(double[][]::new),
                    IntStream.of(seen).mapToObj(i -> lesson.y()[i]).toArray(double[][]::new));
        }

        private static double[] mean(int sample, Lesson lesson, List<RandomForest.Planted> planted) {
            double[] sum = new double[lesson.width()];
            int without = 0;
            for (var tree : planted) {
                if (tree.times()[sample] == 0) {
                    double[] leaf = tree.tree().value()[tree.tree().leaf(lesson.x()[sample])];
                    for (int o = 0; o < sum.length; o++) {
                        sum[o] += leaf[o];
                    }
                    without++;
                }
            }
            for (int o = 0; o < sum.length; o++) {
                sum[o] /= without;
            }
            return without == 0 ? null : sum;
        }

        Scores scores(Learned learned) {
            if (ids.isEmpty()) {
                throw new GenomicsException("Every training sample was seen by every tree: grow more trees.");
            }
            var predictions = learned.predictions(ids, values);
            var truths = learned.predictions(ids, truth);
            return Scores.of(predictions, new Targets(learned.task(), ids, truths.values()));
        }
    }

    /** The features that count most. */
    public Chart plot() {
        var chart = BarChart.of(learned.learner() + ": " + weights.kind()).horizontal();
        for (String feature : weights.selected().stream().limit(SHOWN).toList()) {
            chart = chart.bar(feature, weights.weights().get(weights.features().indexOf(feature)));
        }
        return chart;
    }

    /** {@code random forest · binary 'relapse' [no, yes] · 200 features · 150 samples · 500 trees}, then the weights. */
    @Override
    public Description describe() {
        int deepest = trees.stream()
                .map(DecisionTree::depth)
                .max(Comparator.naturalOrder())
                .orElse(0);
        String headline =
                learned.headline() + " · " + Phrases.count(trees.size(), "tree") + " up to " + deepest + " deep";
        var tables = new ArrayList<>(weights.describe().tables());
        return new Description(outOfBag == null ? headline : headline + " · out of bag: " + outside(), tables);
    }

    private String outside() {
        if (outOfBag.ids().isEmpty()) {
            return "no sample";
        }
        String scores = outOfBag().describe().headline();
        return scores.substring(0, scores.indexOf(" · ", scores.indexOf(" · ") + 1));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
