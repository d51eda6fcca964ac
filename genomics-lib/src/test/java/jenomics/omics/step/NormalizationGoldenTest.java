package jenomics.omics.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;
import jenomics.testing.GoldenTable;
import org.junit.jupiter.api.Test;

/** The files and where they come from: src/test/resources/golden/misc. Values have 12 digits there. */
class NormalizationGoldenTest {
    private static final double SAME = 1e-8;
    private static final GoldenTable INPUT = GoldenTable.of("misc/counts_input.csv");

    /** The counts of a sample; the layer is for messages only. */
    private static double[] counts(int sample) {
        return INPUT.numbers("s" + sample);
    }

    private static OmicsLayer named() {
        var ids = IntStream.range(0, 6).mapToObj(i -> "s" + i).toList();
        return OmicsLayer.of("rna", ids, java.util.List.of("g"), new double[6][1]);
    }

    private interface Row {
        void change(double[] row, int sample);
    }

    private static void same(String file, Row step) {
        double[][] expected = GoldenTable.of("misc/norm_" + file + ".csv").matrix(0);
        for (int s = 0; s < 6; s++) {
            double[] row = counts(s);
            step.change(row, s);
            for (int f = 0; f < row.length; f++) {
                double tolerance = SAME * Math.max(1, Math.abs(expected[f][s]));
                assertEquals(expected[f][s], row[f], tolerance, file + ", sample " + s + ", gene " + f);
            }
        }
    }

    @Test
    void countsPerMillion() {
        same("cpm", (row, s) -> new PerMillion(false).change(row, named(), s));
    }

    @Test
    void lengths() {
        double[] lengths = INPUT.numbers("length");
        var tpm = new PerLength(true, Map.of());
        var fpkm = new PerLength(false, Map.of());
        same("tpm", (row, s) -> tpm.change(row, lengths, Arrays.stream(row).sum()));
        same("fpkm", (row, s) -> fpkm.change(row, lengths, Arrays.stream(row).sum()));
        same("log2_tpm_plus1", (row, s) -> {
            tpm.change(row, lengths, Arrays.stream(row).sum());
            new Logarithm(1, false).change(row, named(), s);
        });
    }

    @Test
    void centredLogRatioOfTpm() {
        double[] lengths = INPUT.numbers("length");
        var tpm = new PerLength(true, Map.of());
        for (double pseudocount : new double[] {1, 0.5}) {
            same("clr_tpm_pseudocount" + (pseudocount == 1 ? "1" : "_half"), (row, s) -> {
                tpm.change(row, lengths, Arrays.stream(row).sum());
                new CentredLogRatio(pseudocount).change(row, named(), s);
            });
        }
    }

    @Test
    void quantiles() {
        double[][] rows =
                IntStream.range(0, 6).mapToObj(NormalizationGoldenTest::counts).toArray(double[][]::new);
        double[] reference = QuantileNormalization.reference(rows);
        same("quantile_ties_by_order", (row, s) -> QuantileNormalization.change(row, reference));
    }

    @Test
    void sizeFactors() throws IOException {
        double[][] rows =
                IntStream.range(0, 6).mapToObj(NormalizationGoldenTest::counts).toArray(double[][]::new);
        double[] logs = SizeFactors.logMeans(rows);
        var expected = new ObjectMapper().readTree(GoldenTable.text("misc/deseq_size_factors.json"));
        for (int s = 0; s < 6; s++) {
            assertEquals(expected.get("size_factors").get(s).asDouble(), SizeFactors.factor(rows[s], logs), SAME);
        }
    }

    @Test
    void smote() {
        double[][] minority = GoldenTable.of("misc/smote_minority_input.csv").matrix(0);
        double[][] neighbours = GoldenTable.of("misc/smote_knn5_indices.csv").matrix(0);
        int[][] nearest = Smote.nearest(minority, 5);
        for (int i = 0; i < minority.length; i++) {
            assertArrayEquals(
                    neighbours[i], Arrays.stream(nearest[i]).asDoubleStream().toArray());
        }
        double[][] draws = GoldenTable.of("misc/smote_random_draws.csv").matrix(0);
        double[][] expected = GoldenTable.of("misc/smote_expected.csv").matrix(0);
        for (int i = 0; i < draws.length; i++) {
            int base = (int) draws[i][0];
            int other = nearest[base][(int) draws[i][1]];
            for (int f = 0; f < 4; f++) {
                assertEquals(expected[i][f], Smote.between(minority[base][f], minority[other][f], draws[i][2]), SAME);
            }
        }
    }

    @Test
    void mutualInformation() throws IOException {
        var input = GoldenTable.of("pca_mi/mi_discrete_input.csv");
        int[] a = Arrays.stream(input.numbers("a")).mapToInt(v -> (int) v).toArray();
        int[] b = Arrays.stream(input.numbers("b")).mapToInt(v -> (int) v).toArray();
        var expected = new ObjectMapper().readTree(GoldenTable.text("pca_mi/mi_discrete_expected.json"));
        assertEquals(expected.get("MI_nats").asDouble(), MutualInformation.of(a, b), SAME);
        assertEquals(expected.get("H_a").asDouble(), MutualInformation.entropy(a), SAME);
        assertEquals(expected.get("H_b").asDouble(), MutualInformation.entropy(b), SAME);
    }
}
