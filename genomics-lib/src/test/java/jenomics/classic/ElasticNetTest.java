package jenomics.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class ElasticNetTest {
    private static final Seed SEED = Seed.of(1);
    private static final Task LEVEL = Task.regression("level");
    private static final Task KIND = Task.multiclass("kind");
    private static final MultiOmics TRAIN = Simulated.cohort(90, 200, 1);

    @Test
    void lassoFindsThePlantedFeatureAndItsSize() {
        var model = Classic.lasso().fit(TRAIN, LEVEL, SEED);
        assertEquals("rna: g1", model.selected(0).keySet().iterator().next());
        assertEquals(3, model.selected(0).get("rna: g1"), 0.15, "3 for one unit more, a little shrunken");
        assertEquals(10, model.intercept(0), 0.2);
        assertTrue(
                model.toString().startsWith("lasso · regression 'level' · 205 features · 90 samples · alpha 1.0 · "));
    }

    @Test
    void oneStandardErrorKeepsFewerFeatures() {
        var least = Classic.elasticNet().fit(TRAIN, KIND, SEED);
        var fewer = Classic.elasticNet().oneStandardError().fit(TRAIN, KIND, SEED);
        assertTrue(fewer.lambda() > least.lambda());
        assertTrue(fewer.weights().orElseThrow().selected().size()
                <= least.weights().orElseThrow().selected().size());
    }

    @Test
    void alphaIsChosenOnTheSameParts() {
        var model = Classic.elasticNet().alphas(0, 0.5, 1).fit(TRAIN, LEVEL, SEED);
        assertTrue(model.alpha() > 0, "two features of 205 are no case for ridge");
        assertEquals("elastic net", Classic.elasticNet().alphas(0, 0.5, 1).name());
    }

    @Test
    void foldsCanBeTold() {
        var told = Classic.elasticNet().foldsFrom("kind").fit(TRAIN, LEVEL, SEED);
        var other = Classic.elasticNet().foldsFrom("kind").fit(TRAIN, LEVEL, Seed.of(7));
        assertEquals(told.lambda(), other.lambda(), "no chance is left");
        assertEquals(
                "elastic net reads its folds from 'batch', which must be there for every training sample and have at"
                        + " least 3 values; found 0 values and 90 samples without one.",
                LearnersTest.message(
                        () -> Classic.elasticNet().foldsFrom("batch").fit(TRAIN, LEVEL, SEED)));
        assertEquals(
                "An elastic net chooses among at least 2 lambdas in at least 3 folds; found 100 lambdas and 2 folds.",
                LearnersTest.message(() -> Classic.elasticNet().folds(2)));
        assertEquals(
                "The alphas of an elastic net are between 0 (ridge) and 1 (lasso), at least one; found [1.5].",
                LearnersTest.message(() -> Classic.elasticNet().alphas(1.5)));
    }

    @Test
    void thePlotShowsLossAndCoefficients() {
        String svg = Classic.elasticNet().fit(TRAIN, KIND, SEED).plot().svg();
        assertTrue(svg.contains("loss on parts left out") && svg.contains("coefficients for A"));
        assertEquals(
                "There is no output 3: the task multiclass 'kind' [A, B, C] has 3, numbered from 0.",
                LearnersTest.message(
                        () -> Classic.elasticNet().fit(TRAIN, KIND, SEED).plot(3)));
    }

    private static double[][] noise(int n, int p, SplittableRandom random) {
        return IntStream.range(0, n)
                .mapToObj(i -> IntStream.range(0, p)
                        .mapToDouble(f -> random.nextGaussian())
                        .toArray())
                .toArray(double[][]::new);
    }

    /** Ridge with more features than samples goes another way; it must come to the same place. */
    @Test
    void ridgeOfManyFeaturesIsThatOfCoordinateDescent() {
        var random = new SplittableRandom(5);
        double[][] x = noise(30, 45, random);
        double[] y = Arrays.stream(x)
                .mapToDouble(row -> row[0] - row[1] + random.nextGaussian())
                .toArray();
        double[] yes = Arrays.stream(y).map(v -> v > 0 ? 1 : 0).toArray();
        var design = Design.of(x, true);
        for (var outcome : new Outcome[] {new Outcome.Numbers(y), new Outcome.YesNo(yes)}) {
            var options = PathOptions.of(0).tolerance(1e-18).lambdas(1, 0.1).toTheEnd();
            var turned = PathFitting.fit(design, outcome.loss(), options);
            var direct = PathFitting.fit(design, outcome.loss(), options, new double[] {1, 0.1});
            for (int m = 0; m < 2; m++) {
                assertArrayEquals(
                        direct.steps().get(m).dense(0, 45),
                        turned.steps().get(m).dense(0, 45),
                        1e-6);
                assertEquals(
                        direct.steps().get(m).intercepts()[0],
                        turned.steps().get(m).intercepts()[0],
                        1e-6);
            }
        }
    }

    /** The strong rule only saves time: all features looked at give the same coefficients. */
    @Test
    void nothingIsLostByTheStrongRule() {
        var random = new SplittableRandom(6);
        double[][] x = noise(50, 600, random);
        double[] y = Arrays.stream(x)
                .mapToDouble(row -> 2 * row[0] - row[1] + row[2] + random.nextGaussian())
                .toArray();
        var loss = new Outcome.Numbers(y).loss();
        var options = PathOptions.of(0.9).tolerance(1e-20).count(40).ratio(0.05).toTheEnd();
        var design = Design.of(x, true);
        var path = PathFitting.fit(design, loss, options);
        var descent = new CoordinateDescent(design, loss, options);
        boolean[] all = new boolean[600];
        Arrays.fill(all, true);
        for (int m = 1; m < path.size(); m++) {
            assertTrue(descent.solve(path.lambdas()[m], all));
            assertArrayEquals(descent.step().dense(0, 600), path.steps().get(m).dense(0, 600), 1e-8);
        }
    }

    @Test
    void betweenTwoStrengthsCoefficientsAreMixed() {
        var random = new SplittableRandom(8);
        double[][] x = noise(40, 5, random);
        double[] y = Arrays.stream(x).mapToDouble(row -> row[0]).toArray();
        var path = PathFitting.fit(
                Design.of(x, true),
                new Outcome.Numbers(y).loss(),
                PathOptions.of(1).lambdas(0.4, 0.2));
        double half = path.at(0.3, 5).dense(0, 5)[0];
        double mean = (path.steps().get(0).dense(0, 5)[0] + path.steps().get(1).dense(0, 5)[0]) / 2;
        assertEquals(mean, half, 1e-12);
        assertEquals(path.steps().get(0), path.at(9, 5));
        assertEquals(path.steps().get(1), path.at(0, 5));
    }

    /** Classes that can be told apart perfectly: coefficients grow, but the path ends and stays finite. */
    @Test
    void perfectSeparationIsNoAccident() {
        float[][] x = new float[40][3];
        for (int i = 0; i < 40; i++) {
            x[i][0] = i < 20 ? -1 : 1;
            x[i][1] = i % 5;
            x[i][2] = i % 3;
        }
        var ids = IntStream.range(0, 40).mapToObj(i -> "s" + i).toList();
        var rows = IntStream.range(0, 40)
                .mapToObj(i -> List.of(i < 20 ? "no" : "yes"))
                .toList();
        var cohort = MultiOmics.of(Simulated.layer("rna", "g", ids, x))
                .with(SampleSheet.ofText("sample", ids, List.of("sick"), rows));
        for (var plan : new ElasticNet[] {Classic.elasticNet(), Classic.lasso(), Classic.ridge()}) {
            double[][] found =
                    plan.fit(cohort, Task.binary("sick"), SEED).predict(cohort).values();
            assertTrue(found[0][0] < 0.2 && found[39][0] > 0.8, plan.name());
        }
    }

    @Test
    void theCentreOfPenaltiesIsTheirLeast() {
        var random = new SplittableRandom(9);
        for (double alpha : new double[] {0, 0.3, 0.7, 1}) {
            double[] values = IntStream.range(0, 5)
                    .mapToDouble(k -> random.nextGaussian())
                    .toArray();
            double best = penalty(values, PenaltyCentre.of(values, alpha), alpha);
            for (double c = -3; c < 3; c += 0.001) {
                assertTrue(best <= penalty(values, c, alpha) + 1e-12);
            }
        }
    }

    private static double penalty(double[] values, double c, double alpha) {
        return Arrays.stream(values)
                .map(b -> alpha * Math.abs(b - c) + (1 - alpha) * (b - c) * (b - c) / 2)
                .sum();
    }
}
