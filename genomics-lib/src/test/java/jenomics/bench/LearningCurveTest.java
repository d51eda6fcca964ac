package jenomics.bench;

import static jenomics.bench.BenchTest.message;
import static jenomics.bench.Points.YES_NO;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import jenomics.learn.Metric;
import jenomics.learn.Task;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

    @Test
    void anInversePowerIsFoundAgain() {
        double[] sizes = {10, 20, 40, 80, 160};
        double[] scores = java.util.Arrays.stream(sizes)
                .map(n -> 0.9 - 1.2 * Math.pow(n, -0.6))
                .toArray();
        var fit = InversePower.fit(sizes, scores, Metric.AUROC);
        assertEquals(0.9, fit.plateau(), 1e-6);
        assertEquals(-1.2, fit.gain(), 1e-5);
        assertEquals(0.6, fit.power(), 1e-9);
        assertEquals(300, fit.sizeFor(fit.at(300)), 1e-6);
        assertEquals(Double.POSITIVE_INFINITY, fit.sizeFor(0.95));
        double[] falling = java.util.Arrays.stream(scores).map(s -> -s).toArray();
        var flat = InversePower.fit(sizes, falling, Metric.AUROC);
        assertEquals(0, flat.gain(), "more samples do no harm");
        assertTrue(InversePower.fit(sizes, new double[] {.5, .6, .75, .9, .999}, Metric.AUROC)
                        .plateau()
                <= 1);
    }

    @Test
    void scoresGrowWithTheSamples() {
        var samples = Points.twoClasses(160, 30, 3, 0.8, 6);
        var curve = LearningCurve.of(
                Bench.on(samples, YES_NO).repeatedKFold(4, 3).enter("c", new Centroids(0)), 12, 24, 48, 96);
        assertEquals(List.of(12, 24, 48, 96), curve.sizes());
        var small = curve.at("c", 12);
        var large = curve.at("c", 96);
        assertTrue(large.value() > small.value(), curve::toString);
        assertTrue(curve.plateau("c").value() <= 1);
        assertTrue(large.low() <= large.value() && large.value() <= large.high(), large::toString);
        var needed = curve.samplesFor("c", large.value());
        assertEquals(96, needed.value(), 1e-6);
        assertTrue(curve.plot().svg().contains("measured up to here"));
        assertTrue(curve.toString().contains("by the fitted curve, a guess"), curve::toString);
    }

    @Test
    void smallerPartsAreInLargerOnes() {
        var samples = Points.twoClasses(40, 2, 1, 1, 6);
        var targets = YES_NO.resolve(samples).targets(samples);
        int[] all = java.util.stream.IntStream.range(0, 40).toArray();
        int[] ten = Subset.chosen(all, 10, targets, jenomics.provenance.Seed.of(1));
        int[] twenty = Subset.chosen(all, 20, targets, jenomics.provenance.Seed.of(1));
        assertEquals(5, java.util.Arrays.stream(ten).filter(i -> i % 2 == 0).count());
        assertTrue(java.util.Arrays.stream(ten).allMatch(i -> java.util.Arrays.binarySearch(twenty, i) >= 0));
        assertArrayEquals(all, Subset.chosen(all, 40, targets, jenomics.provenance.Seed.of(1)));
    }

    @Test
    void badSizesAreRefused() {
        var bench = Bench.on(Points.twoClasses(40, 2, 1, 1, 6), YES_NO).kFold(4).enter("c", new Centroids(0));
        assertEquals(
                "A learning curve takes at least three different sizes of 4 or more; found [10, 20].",
                message(() -> LearningCurve.of(bench, 10, 20)));
        assertEquals(
                "A learning curve up to 31 training samples was asked for; fold 1 of 4 has 30.",
                message(() -> LearningCurve.of(bench, 10, 20, 31)));
    }

    @Test
    void adviceOnTheNumberOfSamples() {
        var advice = new SampleSizeAdvice(Map.of("a", 20), 0, 0);
        assertEquals(20, advice.smallest());
        var samples = Points.twoClasses(60, 2, 1, 1, 6);
        var shown = SampleSizeAdvice.of(samples, YES_NO).features(2000, 300).toString();
        assertTrue(shown.startsWith("60 samples · smallest class 30 · balance 1.0:1"), shown);
        assertTrue(shown.contains("found for clustering subtypes: no evidence on prediction"), shown);
        assertTrue(shown.contains("15.0 %"), shown);
        assertTrue(shown.contains("not met"), shown);
        assertEquals(
                "The rules on sample sizes are for classes; the task is regression 'y'. Use LearningCurve.of(bench).",
                message(() -> SampleSizeAdvice.of(
                        samples.with("y", java.util.Collections.nCopies(60, "1")), Task.regression("y"))));
        assertEquals("Of 10 features 20 cannot be selected.", message(() -> SampleSizeAdvice.of(samples, YES_NO)
                .features(10, 20)));
    }

    /** Hanley and McNeil (1982), table III: an AUROC of 0.80 on 50 and 50 samples has a standard error of 0.044. */
    @Test
    void thePrecisionOfAnAuroc() {
        assertEquals(0.0446 * 1.96, SampleSizeAdvice.halfWidth(0.8, 50, 50), 0.001);
        int n = SampleSizeAdvice.samplesFor(0.8, 0.5, 0.05);
        assertTrue(SampleSizeAdvice.halfWidth(0.8, n / 2, n - n / 2) <= 0.0501, n + " samples");
        assertTrue(SampleSizeAdvice.halfWidth(0.8, n / 2 - 5, n / 2 - 5) > 0.05, n + " samples");
        assertEquals(
                "A share of positives is between 0 and 1 and a half width above 0; found 0.0 and 0.1.",
                message(() -> SampleSizeAdvice.samplesFor(0.8, 0, 0.1)));
    }
}
