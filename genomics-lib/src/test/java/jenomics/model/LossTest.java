package jenomics.model;

import static jenomics.testing.Refusals.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.nn.Objective;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;

/** Losses against their formulas in double precision. */
class LossTest {
    private static final Task CLASSES = new Task(Task.Kind.MULTICLASS, "c", List.of("a", "b", "c"));
    private static final Task LABEL = new Task(Task.Kind.BINARY, "l", List.of("no", "yes"));
    private static final Task LABELS = new Task(Task.Kind.MULTILABEL, "m", List.of("x", "y"));
    private static final double[][] TRUTH = {{1, 0, 0}, {0, 1, 0}, {0, 1, 0}, {0, 0, 1}};
    private static final double[][] SCORES = {{0.5, -1, 2}, {1, 1.5, -0.5}, {-2, 0.1, 0.3}, {0, 0.7, -0.4}};

    private static double found(Task task, Objective objective, double[][] truth, double[][] scores) {
        var ids = IntStream.range(0, truth.length).mapToObj(String::valueOf).toList();
        var loss = Loss.of(new Head(task, 0, 1), objective, new Targets(task, ids, truth));
        float[] flat = new float[scores.length * scores[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) scores[i / scores[0].length][i % scores[0].length];
        }
        try (var scope = Scope.open()) {
            return loss.of(scope, scope.floats(flat, scores.length, scores[0].length), truth)
                    .getFloat();
        }
    }

    private static double classes(Objective objective, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < TRUTH.length; i++) {
            double norm = 0;
            for (double s : SCORES[i]) {
                norm += Math.exp(s);
            }
            for (int c = 0; c < 3; c++) {
                double p = Math.exp(SCORES[i][c]) / norm;
                double q = (1 - objective.labelSmoothing()) * TRUTH[i][c] + objective.labelSmoothing() / 3;
                sum += weights[c] * q * Math.pow(1 - p, objective.focal()) * -Math.log(p);
                total += weights[c] * TRUTH[i][c];
            }
        }
        return sum / total;
    }

    @Test
    void noHeadIsMadeForSurvival() {
        var refused = assertThrows(GenomicsException.class, () -> new Head(Task.survival("time", "event"), 0, 1));
        assertEquals(
                "A sequence model learns classes and numbers, not survival; the task is survival 'time' with event"
                        + " 'event'. Use a Cox model (Classic.cox), or Task.binary for an event within a fixed time.",
                refused.getMessage());
    }

    @Test
    void classesAreSmoothedFocusedAndWeighed() {
        double[] even = {1, 1, 1};
        var plain = Objective.PLAIN;
        assertEquals(classes(plain, even), found(CLASSES, plain, TRUTH, SCORES), 1e-6);
        for (var objective : List.of(
                plain.labelSmoothing(0.1),
                plain.focal(2),
                plain.labelSmoothing(0.2).focal(0.5))) {
            assertEquals(
                    classes(objective, even), found(CLASSES, objective, TRUTH, SCORES), 1e-6, objective.toString());
        }
        assertEquals(
                classes(plain.focal(1), new double[] {4, 1, 0.5}),
                found(CLASSES, plain.focal(1).classWeights(Map.of("a", 4.0, "c", 0.5)), TRUTH, SCORES),
                1e-6);
        assertEquals(
                classes(plain, new double[] {4 / 3.0, 2 / 3.0, 4 / 3.0}),
                found(CLASSES, plain.balanced(), TRUTH, SCORES),
                1e-6);
    }

    private static double labels(
            double[][] truth, double[][] scores, double smoothing, double gamma, double[][] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < truth.length; i++) {
            for (int o = 0; o < truth[i].length; o++) {
                double p = 1 / (1 + Math.exp(-scores[i][o]));
                double t = (1 - smoothing) * truth[i][o] + smoothing / 2;
                double w = weights[o][(int) truth[i][o]];
                sum += w
                        * (t * Math.pow(1 - p, gamma) * -Math.log(p) + (1 - t) * Math.pow(p, gamma) * -Math.log(1 - p));
                total += w;
            }
        }
        return sum / total;
    }

    @Test
    void labelsAreSmoothedFocusedAndWeighed() {
        double[][] truth = {{1}, {0}, {0}, {0}};
        double[][] scores = {{0.3}, {-1}, {2}, {-0.2}};
        double[][] even = {{1, 1}};
        var plain = Objective.PLAIN;
        assertEquals(labels(truth, scores, 0, 0, even), found(LABEL, plain, truth, scores), 1e-6);
        assertEquals(
                labels(truth, scores, 0.1, 2, even),
                found(LABEL, plain.labelSmoothing(0.1).focal(2), truth, scores),
                1e-6);
        assertEquals(
                labels(truth, scores, 0, 0, new double[][] {{4 / 6.0, 2}}),
                found(LABEL, plain.balanced(), truth, scores),
                1e-6);
        assertEquals(
                labels(truth, scores, 0, 0, new double[][] {{1, 5}}),
                found(LABEL, plain.classWeights(Map.of("yes", 5.0)), truth, scores),
                1e-6);
        double[][] two = {{1, 0}, {1, 1}, {0, 0}, {1, 0}};
        double[][] both = {{0.3, 1}, {-1, 0.4}, {2, -1}, {-0.2, 0}};
        assertEquals(
                labels(two, both, 0, 1, new double[][] {{2, 4 / 6.0}, {4 / 6.0, 2}}),
                found(LABELS, plain.balanced().focal(1), two, both),
                1e-6);
    }

    @Test
    void whatIsNotForThisTaskIsRefused() {
        assertSentence(
                "Label smoothing, the focal loss and class weights are for classes; 'y' is a number. Found {label"
                        + " smoothing=0.1}.",
                () -> found(Task.regression("y"), Objective.PLAIN.labelSmoothing(0.1), TRUTH, SCORES));
        assertSentence(
                "Class weights name [d]; the classes of 'c' are [a, b, c].",
                () -> found(CLASSES, Objective.PLAIN.classWeights(Map.of("d", 1.0)), TRUTH, SCORES));
        assertSentence(
                "Label smoothing is a share of at least 0 and below 1; found 1.0.",
                () -> Objective.PLAIN.labelSmoothing(1));
        assertSentence("The focal loss takes a gamma from 0 to 10; found -1.0.", () -> Objective.PLAIN.focal(-1));
        assertSentence(
                "A class weight is above 0; found 0.0 for 'a'.", () -> Objective.PLAIN.classWeights(Map.of("a", 0.0)));
        assertSentence(
                "Class weights are either balanced or given by class; found both: {a=2.0}.",
                () -> new Objective(0, 0, true, Map.of("a", 2.0)));
    }
}
