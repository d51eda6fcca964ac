package jenomics.learn;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final Task YES_NO = new Task(Task.Kind.BINARY, "promoter", List.of("no", "yes"));
    private static final Task TAGS = new Task(Task.Kind.MULTILABEL, "tags", List.of("x", "y"));

    static List<String> ids(int n) {
        return IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
    }

    static double[][] column(double... values) {
        return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
    }

    static Targets targets(Task task, double[]... rows) {
        return new Targets(task, ids(rows.length), rows);
    }

    static Predictions predictions(Task task, double[]... rows) {
        return new Predictions(task, ids(rows.length), rows);
    }

    private static Scores binary(double[] truth, double... said) {
        return Scores.of(predictions(YES_NO, column(said)), targets(YES_NO, column(truth)));
    }

    private static double value(Scores scores, Metric metric) {
        return scores.get(metric).value();
    }

    @Test
    void byHand() {
        // yes: 0.9 0.5 0.4; no: 0.5 0.1. Pairs won: 2 + (0.5 + 1) + (0 + 1) of 6.
        var scores = binary(new double[] {1, 1, 1, 0, 0}, .9, .5, .4, .5, .1);
        assertEquals(4.5 / 6, value(scores, Metric.AUROC), 1e-12);
        // Thresholds .9: 1/1 of 1/3; .5: 2/3 of 1/3; .4: 3/4 of 1/3.
        assertEquals((1 + 2 / 3.0 + 3 / 4.0) / 3, value(scores, Metric.AUPRC), 1e-12);
        // From .5: found 2 of 3, one false alarm, one rightly refused.
        assertEquals(3 / 5.0, value(scores, Metric.ACCURACY), 1e-12);
        assertEquals((2 / 3.0 + 1 / 2.0) / 2, value(scores, Metric.BALANCED_ACCURACY), 1e-12);
        assertEquals(2 * 2 / (2.0 * 2 + 1 + 1), value(scores, Metric.F1), 1e-12);
        assertEquals((2 * 1 - 1 * 1) / Math.sqrt(3 * 3 * 2 * 2), value(scores, Metric.MCC), 1e-12);
    }

    @Test
    void severalLabelsByHand() {
        var targets = targets(TAGS, new double[][] {{1, 0}, {0, 1}, {1, 1}, {0, 0}});
        var said = predictions(TAGS, new double[][] {{.9, .6}, {.2, .7}, {.4, .8}, {.3, .1}});
        var scores = Scores.of(said, targets);
        assertEquals(1, value(scores, Metric.AUROC), 1e-12);
        assertEquals((3 / 4.0 + 3 / 4.0) / 2, value(scores, Metric.ACCURACY), 1e-12);
        assertEquals(2 / 4.0, value(scores, Metric.SUBSET_ACCURACY), 1e-12);
        assertEquals((2 / 3.0 + 4 / 5.0) / 2, value(scores, Metric.F1), 1e-12);
        assertEquals((.01 + .36 + .04 + .09 + .36 + .04 + .09 + .01) / 8, value(scores, Metric.BRIER), 1e-12);
        assertEquals(2 / 3.0, scores.perClass(Metric.F1).get("x").value(), 1e-12);
        assertTrue(scores.toString().contains("each class"));
    }

    @Test
    void constantPredictionsHaveAScore() {
        var scores = binary(new double[] {1, 0, 1, 0}, .5, .5, .5, .5);
        assertEquals(0.5, value(scores, Metric.AUROC), 1e-12);
        assertEquals(0.5, value(scores, Metric.AUPRC), 1e-12);
        assertEquals(0, value(scores, Metric.MCC), 1e-12);
        assertFalse(scores.toString().contains("NaN"));
    }

    @Test
    void oneClassAloneHasNoAuroc() {
        var scores = binary(new double[] {1, 1, 1}, .9, .5, .4);
        assertEquals("AUROC needs both classes; all 3 samples are 'yes'.", refusal(() -> scores.get(Metric.AUROC)));
        assertEquals(
                "AUPRC needs both classes; all 3 samples are 'yes'.",
                scores.undefined().get(Metric.AUPRC));
        assertEquals(2 / 3.0, value(scores, Metric.ACCURACY), 1e-12);
        assertTrue(scores.toString().contains("AUROC needs both classes; all 3 samples are 'yes'."));
        assertFalse(scores.toString().contains("NaN"));
        assertEquals(
                "RMSE is no metric of a binary task; there are MCC, F1, accuracy, balanced accuracy, log loss, Brier, ECE.",
                refusal(() -> scores.get(Metric.RMSE)));

        var abc = new Task(Task.Kind.MULTICLASS, "s", List.of("A", "B", "C"));
        var without = Scores.of(
                predictions(abc, new double[][] {{.5, .3, .2}, {.2, .7, .1}}),
                targets(abc, new double[][] {{1, 0, 0}, {0, 1, 0}}));
        assertEquals(
                "AUROC needs samples of every class; of the 2 samples none is 'C'.",
                refusal(() -> without.get(Metric.AUROC)));
        assertEquals(1, value(without, Metric.F1), 1e-12);

        var tagged = Scores.of(
                predictions(TAGS, new double[][] {{.5, .3}, {.2, .7}}), targets(TAGS, new double[][] {{1, 1}, {0, 1}}));
        assertEquals(
                "AUROC needs samples with and without every label; of the 2 samples all have 'y'.",
                refusal(() -> tagged.get(Metric.AUROC)));
        assertEquals(List.of("x"), List.copyOf(tagged.perClass(Metric.AUROC).keySet()));
    }

    @Test
    void aConstantHasNoCorrelation() {
        var task = Task.regression("y");
        var flat = Scores.of(predictions(task, column(.1, .1, .1)), targets(task, column(1, 2, 4)));
        assertEquals("Pearson needs predictions that differ; all 3 are 0.1.", refusal(() -> flat.get(Metric.PEARSON)));
        assertTrue(value(flat, Metric.R2) < 0);
        var same = Scores.of(predictions(task, column(1, 2, 4)), targets(task, column(3, 3, 3)));
        assertEquals("R2 needs true values that differ; all 3 are 3.0.", refusal(() -> same.get(Metric.R2)));
        assertFalse(same.toString().contains("NaN"));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var truth = targets(YES_NO, column(1, 0));
        assertEquals(
                "There are predictions for 1 sample but targets for 2: predict the samples that are scored.",
                refusal(() -> Scores.of(predictions(YES_NO, column(.5)), truth)));
        assertEquals(
                "Prediction 2 is for sample 's7', target 2 of 's1': both must be in the same order.",
                refusal(() -> Scores.of(new Predictions(YES_NO, List.of("s0", "s7"), column(.5, .5)), truth)));
        assertEquals(
                "The prediction for sample 's1' is [NaN]; probabilities are from 0 to 1.",
                refusal(() -> Scores.of(predictions(YES_NO, column(.5, Double.NaN)), truth)));
        assertEquals(
                "The prediction for sample 's0' is [1.5]; probabilities are from 0 to 1.",
                refusal(() -> Scores.of(predictions(YES_NO, column(1.5, 0)), truth)));
        assertEquals(
                "The prediction for sample 's0' is [0.5, 0.5]; the task has 1 output.",
                refusal(() -> Scores.of(predictions(YES_NO, new double[][] {{.5, .5}, {.5, .5}}), truth)));
        assertEquals(
                "There are no samples to score: the targets are empty.",
                refusal(() -> Scores.of(predictions(YES_NO), targets(YES_NO))));
        assertTrue(refusal(() -> Scores.of(predictions(Task.regression("y"), column(.5, .5)), truth))
                .endsWith("score with the same task."));
        assertEquals(
                "Scoring takes a threshold from 0 to 1, at least 20 resamples and a level between 0 and 1; found threshold"
                        + " 0.5, 3 resamples, level 0.95.",
                refusal(() -> Scoring.standard().resamples(3)));
    }

    private static Scores normal(int n, double distance, SplittableRandom random, Scoring scoring) {
        double[] truth = new double[n];
        double[] said = new double[n];
        for (int i = 0; i < n; i++) {
            truth[i] = i % 2;
            double x = Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
            said[i] = 1 / (1 + Math.exp(-(x + distance * truth[i])));
        }
        return Scores.of(predictions(YES_NO, column(said)), targets(YES_NO, column(truth)), scoring);
    }

    /** Two normals one standard deviation apart: AUROC is Phi(1 / sqrt 2) = 0.76025. */
    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        var random = new SplittableRandom(11);
        int held = 0;
        for (int trial = 0; trial < 200; trial++) {
            var interval = normal(
                            120, 1, random, Scoring.standard().resamples(300).seed(trial))
                    .get(Metric.AUROC);
            assertTrue(interval.low() <= interval.value() && interval.value() <= interval.high());
            held += interval.low() <= 0.76025 && 0.76025 <= interval.high() ? 1 : 0;
        }
        assertTrue(held >= 180 && held <= 198, held + " of 200");
    }

    @Test
    void theSameSeedGivesTheSameIntervals() {
        Map<Metric, Interval> one =
                normal(100, 1, new SplittableRandom(1), Scoring.standard()).all();
        assertEquals(
                one, normal(100, 1, new SplittableRandom(1), Scoring.standard()).all());
        assertFalse(one.equals(
                normal(100, 1, new SplittableRandom(1), Scoring.standard().seed(8))
                        .all()));
    }

    @Test
    void theThresholdIsSaid() {
        String text = normal(40, 1, new SplittableRandom(1), Scoring.standard().threshold(0.3))
                .toString();
        assertTrue(text.startsWith("AUROC 0."), text);
        assertTrue(
                text.contains(
                        "95 % intervals from 2,000 resamples of the samples; yes from probability 0.3, for MCC, F1"
                                + " and accuracy"),
                text);
        assertTrue(text.contains(" · 40 samples · yes 20, no 20"), text);
    }
}
