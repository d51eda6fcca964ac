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
 * Paths of glmnet 4.1-6 (thresh 1e-14, fdev 0). Our coefficients are at the minimum, where the slopes say so to 1e-8;
 * glmnet's stop up to 5e-6 before it (per standard deviation of the feature, measured by the largest), wherever its last sweeps left them.
 */
class GlmnetGoldenTest {
    private static final double TOLERANCE = 5e-6;

    /** The intercept adds up what the coefficients of all features are off. */
    private static final double INTERCEPT = 1e-5;

    private static double[][] x() {
        return GoldenTable.omics("glmnet/X.csv").matrix(0);
    }

    private static Outcome numbers() {
        return new Outcome.Numbers(GoldenTable.omics("glmnet/y.csv").numbers("y_gaussian"));
    }

    private static Outcome yesNo() {
        return new Outcome.YesNo(GoldenTable.omics("glmnet/y.csv").numbers("y_binomial"));
    }

    private static PathOptions exact(double alpha) {
        return PathOptions.of(alpha).count(50).tolerance(1e-18).toTheEnd();
    }

    private static PenalisedPath path(double[][] x, Outcome outcome, PathOptions options) {
        return PathFitting.fit(Design.of(x, options.standardize()), outcome.loss(), options);
    }

    /** Coefficients per standard deviation, measured by the largest of them where that is above 1. */
    private static void assertAlike(
            double[] expected, double[] found, double[] deviation, double tolerance, String where) {
        double size = 1;
        for (int f = 0; f < found.length; f++) {
            size = Math.max(size, Math.abs(found[f]) * deviation[f]);
        }
        for (int f = 0; f < found.length; f++) {
            String feature = where + ", feature " + f;
            assertEquals(expected[f] * deviation[f], found[f] * deviation[f], tolerance * size, feature);
        }
    }

    private static void assertPath(String golden, double[][] x, PenalisedPath path, boolean intercept) {
        double[] deviation = Design.deviations(x);
        var expected = GoldenTable.omics("glmnet/" + golden + ".csv");
        assertEquals(expected.cells().size(), path.size(), golden);
        assertArrayEquals(expected.numbers("lambda"), path.lambdas(), 1e-8 * path.lambdas()[0], golden);
        assertArrayEquals(expected.numbers("dev_ratio"), path.explained(), TOLERANCE, golden);
        int from = expected.header().indexOf("dev_ratio") + 1;
        double[][] rows = expected.matrix(from);
        int shift = intercept ? expected.header().indexOf("(Intercept)") + 1 - from : 0;
        for (int m = 0; m < rows.length; m++) {
            double[] found = path.steps().get(m).dense(0, deviation.length);
            double[] coefficients = Arrays.copyOfRange(rows[m], shift, rows[m].length);
            assertAlike(coefficients, found, deviation, TOLERANCE, golden + ", lambda " + m);
            if (intercept) {
                double found0 = path.steps().get(m).intercepts()[0];
                assertEquals(
                        rows[m][shift - 1],
                        found0,
                        INTERCEPT * Math.max(1, Math.abs(found0)),
                        golden + ", lambda " + m);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.5", "0.1", "0"})
    void numbersHaveGlmnetsPath(String alpha) {
        var path = path(x(), numbers(), exact(Double.parseDouble(alpha)));
        assertPath("gaussian_alpha" + alpha + "_path", x(), path, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.5", "0.1", "0"})
    void yesAndNoHaveGlmnetsPath(String alpha) {
        var path = path(x(), yesNo(), exact(Double.parseDouble(alpha)));
        assertPath("binomial_alpha" + alpha + "_path", x(), path, true);
    }

    @Test
    void featuresAsMeasuredHaveGlmnetsPath() {
        var path = path(x(), numbers(), exact(0.5).withStandardize(false));
        assertPath("gaussian_alpha0.5_nostandardize_path", x(), path, true);
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
        double[][] x = lung.matrix(2);
        assertPath("cox_lung_alpha0.5_path", x, path(x, times, exact(0.5).count(30)), false);
    }

    /** These came from a coarser tolerance: up to 5e-5 from the minimum, where our slopes are 0 to 1e-8. */
    @Test
    void classesHaveGlmnetsCoefficients() {
        var lambdas = GoldenTable.omics("glmnet/multinomial_brcaTCGA_lambda.csv");
        var genes = GoldenTable.of(SharedFolder.file("data/omics/mixomics/breastTCGA_train_mrna.csv"));
        var labels = GoldenTable.of(SharedFolder.file("data/omics/mixomics/breastTCGA_train_labels.csv"));
        var classes = List.of("Basal", "Her2", "LumA");
        double[][] y = labels.cells().stream()
                .map(row -> classes.stream()
                        .mapToDouble(c -> List.of(row).contains(c) ? 1 : 0)
                        .toArray())
                .toArray(double[][]::new);
        double[][] x = Arrays.stream(genes.matrix(1))
                .map(row -> Arrays.copyOf(row, 30))
                .toArray(double[][]::new);
        var outcome = new Outcome.Classes(y);
        var path = path(x, outcome, exact(0.5).lambdas(lambdas.numbers("lambda")));
        assertAtTheMinimum(x, outcome, path);
        assertArrayEquals(lambdas.numbers("dev_ratio"), path.explained(), TOLERANCE);
        double[] deviation = Design.deviations(x);
        for (int k = 0; k < 3; k++) {
            double[][] expected = GoldenTable.omics("glmnet/multinomial_brcaTCGA_class" + classes.get(k) + ".csv")
                    .matrix(1);
            for (int m = 0; m < 3; m++) {
                int at = m;
                double[] coefficients = IntStream.rangeClosed(1, 30)
                        .mapToDouble(f -> expected[f][at])
                        .toArray();
                var step = path.steps().get(m);
                assertEquals(expected[0][m], step.intercepts()[k], 5e-3, classes.get(k));
                assertAlike(coefficients, step.dense(k, 30), deviation, 1e-4, classes.get(k) + " at " + m);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian", "binomial"})
    void crossValidationIsGlmnets(String family) {
        var folds = Folds.told(GoldenTable.omics("glmnet/foldid.csv").texts("foldid"));
        var outcome = family.equals("gaussian") ? numbers() : yesNo();
        var found = CrossValidation.of(x(), outcome, exact(0.5), folds);
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
    @ValueSource(strings = {"1", "0.5", "0.1"})
    void ourCoefficientsAreAtTheMinimum(String text) {
        double[][] x = x();
        for (var outcome : List.of(numbers(), yesNo())) {
            assertAtTheMinimum(x, outcome, path(x, outcome, exact(Double.parseDouble(text))));
        }
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
