package jenomics.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The metrics of some predictions, by the kind of their task, in the order in which they are shown. */
final class Measures {
    /** What scikit-learn clips probabilities by before their logarithm is taken. */
    private static final double SMALLEST = Math.ulp(1.0);

    private final Targets targets;
    private final double[][] predicted;
    private final double threshold;

    private Measures(Predictions predictions, Targets targets, double threshold) {
        this.targets = targets;
        this.predicted = predictions.values();
        this.threshold = threshold;
    }

    /** Those of all classes together; the first is the one that models are compared by. */
    static List<Measure> of(Predictions predictions, Targets targets, double threshold) {
        var measures = new Measures(predictions, targets, threshold);
        return switch (targets.task().kind()) {
            case BINARY -> measures.binary();
            case MULTICLASS -> measures.multiclass();
            case MULTILABEL -> measures.multilabel();
            case REGRESSION -> measures.regression();
            case SURVIVAL -> measures.survival();
        };
    }

    /** AUROC, AUPRC and F1 of each class; none for tasks of one output. */
    static List<Measure> perClass(Predictions predictions, Targets targets, double threshold) {
        var kind = targets.task().kind();
        if (kind != Task.Kind.MULTICLASS && kind != Task.Kind.MULTILABEL) {
            return List.of();
        }
        var measures = new Measures(predictions, targets, threshold);
        var classes = targets.task().classes();
        var list = new ArrayList<Measure>();
        for (int c = 0; c < targets.task().outputs(); c++) {
            String name = classes.get(c);
            var ranking = measures.ranking(c);
            int cls = c;
            list.add(new Measure(Metric.AUROC, name, ranking::auroc));
            list.add(new Measure(Metric.AUPRC, name, ranking::averagePrecision));
            list.add(new Measure(
                    Metric.F1,
                    name,
                    kind == Task.Kind.MULTICLASS
                            ? confused(measures.trueClass(), measures.likeliest(), classes.size(), t -> t.f1(cls))
                            : measures.ofLabel(cls, t -> t.f1(1))));
        }
        return list;
    }

    private interface OfConfusion {
        double of(Confusion confusion);
    }

    private List<Measure> binary() {
        var ranking = ranking(0);
        int[] truth = trueClass();
        int[] said = yes(0);
        return List.of(
                new Measure(Metric.AUROC, null, ranking::auroc),
                new Measure(Metric.AUPRC, null, w -> bothClasses(truth, w) ? ranking.averagePrecision(w) : Double.NaN),
                new Measure(Metric.MCC, null, confused(truth, said, 2, Confusion::mcc)),
                new Measure(Metric.F1, null, confused(truth, said, 2, c -> c.f1(1))),
                new Measure(Metric.ACCURACY, null, confused(truth, said, 2, Confusion::accuracy)),
                new Measure(Metric.BALANCED_ACCURACY, null, confused(truth, said, 2, Confusion::balancedAccuracy)),
                new Measure(Metric.LOG_LOSS, null, mean(logLoss(0))),
                new Measure(Metric.BRIER, null, mean(squared(0))),
                new Measure(Metric.ECE, null, claims()::error));
    }

    private List<Measure> multiclass() {
        int[] truth = trueClass();
        int classes = targets.task().outputs();
        int[] said = likeliest();
        var rankings = rankings();
        return List.of(
                new Measure(Metric.AUROC, null, meanOf(each(rankings, Ranking::auroc))),
                new Measure(Metric.AUROC_WEIGHTED, null, weightedAuroc(rankings, truth)),
                new Measure(Metric.AUPRC, null, meanOf(each(rankings, Ranking::averagePrecision))),
                new Measure(Metric.MCC, null, confused(truth, said, classes, Confusion::mcc)),
                new Measure(Metric.F1, null, confused(truth, said, classes, Confusion::f1Macro)),
                new Measure(Metric.F1_WEIGHTED, null, confused(truth, said, classes, Confusion::f1Weighted)),
                new Measure(Metric.ACCURACY, null, confused(truth, said, classes, Confusion::accuracy)),
                new Measure(
                        Metric.BALANCED_ACCURACY, null, confused(truth, said, classes, Confusion::balancedAccuracy)),
                new Measure(Metric.LOG_LOSS, null, mean(logLossOfTruth(truth))),
                new Measure(Metric.BRIER, null, mean(squaredOverOutputs(1))),
                new Measure(Metric.ECE, null, claims()::error));
    }

    private Calibration.Claims claims() {
        return Calibration.Claims.of(new Predictions(targets.task(), targets.ids(), predicted), targets);
    }

    private List<Measure> multilabel() {
        var rankings = rankings();
        int labels = targets.task().outputs();
        return List.of(
                new Measure(Metric.AUROC, null, meanOf(each(rankings, Ranking::auroc))),
                new Measure(Metric.AUPRC, null, meanOf(each(rankings, Ranking::averagePrecision))),
                new Measure(Metric.MCC, null, meanOf(ofLabels(Confusion::mcc))),
                new Measure(Metric.F1, null, meanOf(ofLabels(c -> c.f1(1)))),
                new Measure(Metric.ACCURACY, null, meanOf(ofLabels(Confusion::accuracy))),
                new Measure(Metric.SUBSET_ACCURACY, null, mean(allRight())),
                new Measure(Metric.LOG_LOSS, null, mean(logLossOverLabels())),
                new Measure(Metric.BRIER, null, mean(squaredOverOutputs(1.0 / labels))));
    }

    private List<Measure> regression() {
        double[] truth = targets.output(0);
        double[] said = column(0);
        var sortedTruth = Correlation.Sorted.of(truth);
        var sortedSaid = Correlation.Sorted.of(said);
        var mse = mean(squared(0));
        return List.of(
                new Measure(Metric.PEARSON, null, w -> Correlation.pearson(said, truth, w)),
                new Measure(Metric.SPEARMAN, null, w -> Correlation.spearman(sortedSaid, sortedTruth, w)),
                new Measure(Metric.R2, null, w -> determination(truth, mse.applyAsDouble(w), w)),
                new Measure(Metric.MSE, null, mse),
                new Measure(Metric.RMSE, null, w -> Math.sqrt(mse.applyAsDouble(w))),
                new Measure(Metric.MAE, null, mean(absolute())));
    }

    private List<Measure> survival() {
        var concordance = new Concordance(targets.output(0), targets.output(1), column(0));
        return List.of(
                new Measure(Metric.C_INDEX, null, concordance::harrell),
                new Measure(Metric.C_INDEX_UNO, null, concordance::uno));
    }

    private static double determination(double[] truth, double mse, int[] weights) {
        if (Correlation.constant(truth, weights)) {
            return Double.NaN;
        }
        double center = mean(truth).applyAsDouble(weights);
        double[] squares = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            squares[i] = (truth[i] - center) * (truth[i] - center);
        }
        return 1 - mse / mean(squares).applyAsDouble(weights);
    }

    private static boolean bothClasses(int[] truth, int[] weights) {
        boolean[] seen = new boolean[2];
        for (int i = 0; i < truth.length; i++) {
            seen[truth[i]] |= weights[i] > 0;
        }
        return seen[0] && seen[1];
    }

    private static ToDoubleFunction<int[]> confused(int[] truth, int[] said, int classes, OfConfusion measure) {
        return w -> measure.of(Confusion.of(truth, said, classes, w));
    }

    private ToDoubleFunction<int[]> ofLabel(int label, OfConfusion measure) {
        int[] truth = IntStream.range(0, targets.size())
                .map(i -> (int) targets.values()[i][label])
                .toArray();
        return confused(truth, yes(label), 2, measure);
    }

    private List<ToDoubleFunction<int[]>> ofLabels(OfConfusion measure) {
        return IntStream.range(0, targets.task().outputs())
                .mapToObj(c -> ofLabel(c, measure))
                .toList();
    }

    private interface OfRanking {
        double of(Ranking ranking, int[] weights);
    }

    private static List<ToDoubleFunction<int[]>> each(List<Ranking> rankings, OfRanking measure) {
        return rankings.stream()
                .<ToDoubleFunction<int[]>>map(r -> w -> measure.of(r, w))
                .toList();
    }

    /** The mean of those that are defined; NaN in the whole set where one is not: {@link Scores} says why. */
    private static ToDoubleFunction<int[]> meanOf(List<ToDoubleFunction<int[]>> parts) {
        return w -> parts.stream()
                .mapToDouble(p -> p.applyAsDouble(w))
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    private static ToDoubleFunction<int[]> weightedAuroc(List<Ranking> rankings, int[] truth) {
        return w -> {
            double[] size = new double[rankings.size()];
            for (int i = 0; i < truth.length; i++) {
                size[truth[i]] += w[i];
            }
            double sum = 0;
            double all = 0;
            for (int c = 0; c < size.length; c++) {
                sum += size[c] == 0 ? 0 : size[c] * rankings.get(c).auroc(w);
                all += size[c];
            }
            return sum / all;
        };
    }

    private static ToDoubleFunction<int[]> mean(double[] ofSample) {
        return w -> {
            double sum = 0;
            long n = 0;
            for (int i = 0; i < ofSample.length; i++) {
                sum += w[i] * ofSample[i];
                n += w[i];
            }
            return sum / n;
        };
    }

    private int[] trueClass() {
        return targets.classIndex();
    }

    private int[] yes(int output) {
        return IntStream.range(0, predicted.length)
                .map(i -> predicted[i][output] >= threshold ? 1 : 0)
                .toArray();
    }

    /** The first of the classes with the highest probability. */
    private int[] likeliest() {
        return IntStream.range(0, predicted.length)
                .map(i -> {
                    int best = 0;
                    for (int c = 1; c < predicted[i].length; c++) {
                        best = predicted[i][c] > predicted[i][best] ? c : best;
                    }
                    return best;
                })
                .toArray();
    }

    private double[] column(int output) {
        return ofEach(i -> predicted[i][output]);
    }

    private Ranking ranking(int output) {
        boolean[] positive = new boolean[targets.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = targets.values()[i][output] == 1;
        }
        return new Ranking(column(output), positive);
    }

    private List<Ranking> rankings() {
        return IntStream.range(0, targets.task().outputs())
                .mapToObj(this::ranking)
                .toList();
    }

    private interface OfSample {
        double of(int i);
    }

    private double[] ofEach(OfSample value) {
        return IntStream.range(0, predicted.length).mapToDouble(value::of).toArray();
    }

    private double[] logLoss(int output) {
        return ofEach(i -> -log(targets.values()[i][output] == 1 ? predicted[i][output] : 1 - predicted[i][output]));
    }

    private double[] logLossOfTruth(int[] truth) {
        return ofEach(i -> -log(predicted[i][truth[i]]));
    }

    private double[] logLossOverLabels() {
        int labels = targets.task().outputs();
        double[] sum = new double[targets.size()];
        for (int c = 0; c < labels; c++) {
            double[] one = logLoss(c);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i] / labels;
            }
        }
        return sum;
    }

    private static double log(double p) {
        return Math.log(Math.max(SMALLEST, Math.min(1 - SMALLEST, p)));
    }

    private double[] squared(int output) {
        return ofEach(i -> Math.pow(predicted[i][output] - targets.values()[i][output], 2));
    }

    private double[] squaredOverOutputs(double times) {
        double[] sum = new double[targets.size()];
        for (int c = 0; c < targets.task().outputs(); c++) {
            double[] one = squared(c);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += times * one[i];
            }
        }
        return sum;
    }

    private double[] absolute() {
        return ofEach(i -> Math.abs(predicted[i][0] - targets.values()[i][0]));
    }

    private double[] allRight() {
        return ofEach(i -> IntStream.range(0, predicted[i].length)
                        .allMatch(c -> (predicted[i][c] >= threshold) == (targets.values()[i][c] == 1))
                ? 1
                : 0);
    }
}
