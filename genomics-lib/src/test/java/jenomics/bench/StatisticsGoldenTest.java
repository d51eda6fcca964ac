package jenomics.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against R 4.2.2 and published formulas; the files and where they come from: src/test/resources/golden/stats. */
class StatisticsGoldenTest {
    private static final double SAME = 1e-8;

    /** [column][row] of a file of numbers; text is NaN. */
    static double[][] columns(String file) {
        try (var in = StatisticsGoldenTest.class.getResourceAsStream("/golden/" + file)) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
            return IntStream.range(0, lines.get(0).split(",").length)
                    .mapToObj(c -> lines.stream()
                            .map(line -> line.split(",")[c])
                            .mapToDouble(StatisticsGoldenTest::parse)
                            .toArray())
                    .toArray(double[][]::new);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double[] row(String file) {
        return Arrays.stream(columns(file)).mapToDouble(c -> c[0]).toArray();
    }

    @Test
    void correctedForTheNumberOfTests() {
        double[][] golden = columns("stats/p_adjust.csv");
        double[] p = golden[0];
        same(golden[1], MultipleTests.holm(p));
        same(golden[2], MultipleTests.hochberg(p));
        same(golden[3], MultipleTests.bonferroni(p));
        same(golden[4], MultipleTests.benjaminiHochberg(p));
        same(golden[5], MultipleTests.benjaminiYekutieli(p));
    }

    private static void same(double[] expected, double[] found) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], SAME, "place " + i);
        }
    }

    @Test
    void nadeauBengio() {
        double[] expected = row("stats/nadeau_bengio_expected.csv");
        double[] differences = columns("stats/nadeau_bengio_differences.csv")[0];
        var test = PairedTest.nadeauBengio(differences, expected[3]);
        assertEquals(expected[1], test.difference(), SAME);
        assertEquals(expected[4], test.statistic(), SAME);
        assertEquals(expected[5], test.df());
        assertEquals(expected[6], test.p(), SAME);
        assertEquals(expected[9], test.interval().low(), SAME);
        assertEquals(expected[10], test.interval().high(), SAME);
        var naive = PairedTest.nadeauBengio(differences, 0);
        assertEquals(expected[7], naive.statistic(), SAME);
        assertEquals(expected[8], naive.p(), SAME);
    }

    @Test
    void bayesianCorrelatedT() {
        double[] expected = row("stats/bayesian_correlated_ttest_rope001.csv");
        double[] differences = columns("stats/nadeau_bengio_differences.csv")[0];
        var test = CorrelatedT.of(differences, expected[0], 0.01);
        assertEquals(expected[2], test.second(), SAME);
        assertEquals(expected[3], test.same(), SAME);
        assertEquals(expected[4], test.first(), SAME);
    }

    @Test
    void fiveTimesTwoFolds() {
        double[][] golden = columns("stats/cv5x2_differences.csv");
        double[][] differences = IntStream.range(0, 5)
                .mapToObj(r -> new double[] {golden[1][r], golden[2][r]})
                .toArray(double[][]::new);
        double[] expected = row("stats/cv5x2_expected.csv");
        var t = PairedTest.fiveByTwo(differences);
        var f = PairedTest.fiveByTwoF(differences);
        assertEquals(expected[0], t.statistic(), SAME);
        assertEquals(expected[1], t.p(), SAME);
        assertEquals(expected[2], f.statistic(), SAME);
        assertEquals(expected[3], f.p(), SAME);
    }

    @Test
    void deLong() {
        double[][] input = columns("metrics/binary_input.csv");
        boolean[] positive = positive(input[0], 0, 200);
        double[] expected = row("stats/delong.csv");
        var test = DeLong.paired(positive, input[1], input[2]);
        assertEquals(expected[0], test.first().value(), SAME);
        assertEquals(expected[1], test.second().value(), SAME);
        assertEquals(expected[2], test.firstVariance(), SAME);
        assertEquals(expected[3], test.secondVariance(), SAME);
        assertEquals(expected[4], test.covariance(), SAME);
        assertEquals(expected[5], test.statistic(), SAME);
        assertEquals(expected[6], test.p(), SAME);
        assertEquals(expected[7], test.first().low(), SAME);
        assertEquals(expected[8], test.first().high(), SAME);
        assertEquals(expected[9], test.second().low(), SAME);
        assertEquals(expected[10], test.second().high(), SAME);
    }

    @Test
    void deLongOfDifferentSamples() {
        double[][] input = columns("metrics/binary_input.csv");
        double[] expected = row("stats/delong_unpaired_first100_a_vs_last100_b.csv");
        var test = DeLong.unpaired(
                positive(input[0], 0, 100),
                Arrays.copyOfRange(input[1], 0, 100),
                positive(input[0], 100, 200),
                Arrays.copyOfRange(input[2], 100, 200));
        assertEquals(expected[0], test.first().value(), SAME);
        assertEquals(expected[1], test.second().value(), SAME);
        assertEquals(expected[2], test.statistic(), SAME);
        assertEquals(expected[3], test.df(), 1e-6);
        assertEquals(expected[4], test.p(), SAME);
    }

    private static boolean[] positive(double[] truth, int from, int to) {
        boolean[] positive = new boolean[to - from];
        for (int i = from; i < to; i++) {
            positive[i - from] = truth[i] == 1;
        }
        return positive;
    }

    @Test
    void friedmanAndNemenyi() {
        double[][] golden = columns("stats/friedman_input.csv");
        double[][] scores = IntStream.range(0, golden[0].length)
                .mapToObj(i -> Arrays.stream(golden).mapToDouble(c -> c[i]).toArray())
                .toArray(double[][]::new);
        double[] expected = row("stats/friedman_wilcoxon_expected.csv");
        var test = FriedmanTest.of(List.of("m1", "m2", "m3", "m4"), scores);
        assertEquals(expected[0], test.chiSquared(), SAME);
        assertEquals(expected[2], test.p(), SAME);
        assertEquals(expected[3], test.f(), SAME);
        assertEquals(expected[4], test.fP(), SAME);
        for (int m = 0; m < 4; m++) {
            assertEquals(expected[5 + m], test.meanRanks().get(m), SAME);
        }
        // R's qtukey stops searching at 1e-4; its ptukey, below, does not.
        assertEquals(expected[9], test.criticalDifference(0.05), 1e-4);
        assertEquals(0.05, StudentizedRange.survival(StudentizedRange.quantile(0.05, 4), 4), 1e-11);
        double[] pairs = columns("stats/nemenyi_pairwise.csv")[1];
        int at = 0;
        for (int i = 0; i < 4; i++) {
            for (int j = i + 1; j < 4; j++) {
                assertEquals(pairs[at++], test.nemenyi(i, j), SAME);
            }
        }
        var wilcoxon = PairedTest.wilcoxon(golden[0], golden[1]);
        assertEquals(expected[10], wilcoxon.statistic(), SAME);
        assertEquals(expected[12], wilcoxon.p(), SAME);
    }

    @Test
    void mcNemar() {
        double[] expected = row("stats/mcnemar.csv");
        var test = PairedTest.mcNemar((int) expected[0], (int) expected[1]);
        assertEquals(expected[2], test.statistic(), SAME);
        assertEquals(expected[3], test.chiSquaredP(), SAME);
        assertEquals(expected[4], test.p(), SAME);
    }

    @Test
    void intervalsOfShares() {
        double[] expected = row("stats/accuracy_ci.csv");
        var wilson = Proportion.wilson((int) expected[0], (int) expected[1], 0.95);
        var clopper = Proportion.clopperPearson((int) expected[0], (int) expected[1], 0.95);
        assertEquals(expected[2], wilson.low(), SAME);
        assertEquals(expected[3], wilson.high(), SAME);
        assertEquals(expected[4], clopper.low(), SAME);
        assertEquals(expected[5], clopper.high(), SAME);
    }
}
