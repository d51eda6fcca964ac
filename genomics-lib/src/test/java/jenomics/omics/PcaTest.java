package jenomics.omics;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class PcaTest {

    private static OmicsLayer random(int samples, int features, long seed) {
        var random = new Random(seed);
        double[][] rows = new double[samples][features];
        for (double[] row : rows) {
            for (int f = 0; f < features; f++) {
                row[f] = 3 + f + random.nextGaussian() * (1 + f % 4);
            }
        }
        var ids = IntStream.range(0, samples).mapToObj(i -> "s" + i).toList();
        var names = IntStream.range(0, features).mapToObj(i -> "f" + i).toList();
        return OmicsLayer.of("x", ids, names, rows);
    }

    /** Wide layers go through products of samples, long ones through products of features. */
    @Test
    void axesAreOrthogonalAndHoldAllVariance() {
        for (var layer : List.of(random(12, 30, 1), random(40, 7, 2))) {
            var pca = Pca.of(layer);
            int k = Math.min(layer.size() - 1, layer.featureCount());
            assertEquals(k, pca.size());
            double total = 0;
            for (int f = 0; f < layer.featureCount(); f++) {
                total += variance(layer.column(f));
            }
            double kept = 0;
            for (int a = 1; a <= k; a++) {
                kept += variance(pca.scores().column(a - 1));
                for (int b = 1; b <= k; b++) {
                    double product =
                            dot(pca.loadings(a).weights(), pca.loadings(b).weights());
                    assertEquals(a == b ? 1 : 0, product, 1e-9);
                }
            }
            assertEquals(total, kept, 1e-4 * total);
            assertEquals(1, java.util.Arrays.stream(pca.explained()).sum(), 1e-9);
            assertArrayEquals(pca.scores().toArray()[3], pca.project(layer).toArray()[3], 1e-5f);
        }
    }

    /** Points on the line through (1, 2): one axis, scores by hand. */
    @Test
    void aLineHasOneComponent() {
        var layer =
                OmicsLayer.of("x", List.of("a", "b", "c"), List.of("f", "g"), new double[][] {{0, 0}, {1, 2}, {2, 4}});
        var pca = Pca.of(layer);
        assertEquals(1, pca.size());
        assertArrayEquals(new double[] {-Math.sqrt(5), 0, Math.sqrt(5)}, pca.scores(1), 1e-9);
        assertEquals(2 / Math.sqrt(5), pca.loadings(1).weights().get(1), 1e-9);
        assertEquals(List.of("g", "f"), pca.loadings(1).selected());
        assertTrue(pca.plot().title().contains("Components of x"), "one axis alone is shown as a bar");
        assertTrue(pca.toString().startsWith("x · 3 samples × 2 features · 1 component, the first 100.0 %"));
    }

    @Test
    void csumiFindsTheComponentOfTheBatch() {
        var made = CohortSimulation.defaults().batchEffect(2).missing(0).make().cohort();
        var pca = Pca.of(made, "protein");
        var ranking = pca.csumi("batch").ranking();
        assertTrue(ranking.get(0).number() <= 2 && ranking.get(0).share() > 0.5, ranking.toString());
        assertEquals(1 / 1001.0, ranking.get(0).p(), 1e-9);
        assertTrue(pca.csumi("sex").ranking().get(0).p() > 0.001);
        assertTrue(pca.csumi("age").toString().startsWith("age · PC"), "numbers are put into classes");
        assertEquals(
                pca.csumi("batch").ranking(),
                Csumi.of(pca, made.sheet().column("batch"), 1000, Seed.of(7)).ranking());
        assertTrue(pca.csumi("batch").plot().svg().contains("PC1"));
        assertTrue(pca.plot("batch").svg().contains("b2"));
        assertTrue(pca.plot("age").svg().contains("% of the variance"));
        assertTrue(pca.scree().svg().contains("PC10"));
    }

    @Test
    void whatHasNoComponentsIsRefused() {
        var one = random(1, 3, 1);
        refuses(() -> Pca.of(one), "Components need at least 2 samples; the layer 'x' has 1.");
        var same = OmicsLayer.of("x", List.of("a", "b"), List.of("f"), new double[][] {{1}, {1}});
        refuses(() -> Pca.of(same), "The layer 'x' has no components: all its samples are the same.");
        var hole = OmicsLayer.of("x", List.of("a", "b"), List.of("f"), new double[][] {{1}, {Double.NaN}});
        refuses(() -> Pca.of(hole), "Components take no missing values, and the layer 'x' has 1 of them.");
        var pca = Pca.of(random(5, 3, 1));
        refuses(() -> pca.loadings(9), "There is no component 9; there are 3, numbered from 1.");
        refuses(() -> pca.plot("batch"), "begin with a cohort that has a sample sheet: Pca.of(cohort, \"x\").");
        refuses(() -> pca.project(random(5, 4, 1)), "These components are of the 3 features");
        var constant = random(5, 3, 1)
                .with(SampleSheet.ofText(
                        "id",
                        List.of("s0", "s1", "s2", "s3", "s4"),
                        List.of("site"),
                        java.util.Collections.nCopies(5, List.of("x"))));
        refuses(() -> Pca.of(constant, "x").csumi("site"), "All samples have the same 'site'");
    }

    private static double variance(float[] values) {
        double mean = 0;
        for (float value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }

    private static double dot(List<Double> a, List<Double> b) {
        return IntStream.range(0, a.size())
                .mapToDouble(i -> a.get(i) * b.get(i))
                .sum();
    }
}
