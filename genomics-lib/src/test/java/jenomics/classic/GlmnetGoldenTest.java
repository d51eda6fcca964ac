package jenomics.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.testing.GoldenTable;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Paths of glmnet 4.1-6. What it calls converged at a tolerance of 1e-14 may be 5e-6 (per standard deviation of the
 * feature) from the minimum, since its coefficients creep where features go together. So there are two questions: with
 * its tolerance we stop where it stops, each coefficient to 1e-6; with a finer one we go on to the minimum, where the
 * slopes say so to 1e-8 and the objective is never above glmnet's.
 */
class GlmnetGoldenTest {
    private static final double TOLERANCE = 1e-6;

    /** How far from the minimum glmnet stops: coefficients per standard deviation, measured by the largest of them. */
    private static final double BEFORE_THE_MINIMUM = 5e-6;

    private static double[][] x() {
        return GoldenTable.omics("glmnet/X.csv").matrix(0);
    }

    private static Outcome numbers() {
        return new Outcome.Numbers(GoldenTable.omics("glmnet/y.csv").numbers("y_gaussian"));
    }

    private static Outcome yesNo() {
        return new Outcome.YesNo(GoldenTable.omics("glmnet/y.csv").numbers("y_binomial"));
    }

    /** As the paths were made: thresh 1e-14, fdev 0. */
    private static PathOptions asGlmnet(double alpha) {
        return PathOptions.of(alpha).count(50).tolerance(1e-14).toTheEnd();
    }

    private static PathOptions exact(double alpha) {
        return asGlmnet(alpha).tolerance(1e-18);
    }

    private static PenalisedPath path(double[][] x, Outcome outcome, PathOptions options) {
        return PathFitting.fit(Design.of(x, options.standardize()), outcome.loss(), options);
    }

    private static void assertAlike(double expected, double found, String where) {
        assertEquals(expected, found, TOLERANCE * Math.max(1, Math.abs(expected)), where);
    }

    /** A path as glmnet wrote it: the coefficients at each strength, and the constants. */
    private record Golden(
            String name, double[] lambdas, double[] explained, double[][] coefficients, double[] constants) {
        static Golden of(String name) {
            var table = GoldenTable.omics("glmnet/" + name + ".csv");
            int constant = table.header().indexOf("(Intercept)");
            int from = Math.max(constant, table.header().indexOf("dev_ratio")) + 1;
            double[] constants = constant < 0 ? new double[table.cells().size()] : table.numbers("(Intercept)");
            return new Golden(name, table.numbers("lambda"), table.numbers("dev_ratio"), table.matrix(from), constants);
        }
    }

    private static void assertPath(String name, PenalisedPath path) {
        var golden = Golden.of(name);
        assertEquals(golden.lambdas().length, path.size(), name);
        assertArrayEquals(golden.lambdas(), path.lambdas(), 1e-8 * path.lambdas()[0], name);
        assertArrayEquals(golden.explained(), path.explained(), TOLERANCE, name);
        for (int m = 0; m < path.size(); m++) {
            var step = path.steps().get(m);
            double[] expected = golden.coefficients()[m];
            double[] found = step.dense(0, expected.length);
            for (int f = 0; f < found.length; f++) {
                assertAlike(expected[f], found[f], name + ", lambda " + m + ", feature " + f);
            }
            assertAlike(golden.constants()[m], step.intercepts()[0], name + ", lambda " + m + ", intercept");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.5", "0.1", "0"})
    void numbersHaveGlmnetsPath(String alpha) {
        var path = path(x(), numbers(), asGlmnet(Double.parseDouble(alpha)));
        assertPath("gaussian_alpha" + alpha + "_path", path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.5", "0.1", "0"})
    void yesAndNoHaveGlmnetsPath(String alpha) {
        var path = path(x(), yesNo(), asGlmnet(Double.parseDouble(alpha)));
        assertPath("binomial_alpha" + alpha + "_path", path);
    }

    @Test
    void featuresAsMeasuredHaveGlmnetsPath() {
        var path = path(x(), numbers(), asGlmnet(0.5).withStandardize(false));
        assertPath("gaussian_alpha0.5_nostandardize_path", path);
    }

    /**
     * Who is censored on the day of an event is still at risk then. glmnet moves such a sample by 100 times the machine's
     * epsilon to have it so, which is lost in rounding where the day's number is large: of the samples censored on the
     * days below, 4.1-6 takes none as at risk (its first lambda is met by this choice alone among all 1,024).
     */
    private static final List<Double> LOST = List.of(284.0, 301.0, 364.0, 444.0);

    @Test
    void survivalHasGlmnetsPath() {
        var lung = GoldenTable.omics("glmnet/cox_lung_input.csv");
        double[] status = lung.numbers("status");
        double[] time = lung.numbers("time");
        boolean[] event = new boolean[status.length];
        IntStream.range(0, event.length).forEach(i -> {
            event[i] = status[i] == 2;
            time[i] -= !event[i] && LOST.contains(time[i]) ? 0.5 : 0;
        });
        var times = new Outcome.Times(time, event);
        assertPath(
                "cox_lung_alpha0.5_path",
                path(lung.matrix(2), times, asGlmnet(0.5).count(30)));
    }

    private static final List<String> CLASSES = List.of("Basal", "Her2", "LumA");

    private static double[][] genes() { // [samples, 30]
        var genes = GoldenTable.of(SharedFolder.file("data/omics/mixomics/breastTCGA_train_mrna.csv"));
        return Arrays.stream(genes.matrix(1)).map(row -> Arrays.copyOf(row, 30)).toArray(double[][]::new);
    }

    private static Outcome subtypes() {
        var labels = GoldenTable.of(SharedFolder.file("data/omics/mixomics/breastTCGA_train_labels.csv"));
        return new Outcome.Classes(labels.cells().stream()
                .map(row -> CLASSES.stream()
                        .mapToDouble(c -> List.of(row).contains(c) ? 1 : 0)
                        .toArray())
                .toArray(double[][]::new));
    }

    /**
     * The strengths kept are the 5th, 10th and 15th of 20, and thresh was 1e-12: with any other tolerance we stop 5e-5
     * and more elsewhere.
     */
    @Test
    void classesHaveGlmnetsCoefficients() {
        var kept = GoldenTable.omics("glmnet/multinomial_brcaTCGA_lambda.csv");
        var path = path(genes(), subtypes(), asGlmnet(0.5).count(20).tolerance(1e-12));
        for (int m = 0; m < 3; m++) {
            int at = 5 * m + 4;
            assertEquals(kept.number(m, "lambda"), path.lambdas()[at], 1e-12);
            assertAlike(kept.number(m, "dev_ratio"), path.explained()[at], "dev_ratio " + m);
            var step = path.steps().get(at);
            for (int k = 0; k < 3; k++) {
                String name = "multinomial_brcaTCGA_class" + CLASSES.get(k);
                double[][] expected =
                        GoldenTable.omics("glmnet/" + name + ".csv").matrix(1);
                assertAlike(expected[0][m], step.intercepts()[k], name + ", lambda " + m);
                double[] found = step.dense(k, 30);
                for (int f = 0; f < 30; f++) {
                    assertAlike(expected[f + 1][m], found[f], name + ", lambda " + m + ", feature " + f);
                }
            }
        }
    }

    @Test
    void classesGoOnToTheMinimum() {
        assertAtTheMinimum(
                genes(), subtypes(), path(genes(), subtypes(), exact(0.5).count(20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian", "binomial"})
    void crossValidationIsGlmnets(String family) {
        var folds = Folds.told(GoldenTable.omics("glmnet/foldid.csv").texts("foldid"));
        var outcome = family.equals("gaussian") ? numbers() : yesNo();
        var found = CrossValidation.of(x(), outcome, asGlmnet(0.5), folds);
        var expected = GoldenTable.omics("glmnet/cv_" + family + "_alpha0.5.csv");
        double[] losses = expected.numbers("cvm");
        for (int m = 0; m < losses.length; m++) {
            assertEquals(losses[m], found.loss()[m], TOLERANCE * Math.max(1, losses[m]));
            assertEquals(expected.number(m, "cvsd"), found.error()[m], TOLERANCE * Math.max(1, losses[m]));
        }
        var selected = GoldenTable.omics("glmnet/cv_" + family + "_alpha0.5_selected.csv");
        assertEquals(selected.number(0, "lambda_min"), found.path().lambdas()[found.least()], 1e-9);
        assertEquals(selected.number(0, "lambda_1se"), found.path().lambdas()[found.withinOneError()], 1e-9);
        assertTrue(found.withinOneError() <= found.least());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.5", "0.1", "0"})
    void atAFinerToleranceWeGoOnToTheMinimum(String text) {
        double[][] x = x();
        double alpha = Double.parseDouble(text);
        for (var family : List.of("gaussian", "binomial")) {
            var outcome = family.equals("gaussian") ? numbers() : yesNo();
            var path = path(x, outcome, exact(alpha));
            if (alpha > 0) {
                assertAtTheMinimum(x, outcome, path);
            }
            assertBeyondGlmnet(x, outcome, path, Golden.of(family + "_alpha" + text + "_path"));
        }
    }

    /** Nowhere is our objective above glmnet's, and its coefficients are as near to the minimum as its tolerance lets them. */
    private static void assertBeyondGlmnet(double[][] x, Outcome outcome, PenalisedPath path, Golden golden) {
        double[] deviation = Design.deviations(x);
        for (int m = 1; m < path.size(); m++) {
            String where = golden.name() + ", lambda " + m;
            var step = path.steps().get(m);
            double[] theirs = golden.coefficients()[m];
            var glmnets = PathStep.of(new double[] {golden.constants()[m]}, new double[][] {theirs});
            double ours = objective(x, outcome, path, m, step);
            assertTrue(ours <= objective(x, outcome, path, m, glmnets) * (1 + 1e-14), where);
            double[] found = step.dense(0, theirs.length);
            double size = 1;
            for (int f = 0; f < found.length; f++) {
                size = Math.max(size, Math.abs(found[f]) * deviation[f]);
            }
            for (int f = 0; f < found.length; f++) {
                double apart = Math.abs(found[f] - theirs[f]) * deviation[f];
                assertTrue(apart <= BEFORE_THE_MINIMUM * size, where + ", feature " + f + ": " + apart);
            }
        }
    }

    private static double objective(double[][] x, Outcome outcome, PenalisedPath path, int strength, PathStep step) {
        double[] deviation = Design.deviations(x);
        var loss = outcome.loss();
        double penalty = 0;
        double[] found = step.dense(0, deviation.length);
        for (int f = 0; f < found.length; f++) {
            double b = found[f] * deviation[f];
            penalty += path.alpha() * Math.abs(b) + (1 - path.alpha()) / loss.ridgeUnit() * b * b / 2;
        }
        return loss.deviance(step.eta(x)) / 2 + path.lambdas()[strength] * penalty;
    }

    /** There the slope of the loss is within the penalty for a coefficient of 0, and equal to it for others. */
    private static void assertAtTheMinimum(double[][] x, Outcome outcome, PenalisedPath path) {
        var design = Design.of(x, true);
        var loss = outcome.loss();
        double alpha = path.alpha();
        for (int m = 1; m < path.size(); m++) {
            double lambda = path.lambdas()[m];
            var step = path.steps().get(m);
            for (int k = 0; k < loss.outputs(); k++) {
                double[] residual = new double[x.length];
                loss.approximate(step.eta(x), k, residual, new double[x.length]);
                double[] slopes = design.products(residual);
                double[] found = step.dense(k, slopes.length);
                for (int f = 0; f < slopes.length; f++) {
                    double b = found[f] * design.deviation(f);
                    double excess = b == 0
                            ? Math.max(0, Math.abs(slopes[f]) - lambda * alpha)
                            : slopes[f] - lambda * (alpha * Math.signum(b) + (1 - alpha) * b / loss.ridgeUnit());
                    assertEquals(0, excess, 1e-8, "lambda " + m + ", output " + k + ", feature " + f);
                }
            }
        }
    }
}
