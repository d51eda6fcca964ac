package jenomics.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import org.junit.jupiter.api.Test;

/** Against mofapy2 0.7.4 on 80 samples, three views, three true factors, six begun with. */
class MofaTest {
    private static final String GOLD = "golden/omics/mofa/";

    private static List<String> names(String what, int count) {
        return IntStream.range(0, count).mapToObj(i -> what + i).toList();
    }

    private static OmicsLayer layer(int view, double[][] values) {
        return OmicsLayer.of(
                "view" + view, names("s", values.length), names("v" + view + "f", values[0].length), values);
    }

    private static MultiOmics cohort() {
        return MultiOmics.of(
                layer(1, GoldenTable.bare(GOLD + "view1.csv")),
                layer(2, GoldenTable.bare(GOLD + "view2.csv")),
                layer(3, GoldenTable.bare(GOLD + "view3.csv")));
    }

    private static double[] factor(OmicsLayer embedding, int k) {
        return IntStream.range(0, embedding.size())
                .mapToDouble(i -> embedding.value(i, k))
                .toArray();
    }

    /** For each column of the reference the factor that correlates most. */
    private static int[] matching(double[][] reference, OmicsLayer embedding, double least) {
        int[] match = new int[reference[0].length];
        for (int c = 0; c < match.length; c++) {
            double[] truth = Matrices.column(reference, c);
            double best = 0;
            for (int k = 0; k < embedding.featureCount(); k++) {
                double found = Math.abs(Matrices.correlation(truth, factor(embedding, k)));
                match[c] = found > best ? k : match[c];
                best = Math.max(best, found);
            }
            assertTrue(best > least, "factor " + c + ": " + best);
        }
        assertEquals(match.length, Arrays.stream(match).distinct().count());
        return match;
    }

    private static void rises(FactorView view) {
        for (int i = 1; i < view.bound().size(); i++) {
            double step = view.bound().get(i) - view.bound().get(i - 1);
            assertTrue(
                    view.givenUp().contains(i)
                            || step >= -1e-9 * Math.abs(view.bound().get(i)),
                    "round " + i + " falls by " + step);
        }
    }

    @Test
    void factorsAndVarianceAreThoseOfMofapy2() {
        var view = Fusion.mofa().factors(6).of(cohort());
        assertEquals(3, view.dimensions().size());
        int[] match = matching(GoldenTable.bare(GOLD + "mofapy2_Z.csv"), view.embedding(), 0.99);
        double[][] r2 = GoldenTable.bare(GOLD + "mofapy2_r2_view_by_factor.csv");
        double[] all = {0.781226985846319, 0.6618622149855405, 0.6347416114819877};
        for (int v = 0; v < 3; v++) {
            for (int k = 0; k < 3; k++) {
                assertEquals(r2[v][k], view.explained("view" + (v + 1), match[k] + 1), 0.02);
            }
            assertEquals(all[v], view.explained("view" + (v + 1)), 0.02);
        }
        matching(GoldenTable.bare(GOLD + "true_Z.csv"), view.embedding(), 0.99);
        assertEquals(-15251.6, view.bound().get(view.bound().size() - 1), 60);
        rises(view);
        assertTrue(view.toString().contains("3 factors of 6 begun with"), view.toString());
    }

    @Test
    void trainingSamplesAreProjectedToWhereTheyAre() {
        var cohort = cohort();
        var view = Fusion.mofa().factors(6).tolerance(1e-10).of(cohort);
        var again = view.project(cohort);
        for (int i = 0; i < 80; i++) {
            for (int k = 0; k < 3; k++) {
                assertEquals(view.embedding().value(i, k), again.value(i, k), 1e-3);
            }
        }
        for (var some : List.of(cohort.only("view1"), cohort.only("view1", "view3"))) {
            double shared = Math.abs(Matrices.correlation(factor(view.embedding(), 0), factor(view.project(some), 0)));
            assertTrue(shared > 0.95, "" + shared);
        }
    }

    @Test
    void missingValuesAndLayersAreNoObstacle() {
        var random = new SplittableRandom(5);
        var cohort = cohort();
        float[][] one = cohort.layer("view1").toArray();
        for (float[] row : one) {
            for (int f = 0; f < row.length; f++) {
                row[f] = random.nextDouble() < 0.2 ? Float.NaN : row[f];
            }
        }
        float[][] two = cohort.layer("view2").toArray();
        for (int i = 0; i < 16; i++) {
            Arrays.fill(two[i * 5], Float.NaN);
        }
        var gaps = cohort.with(OmicsLayer.of(
                        "view1", cohort.ids(), cohort.layer("view1").features(), one))
                .with(OmicsLayer.of("view2", cohort.ids(), cohort.layer("view2").features(), two));
        var view = Fusion.mofa().factors(6).of(gaps);
        assertEquals(3, view.dimensions().size());
        matching(GoldenTable.bare(GOLD + "true_Z.csv"), view.embedding(), 0.97);
        rises(view);
        var filled = view.expected(gaps, "view2");
        double[] truth = new double[16 * 50];
        double[] told = new double[16 * 50];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = cohort.layer("view2").value(i / 50 * 5, i % 50);
            told[i] = filled.value(i / 50 * 5, i % 50);
        }
        assertTrue(Matrices.correlation(truth, told) > 0.7, "" + Matrices.correlation(truth, told));
    }

    @Test
    void layersOfYesAndNoAndOfCountsShareFactors() {
        var random = new SplittableRandom(3);
        double[][] z = new double[150][2];
        for (double[] row : z) {
            row[0] = random.nextGaussian();
            row[1] = random.nextGaussian();
        }
        double[][] mutated = new double[150][60];
        double[][] counted = new double[150][60];
        double[][] measured = new double[150][60];
        for (int f = 0; f < 60; f++) {
            double a = random.nextGaussian();
            double b = f < 30 ? 0 : 2 * random.nextGaussian();
            double c = random.nextGaussian();
            for (int i = 0; i < 150; i++) {
                mutated[i][f] = random.nextDouble() < 1 / (1 + Math.exp(-2 * a * z[i][0])) ? 1 : 0;
                counted[i][f] = poisson(Math.log1p(Math.exp(1 + b * z[i][0] + c * z[i][1])), random);
                measured[i][f] = c * z[i][1] + random.nextGaussian();
            }
        }
        var cohort = MultiOmics.of(
                OmicsLayer.of("mutations", names("s", 150), names("m", 60), mutated),
                OmicsLayer.of("counts", names("s", 150), names("c", 60), counted),
                OmicsLayer.of("rna", names("s", 150), names("r", 60), measured));
        var view = Fusion.mofa()
                .factors(5)
                .bernoulli("mutations")
                .poisson("counts")
                .of(cohort);
        matching(z, view.embedding(), 0.9);
        rises(view);
        var placed = view.project(cohort.only("mutations"));
        int first = matching(z, view.embedding(), 0.9)[0];
        double shared = Math.abs(Matrices.correlation(Matrices.column(z, 0), factor(placed, first)));
        assertTrue(shared > 0.85, "" + shared);
    }

    private static int poisson(double mean, SplittableRandom random) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    @Test
    void sameSeedGivesTheSameFactors() {
        var one = Fusion.mofa().factors(6).of(cohort()).embedding();
        var other = Fusion.mofa().factors(6).of(cohort()).embedding();
        for (int i = 0; i < 80; i++) {
            assertArrayEquals(one.row(i), other.row(i));
        }
    }
}
