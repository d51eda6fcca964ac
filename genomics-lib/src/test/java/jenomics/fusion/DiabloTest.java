package jenomics.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Task;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

/** Against mixOmics 6.23.2 on breast.TCGA: variates, loadings, weights, explained variance, predictions, error. */
class DiabloTest {
    private static final String GOLD = "golden/omics/diablo/";
    private static final Task SUBTYPE = Task.multiclass("subtype");
    private static final Diablo PUBLISHED =
            Fusion.diablo().keep("mRNA", 6, 14).keep("miRNA", 18, 5).keep("protein", 6, 6);

    private static Blocks blocks() {
        var blocks = new ArrayList<Blocks.Block>();
        for (var layer : List.of("mRNA", "miRNA", "protein")) {
            blocks.add(GoldenTable.read("data/omics/mixomics/breastTCGA_train_" + layer.toLowerCase() + ".csv")
                    .block(layer));
        }
        return new Blocks(blocks);
    }

    private static int[] classes() {
        var labels = GoldenTable.read("data/omics/mixomics/breastTCGA_train_labels.csv")
                .column("subtype");
        var names = labels.stream().distinct().sorted().toList();
        return labels.stream().mapToInt(names::indexOf).toArray();
    }

    private static Discriminant published() {
        return Discriminant.fit(blocks(), classes(), 3, 0.1, PUBLISHED.kept(blocks()), 2, ClassDistance.CENTROIDS);
    }

    /** The largest difference, with the sign of each column as it fits best. */
    private static void sameUpToSign(double[][] expected, double[][] found, double tolerance) {
        assertEquals(expected.length, found.length);
        for (int c = 0; c < expected[0].length; c++) {
            double same = 0;
            double turned = 0;
            for (int i = 0; i < expected.length; i++) {
                same = Math.max(same, Math.abs(expected[i][c] - found[i][c]));
                turned = Math.max(turned, Math.abs(expected[i][c] + found[i][c]));
            }
            assertTrue(Math.min(same, turned) <= tolerance, "column " + c + " is off by " + Math.min(same, turned));
        }
    }

    @Test
    void variatesLoadingsAndWeightsAreThoseOfMixOmics() {
        var fitted = published();
        var weights = GoldenTable.read(GOLD + "block_weights.csv").numbers();
        var explained = GoldenTable.read(GOLD + "prop_expl_var.csv").numbers();
        for (int b = 0; b < 3; b++) {
            var block = fitted.blocks().get(b);
            sameUpToSign(
                    GoldenTable.read(GOLD + "variates_" + block.name() + ".csv").numbers(), block.variates(), 1e-6);
            var nonzero = GoldenTable.read(GOLD + "loadings_nonzero_" + block.name() + ".csv");
            double[][] found = nonzero.rows().stream()
                    .map(f -> block.loadings()[block.features().indexOf(f)])
                    .toArray(double[][]::new);
            sameUpToSign(nonzero.numbers(), found, 1e-6);
            long used = Arrays.stream(block.loadings())
                    .filter(row -> row[0] != 0 || row[1] != 0)
                    .count();
            assertEquals(nonzero.rows().size(), used);
            assertEquals((weights[b][0] + weights[b][1]) / 2, block.weight(), 1e-8);
            assertEquals(explained[b][0], block.explained()[0], 1e-8);
            assertEquals(explained[b][1], block.explained()[1], 1e-8);
        }
        sameUpToSign(GoldenTable.read(GOLD + "variates_Y.csv").numbers(), fitted.outcomeVariates(), 1e-6);
    }

    @Test
    void plsDaAndItsSparseFormAreThoseOfMixOmics() {
        var mrna = new Blocks(blocks().list().subList(0, 1));
        var fitted = Discriminant.fit(mrna, classes(), 3, 0, new int[][] {{200, 200, 200}}, 3, ClassDistance.MAXIMUM);
        sameUpToSign(
                GoldenTable.read(GOLD + "plsda_mRNA_variates.csv").numbers(),
                fitted.blocks().get(0).variates(),
                1e-6);
        sameUpToSign(
                GoldenTable.read(GOLD + "plsda_mRNA_loadings.csv").numbers(),
                fitted.blocks().get(0).loadings(),
                1e-6);
        var sparse = GoldenTable.read(GOLD + "splsda_mRNA_loadings_nonzero.csv");
        int[] keep = IntStream.range(0, 2)
                .map(c -> (int) Arrays.stream(sparse.numbers())
                        .filter(row -> row[c] != 0)
                        .count())
                .toArray();
        var thin = Discriminant.fit(mrna, classes(), 3, 0, new int[][] {keep}, 2, ClassDistance.MAXIMUM);
        sameUpToSign(
                GoldenTable.read(GOLD + "splsda_mRNA_variates.csv").numbers(),
                thin.blocks().get(0).variates(),
                1e-6);
    }

    @Test
    void plsDaClassifiesTheTestSamplesAsMixOmicsDoes() {
        var expected = GoldenTable.read(GOLD + "plsda_mRNA_test.csv");
        var train = GoldenTable.breast("train").only("mRNA");
        var test = GoldenTable.breast("test").only("mRNA");
        for (int components = 1; components <= 3; components++) {
            for (var distance : List.of(ClassDistance.MAXIMUM, ClassDistance.CENTROIDS)) {
                var view =
                        Fusion.plsDa().components(components).distance(distance).of(train, SUBTYPE);
                var column = (distance == ClassDistance.MAXIMUM ? "" : "centroids.") + "comp" + components;
                assertEquals(expected.column(column), told(view, test), column);
            }
        }
    }

    private static List<String> told(DiscriminantView view, jenomics.omics.MultiOmics samples) {
        var predictions = view.predict(samples);
        return Arrays.stream(predictions.values())
                .map(row -> {
                    int best = IntStream.range(0, row.length)
                            .reduce((a, b) -> row[b] > row[a] ? b : a)
                            .orElseThrow();
                    return predictions.task().classes().get(best);
                })
                .toList();
    }

    @Test
    void missingProteinIsNoObstacle() {
        var expected = GoldenTable.read(GOLD + "test_prediction_missing_protein.csv");
        var view = PUBLISHED.of(GoldenTable.breast("train"), SUBTYPE);
        var test = GoldenTable.breast("test");
        assertEquals(expected.column("weighted_vote"), told(view, test));
        var scores = Scores.of(view.predict(test), view.predict(test).task().targets(test));
        assertEquals(65 / 70.0, scores.get(Metric.ACCURACY).value(), 1e-9);
        assertEquals(0.068, 1 - scores.get(Metric.BALANCED_ACCURACY).value(), 5e-4);
    }

    @Test
    void errorInTenTimesTenFoldsIsThePublishedOne() {
        var cohort = GoldenTable.breast("train");
        var targets = SUBTYPE.resolve(cohort).targets(cohort);
        int wrong = 0;
        for (int repeat = 0; repeat < 10; repeat++) {
            var folds = Folds.deal(targets, 10, Seed.of(repeat));
            for (int fold = 0; fold < 10; fold++) {
                var view = PUBLISHED.fit(cohort.select(folds.outside(fold)), SUBTYPE, Seed.of(1));
                var held = cohort.select(folds.in(fold));
                var told = told(view, held);
                wrong += IntStream.range(0, held.size())
                        .filter(i -> !told.get(i).equals(held.attribute(i, "subtype")))
                        .count();
            }
        }
        assertEquals(0.040, wrong / 1500.0, 0.01);
    }
}
