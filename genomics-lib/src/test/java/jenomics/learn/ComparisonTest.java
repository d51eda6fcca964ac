package jenomics.learn;

import static jenomics.learn.ScoresTest.column;
import static jenomics.learn.ScoresTest.predictions;
import static jenomics.learn.ScoresTest.targets;
import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Task YES_NO = new Task(Task.Kind.BINARY, "promoter", List.of("no", "yes"));
    private static final int N = 220;
    private static final Targets TRUTH = targets(YES_NO, column(truth()));

    private static double[] truth() {
        double[] truth = new double[N];
        for (int i = 0; i < N; i++) {
            truth[i] = i % 2;
        }
        return truth;
    }

    /** The truth with this much noise. */
    private static Predictions noisy(double noise, long seed) {
        var random = new SplittableRandom(seed);
        double[] said = truth();
        for (int i = 0; i < N; i++) {
            said[i] = Math.max(0, Math.min(1, 0.25 + said[i] / 2 + noise * (random.nextDouble() - 0.5)));
        }
        return predictions(YES_NO, column(said));
    }

    private static Comparison two() {
        return Comparison.of(TRUTH).with("k-mers", noisy(2, 1)).with("LoRA", noisy(0.9, 2));
    }

    @Test
    void theBetterModelIsSaidToBeBetter() {
        var comparison = two();
        var d = comparison.difference("LoRA", Metric.AUROC);
        assertTrue(d.low() > 0 && d.low() < d.value() && d.value() < d.high(), d.toString());
        assertEquals(
                String.format(
                        java.util.Locale.ROOT,
                        "LoRA is better than k-mers by %.3f AUROC [%.3f, %.3f].",
                        d.value(),
                        d.low(),
                        d.high()),
                comparison.verdict("LoRA"));
        assertTrue(comparison.verdict("LoRA", Metric.BRIER).startsWith("LoRA is better than k-mers by 0."));
        assertTrue(comparison.against("LoRA").verdict("k-mers").startsWith("k-mers is worse than LoRA by 0."));
        assertEquals(
                comparison.verdict("LoRA").replace("LoRA is better than k-mers", "k-mers is worse than LoRA"),
                comparison.against("LoRA").verdict("k-mers"));
        assertEquals(comparison.verdict("LoRA"), comparison.describe().headline());
    }

    @Test
    void equalModelsCannotBeTold() {
        var comparison = Comparison.of(TRUTH).with("A", noisy(1.5, 1)).with("B", noisy(1.5, 2));
        var d = comparison.difference("B", Metric.AUROC);
        assertTrue(
                comparison
                        .verdict("B")
                        .startsWith("No difference between B and A can be told from these 220 samples: "),
                comparison.verdict("B"));
        assertTrue(d.low() < 0 && d.high() > 0);
        var twice = Comparison.of(TRUTH).with("A", noisy(1.5, 1)).with("B", noisy(1.5, 1));
        assertEquals(
                "No difference between B and A can be told from these 220 samples: 0.000 AUROC [0.000, 0.000].",
                twice.verdict("B"));
    }

    /** The paired interval of two nearly equal models is far narrower than either's own. */
    @Test
    void differencesAreTakenInTheSameResamples() {
        var one = noisy(1.5, 1);
        double[][] moved = new double[N][];
        for (int i = 0; i < N; i++) {
            moved[i] = new double[] {Math.min(1, one.values()[i][0] + (i == 7 ? 0.02 : 0))};
        }
        var comparison = Comparison.of(TRUTH).with("one", one).with("moved", predictions(YES_NO, moved));
        var own = comparison.scores().get("one").get(Metric.AUROC);
        var difference = comparison.difference("moved", Metric.AUROC);
        assertTrue((difference.high() - difference.low()) * 20 < own.high() - own.low());
    }

    @Test
    void itShowsAllModelsAndSaysWhatIsNotCorrected() {
        var three = two().with("chance", noisy(8, 3));
        var said = three.describe();
        assertEquals(
                List.of("metric", "k-mers", "LoRA", "chance"),
                said.tables().get(0).columns());
        assertEquals(List.of("metric", "LoRA", "chance"), said.tables().get(1).columns());
        assertEquals(
                "difference from k-mers, in the same resamples (not corrected for several comparisons)",
                said.tables().get(1).title());
        assertTrue(said.headline().contains(" chance is worse than k-mers by "), said.headline());
    }

    @Test
    void namesAreChecked() {
        assertEquals(
                "A model named 'LoRA' is in the comparison already: give each its own name.",
                refusal(() -> two().with("LoRA", noisy(1, 1))));
        assertEquals(
                "The comparison has no model 'Lora2'; it has 'k-mers', 'LoRA'. Did you mean 'LoRA'?",
                refusal(() -> two().against("Lora2")));
        assertEquals(
                "The comparison has no models yet: add them, .with(\"name\", predictions).",
                refusal(() -> Comparison.of(TRUTH).reference()));
        assertEquals(
                "no models to compare yet · 220 samples", Comparison.of(TRUTH).toString());
    }
}
