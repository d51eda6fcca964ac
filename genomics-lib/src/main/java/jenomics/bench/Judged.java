package jenomics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import jenomics.learn.Comparison;
import jenomics.learn.Interval;
import jenomics.learn.Metric;
import jenomics.learn.Predictions;
import jenomics.learn.Scores;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What came of a benchmark, by entry and fold, and the statistics of it.
 *
 * @param outcomes [entry][fold]; null where it was stopped before
 */
record Judged(Task task, Targets targets, List<Fold> folds, List<String> names, Outcome[][] outcomes) {
    private static final double Z = 1.959963984540054;

    /** The scores of an entry in the folds where it has one; NaN in the others. */
    double[] scores(int entry, Metric metric) {
        return Arrays.stream(outcomes[entry])
                .mapToDouble(o -> o == null ? Double.NaN : o.values().getOrDefault(metric, Double.NaN))
                .toArray();
    }

    /** The metric that was asked for if it has a value anywhere; else the first that has. */
    Metric usable(Metric asked) {
        var possible = new ArrayList<>(List.of(asked));
        possible.addAll(Metric.of(task.kind()));
        return possible.stream()
                .filter(m -> IntStream.range(0, names.size())
                        .anyMatch(e -> Arrays.stream(scores(e, m)).anyMatch(v -> !Double.isNaN(v))))
                .findFirst()
                .orElse(asked);
    }

    /** Mean test size over mean training size. */
    double testToTrain() {
        return folds.stream().mapToDouble(f -> f.test().length).sum()
                / folds.stream().mapToDouble(f -> f.train().length).sum();
    }

    boolean oneSplit() {
        return folds.size() == 1;
    }

    /** The mean over the folds, with the interval that knows of their overlap; in one split that of the bootstrap. */
    Interval interval(int entry, Metric metric) {
        double[] scores = present(scores(entry, metric));
        if (scores.length == 0) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN);
        }
        if (oneSplit()) {
            return Scores.of(said(entry, 0), truth(0)).get(metric);
        }
        if (scores.length == 1) {
            return new Interval(scores[0], Double.NaN, Double.NaN);
        }
        return within(metric, PairedTest.nadeauBengio(scores, testToTrain()).interval());
    }

    /** An interval does not go where the metric cannot. */
    private static Interval within(Metric metric, Interval interval) {
        double least =
                switch (metric) {
                    case MCC, PEARSON, SPEARMAN -> -1;
                    case R2 -> Double.NEGATIVE_INFINITY;
                    default -> 0;
                };
        double most = metric.higherIsBetter() ? 1 : Double.POSITIVE_INFINITY;
        return new Interval(interval.value(), Math.max(least, interval.low()), Math.min(most, interval.high()));
    }

    /** How much more of the metric the first has than the second, in the folds that both have. */
    PairedTest difference(int first, int second, Metric metric) {
        if (oneSplit()) {
            return differenceInOneSplit(first, second, metric);
        }
        double[] a = scores(first, metric);
        double[] b = scores(second, metric);
        double[] differences = present(
                IntStream.range(0, a.length).mapToDouble(f -> a[f] - b[f]).toArray());
        if (differences.length < 2) {
            double d = differences.length == 0 ? Double.NaN : differences[0];
            return new PairedTest(
                    "no test of one fold",
                    d,
                    new Interval(d, Double.NaN, Double.NaN),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN);
        }
        return PairedTest.nadeauBengio(differences, testToTrain());
    }

    private PairedTest differenceInOneSplit(int first, int second, Metric metric) {
        if (Double.isNaN(scores(first, metric)[0]) || Double.isNaN(scores(second, metric)[0])) {
            return new PairedTest(
                    "no test",
                    Double.NaN,
                    new Interval(Double.NaN, Double.NaN, Double.NaN),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN);
        }
        var interval = Comparison.of(truth(0))
                .with("second", said(second, 0))
                .with("first", said(first, 0))
                .difference("first", metric);
        if (metric != Metric.AUROC || task.kind() != Task.Kind.BINARY || tooFew(truth(0))) {
            return new PairedTest("paired bootstrap", interval.value(), interval, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] is = truth(0).output(0);
        boolean[] positive = new boolean[is.length];
        for (int i = 0; i < is.length; i++) {
            positive[i] = is[i] == 1;
        }
        var test = DeLong.paired(positive, column(said(first, 0)), column(said(second, 0)));
        return new PairedTest("DeLong", interval.value(), interval, test.statistic(), test.df(), test.p());
    }

    private static boolean tooFew(Targets truth) {
        double positives = Arrays.stream(truth.output(0)).sum();
        return positives < 2 || truth.size() - positives < 2;
    }

    private static double[] column(Predictions said) {
        return Arrays.stream(said.values()).mapToDouble(row -> row[0]).toArray();
    }

    /**
     * Two-sided, and 1 for what is below chance: a single entry is better than chance where its interval is above. In
     * one split by the width of the bootstrap interval, as if it were normal. NaN where nobody can say.
     */
    double chanceP(int entry, Metric metric) {
        OptionalDouble chance = Chance.of(metric, targets);
        double[] scores = present(scores(entry, metric));
        if (chance.isEmpty() || scores.length == 0 || scores.length == 1 && !oneSplit()) {
            return Double.NaN;
        }
        if (oneSplit()) {
            var interval = interval(entry, metric);
            double error = (interval.high() - interval.low()) / (2 * Z);
            double z = (interval.value() - chance.getAsDouble()) / error;
            return interval.value() <= chance.getAsDouble()
                    ? 1
                    : 2 * NormalDistribution.of(0, 1).survivalProbability(z);
        }
        var test = PairedTest.nadeauBengio(
                Arrays.stream(scores).map(s -> s - chance.getAsDouble()).toArray(), testToTrain());
        return test.difference() > 0 ? test.p() : 1;
    }

    private static double[] present(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }

    Predictions said(int entry, int fold) {
        var truth = truth(fold);
        return new Predictions(task, truth.ids(), outcomes[entry][fold].predictions());
    }

    Targets truth(int fold) {
        return Subset.of(targets, folds.get(fold).test());
    }

    /** Every sample that was tested, once: with the mean of what was said of it in all repeats. */
    Predictions pooled(int entry) {
        double[][] sum = new double[targets.size()][];
        int[] count = new int[targets.size()];
        for (int f = 0; f < folds.size(); f++) {
            var outcome = outcomes[entry][f];
            if (outcome == null || !outcome.done()) {
                continue;
            }
            int[] test = folds.get(f).test();
            for (int k = 0; k < test.length; k++) {
                double[] said = outcome.predictions()[k];
                double[] before = sum[test[k]];
                sum[test[k]] = before == null
                        ? said.clone()
                        : IntStream.range(0, said.length)
                                .mapToDouble(o -> before[o] + said[o])
                                .toArray();
                count[test[k]]++;
            }
        }
        int[] tested =
                IntStream.range(0, sum.length).filter(i -> sum[i] != null).toArray();
        double[][] mean = Arrays.stream(tested)
                .mapToObj(i -> Arrays.stream(sum[i]).map(v -> v / count[i]).toArray())
                .toArray(double[][]::new);
        return new Predictions(task, Subset.of(targets, tested).ids(), mean);
    }

    /** What is true of the samples that {@link #pooled} says something of. */
    Targets pooledTruth(int entry) {
        boolean[] tested = new boolean[targets.size()];
        for (int f = 0; f < folds.size(); f++) {
            var outcome = outcomes[entry][f];
            if (outcome != null && outcome.done()) {
                Arrays.stream(folds.get(f).test()).forEach(i -> tested[i] = true);
            }
        }
        return Subset.of(
                targets,
                IntStream.range(0, tested.length).filter(i -> tested[i]).toArray());
    }

    /** Mean time of a fit, in seconds. */
    double seconds(int entry) {
        return Arrays.stream(outcomes[entry])
                .filter(o -> o != null && o.done())
                .mapToDouble(Outcome::seconds)
                .average()
                .orElse(Double.NaN);
    }

    List<String> failures(int entry) {
        var failures = new ArrayList<String>();
        for (int f = 0; f < folds.size(); f++) {
            var outcome = outcomes[entry][f];
            if (outcome != null && !outcome.done()) {
                failures.add(folds.get(f).name() + ": " + outcome.failure());
            }
        }
        return failures;
    }

    /** In how many folds every entry has an outcome. */
    int finished() {
        return (int) IntStream.range(0, folds.size())
                .filter(f -> Arrays.stream(outcomes).allMatch(row -> row[f] != null))
                .count();
    }
}
