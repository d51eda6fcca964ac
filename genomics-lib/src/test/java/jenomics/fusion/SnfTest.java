package jenomics.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

/** Against SNFtool 2.3.1 on its own example of 200 samples in two layers. */
class SnfTest {
    private static final String GOLD = "golden/omics/snf/";
    private static final int NEAR = 20;

    private static double[][] affinity(int layer) {
        double[][] values = GoldenTable.read(GOLD + "Data" + layer + ".csv").numbers();
        double[][] scaled = Scaling.of(values, true).apply(values);
        return Similarity.affinity(Similarity.distances(scaled), NEAR, 0.5);
    }

    private static double[][] fused(int rounds) {
        return Similarity.fused(
                List.of(Similarity.normalized(affinity(1)), Similarity.normalized(affinity(2))), NEAR, rounds);
    }

    private static void same(String golden, double[][] found) {
        double[][] expected = GoldenTable.read(GOLD + golden).numbers();
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i], 1e-9, golden + ", row " + i);
        }
    }

    @Test
    void affinitiesAreThoseOfSnfTool() {
        same("affinity1.csv.gz", affinity(1));
        same("affinity2.csv.gz", affinity(2));
    }

    @Test
    void fusedNetworksAreThoseOfSnfTool() {
        same("fused_K20_t1.csv.gz", fused(1));
        same("fused_K20_t20.csv.gz", fused(20));
    }

    @Test
    void clustersAndTheirNumberAreThoseOfSnfTool() {
        var labels = GoldenTable.read(GOLD + "spectral_k2.csv").column("cluster");
        int[] found = SpectralClusters.of(fused(20), 2);
        assertEquals(
                labels,
                IntStream.of(found).mapToObj(c -> Integer.toString(c + 1)).toList());
        var estimate = SpectralClusters.estimate(fused(20), 5);
        assertEquals(new SpectralClusters.Estimate(2, 5, 2, 5), estimate);
    }

    @Test
    void lanczosFindsWhatTheFullDecompositionFinds() {
        double[][] network = fused(20);
        var full = Spectrum.of(network, 200);
        // three copies of the network, loosely joined, are large enough for Lanczos
        int n = 3 * network.length;
        double[][] large = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                large[i][j] = network[i % 200][j % 200] * (i / 200 == j / 200 ? 1 : 0.05 * (1 + i / 200 + j / 200));
            }
        }
        var few = Spectrum.of(large, 8);
        double[][] scaled = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i][j] = large[i][j] / Math.sqrt(few.degrees()[i] * few.degrees()[j]);
            }
        }
        var all = Matrices.symmetric(scaled);
        for (int c = 0; c < 8; c++) {
            assertEquals(all.values()[c], few.values()[c], 1e-10);
            assertEquals(
                    1,
                    Math.abs(Matrices.dot(Matrices.column(all.vectors(), c), Matrices.column(few.vectors(), c))),
                    1e-8);
        }
        assertEquals(1, full.values()[0], 1e-12);
    }

    private static MultiOmics cohort() {
        var one = GoldenTable.read(GOLD + "Data1.csv");
        var other = GoldenTable.read(GOLD + "Data2.csv");
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < 200; i++) {
            rows.add(List.of(i < 100 ? "A" : "B"));
        }
        return MultiOmics.of(one.layer("one"), other.layer("two"))
                .with(SampleSheet.ofText("sample", one.rows(), List.of("group"), rows));
    }

    @Test
    void labelsSpreadToNewSamplesAsInSnfTool() {
        var expected = GoldenTable.read(GOLD + "group_predict.csv");
        int[] places = expected.column("index").stream()
                .mapToInt(i -> Integer.parseInt(i) - 1)
                .toArray();
        var cohort = cohort();
        int[] train = IntStream.of(places).limit(160).toArray();
        int[] test = IntStream.of(places).skip(160).toArray();
        var plan = Fusion.snf().neighbours(NEAR).labelPropagation();
        assertTrue(plan.transductive());
        assertEquals("SNF + label propagation", plan.name());
        var predictions = plan.learn(cohort.select(train), Task.multiclass("group"), Seed.of(1))
                .predict(cohort.select(test));
        for (int i = 0; i < test.length; i++) {
            int told = predictions.values()[i][1] > 0.5 ? 2 : 1;
            assertEquals(expected.column("pred").get(160 + i), Integer.toString(told));
            assertEquals(1, predictions.values()[i][0] + predictions.values()[i][1], 1e-12);
        }
    }

    @Test
    void viewNamesClustersAndPlacesNewSamples() {
        var cohort = cohort();
        var view = Fusion.snf().of(cohort);
        assertTrue(
                view.toString().startsWith("SNF · 200 samples · 2 layers: one 2, two 2 · 2 clusters estimated"),
                view.toString());
        assertEquals(
                List.of(200, 10),
                List.of(view.embedding().size(), view.embedding().featureCount()));
        var placed = view.project(cohort.only("two"));
        double[] truth = new double[200];
        double[] found = new double[200];
        for (int i = 0; i < 200; i++) {
            truth[i] = view.embedding().value(i, 0);
            found[i] = placed.value(i, 0);
        }
        assertTrue(Math.abs(Matrices.correlation(truth, found)) > 0.8, "" + Matrices.correlation(truth, found));
        assertEquals(List.of("cluster", "group"), view.withClusters().attributes());
    }

    @Test
    void samplesThatLackALayerAreInTheNetwork() {
        var cohort = cohort();
        float[][] values = cohort.layer("two").toArray();
        for (int i = 0; i < 30; i++) {
            java.util.Arrays.fill(values[3 * i], Float.NaN);
        }
        var gaps = cohort.with(
                OmicsLayer.of("two", cohort.ids(), cohort.layer("two").features(), values));
        var clusters = Fusion.snf().of(gaps).clusters();
        long agreeing = IntStream.range(0, 200)
                .filter(i -> clusters.get(i).equals(clusters.get(0)) == i < 100)
                .count();
        assertTrue(Math.max(agreeing, 200 - agreeing) > 180, agreeing + " of 200 in one cluster");
    }
}
