package jenomics.learn;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final Task YES_NO = new Task(Task.Kind.BINARY, "promoter", List.of("no", "yes"));
    private static final Task ABC = new Task(Task.Kind.MULTICLASS, "type", List.of("A", "B", "C"));

    @Test
    void byHand() {
        // yes: 0.9 0.5 0.4; no: 0.5 0.1
        var said = ScoresTest.predictions(YES_NO, ScoresTest.column(.9, .5, .4, .5, .1));
        var truth = ScoresTest.targets(YES_NO, ScoresTest.column(1, 1, 1, 0, 0));
        var roc = Curve.roc(said, truth, "yes");
        assertArrayEquals(new double[] {0, 0, 0.5, 0.5, 1}, roc.x());
        assertArrayEquals(new double[] {0, 1 / 3.0, 2 / 3.0, 1, 1}, roc.y());
        var precision = Curve.precisionRecall(said, truth, "yes");
        assertArrayEquals(new double[] {1, 2 / 3.0, 3 / 4.0, 3 / 5.0}, precision.y());
        var hits = HitCurve.of(said, truth, "yes");
        assertArrayEquals(new double[] {1, 1.5, 2, 3, 3}, hits.hits());
        assertTrue(hits.toString().startsWith("hits of 'yes' · 3 of 5 samples"), hits::toString);
        assertTrue(roc.toString().startsWith("ROC of 'yes' · AUROC 0.750 · 5 points"), roc::toString);
        assertTrue(roc.plot().svg().contains("false positive rate"));
        assertTrue(precision.plot().svg().contains("precision"));
        assertTrue(hits.plot().svg().contains("ideal"));
    }

    @Test
    void oneOfSeveralClasses() {
        var said = ScoresTest.predictions(ABC, new double[][] {{.7, .2, .1}, {.3, .4, .3}, {.2, .1, .7}, {.5, .3, .2}});
        var truth = ScoresTest.targets(ABC, new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 1, 0}});
        assertEquals(1, Curve.roc(said, truth, "A").area());
        assertEquals(1, Curve.roc(said, truth, "B").area());
        var calibration = Calibration.of(said, truth);
        assertEquals(
                (0.7 + 0.7 + 0.4 + 0.5) / 4,
                calibration.bins().stream()
                                .mapToDouble(b -> b.predicted() * b.samples())
                                .sum()
                        / 4,
                1e-12);
        assertEquals(
                "calibration · expected error 0.425 · worst bin 0.600",
                calibration.toString().lines().findFirst().orElseThrow());
        assertEquals(
                "No curve can be drawn of the class 'D'; the task has 'A', 'B', 'C'.",
                refusal(() -> Curve.roc(said, truth, "D")));
    }

    @Test
    void whatHasNoCurveIsSaid() {
        var said = ScoresTest.predictions(YES_NO, ScoresTest.column(.9, .5));
        var truth = ScoresTest.targets(YES_NO, ScoresTest.column(1, 1));
        assertEquals(
                "A curve of 'yes' needs samples of that class and others; of the 2 samples all are.",
                refusal(() -> Curve.roc(said, truth, "yes")));
        assertEquals(
                "No curve can be drawn of the class 'no'; the positive one is 'yes'.",
                refusal(() -> Curve.roc(said, truth, "no")));
        var height = Task.regression("height");
        assertEquals(
                "Curves of found samples are for classes; the task is regression 'height'.",
                refusal(() -> HitCurve.of(
                        ScoresTest.predictions(height, ScoresTest.column(1, 2)),
                        ScoresTest.targets(height, ScoresTest.column(1, 2)),
                        "x")));
        var both = ScoresTest.targets(YES_NO, ScoresTest.column(1, 0));
        assertEquals("The first 3 were asked for; there are 2 samples.", refusal(() -> HitCurve.of(said, both, "yes")
                .precision(3)));
        assertEquals(
                "A share of the samples is more than 0 and at most 1; found 0.0.",
                refusal(() -> HitCurve.of(said, both, "yes").enrichment(0)));
    }

    @Test
    void otherLabelsOfSamplesThatCannotBeRelabelledAreRefused() {
        assertEquals("Bare cannot be given other values of 'x'.", refusal(() -> new Bare().relabelled("x", List.of())));
    }

    private static final class Bare implements Samples<Bare> {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public String id(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public List<String> attributes() {
            return List.of();
        }

        @Override
        public String attribute(int index, String name) {
            return null;
        }

        @Override
        public Bare select(int[] indices) {
            return this;
        }

        @Override
        public String contentKey(int index) {
            return "";
        }

        @Override
        public jenomics.provenance.Fingerprint fingerprint() {
            return jenomics.provenance.Fingerprint.of("");
        }
    }
}
