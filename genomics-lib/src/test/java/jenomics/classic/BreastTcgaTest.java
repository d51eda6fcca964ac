package jenomics.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Seed;
import jenomics.testing.GoldenTable;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;

/** The released split of breast.TCGA: 150 training and 70 test samples, proteins of the training samples only. */
class BreastTcgaTest {
    private static final Task SUBTYPE = Task.multiclass("subtype");

    private static GoldenTable table(String part) {
        return GoldenTable.of(SharedFolder.file("data/omics/mixomics/breastTCGA_" + part + ".csv"));
    }

    private static OmicsLayer layer(String part, String name) {
        var table = table(part);
        return OmicsLayer.of(
                name,
                table.texts("sample"),
                table.header().subList(1, table.header().size()),
                table.matrix(1));
    }

    private static MultiOmics train() {
        var sheet = table("train_labels");
        return MultiOmics.of(
                        layer("train_mrna", "mRNA"), layer("train_mirna", "miRNA"), layer("train_protein", "protein"))
                .with(SampleSheet.ofText(
                        "sample",
                        sheet.texts("sample"),
                        List.of("subtype"),
                        sheet.texts("subtype").stream().map(List::of).toList()));
    }

    private static MultiOmics test() {
        var sheet = table("test_labels");
        return MultiOmics.of(layer("test_mrna", "mRNA"), layer("test_mirna", "miRNA"))
                .with(SampleSheet.ofText(
                        "sample",
                        sheet.texts("sample"),
                        List.of("subtype"),
                        sheet.texts("subtype").stream().map(List::of).toList()));
    }

    private static int right(Estimator<MultiOmics> estimator, String... layers) {
        var test = test();
        var found = estimator.fit(train().only(layers), SUBTYPE, Seed.of(1)).predict(test);
        int[] truth = found.task().targets(test).classIndex();
        int right = 0;
        for (int i = 0; i < truth.length; i++) {
            double[] p = found.values()[i];
            int likeliest = 0;
            for (int k = 1; k < p.length; k++) {
                likeliest = p[k] > p[likeliest] ? k : likeliest;
            }
            right += likeliest == truth[i] ? 1 : 0;
        }
        System.out.println(estimator.name() + " " + List.of(layers) + " " + right + "/70 " + right / 70.0);
        return right;
    }

    private static void assertNear(String view, String model, Estimator<MultiOmics> estimator, String... layers) {
        var golden = GoldenTable.omics("baselines_breastTCGA.csv");
        for (int row = 0; row < golden.cells().size(); row++) {
            if (golden.texts("view").get(row).equals(view)
                    && golden.texts("model").get(row).equals(model)) {
                assertEquals(golden.number(row, "acc"), right(estimator, layers) / 70.0, 0.02, view + " " + model);
            }
        }
    }

    @Test
    void logisticRegressionOnMrnaIsRightInAtLeast68Of70() {
        assertTrue(right(Classic.logistic(), "mRNA") >= 68);
    }

    @Test
    void all() {
        for (var v : List.of(new String[] {"mRNA"}, new String[] {"miRNA"}, new String[] {"mRNA", "miRNA"})) {
            for (Estimator<MultiOmics> e : List.<Estimator<MultiOmics>>of(
                    Classic.logistic(),
                    Classic.randomForest(),
                    Classic.extraTrees(),
                    Classic.elasticNet(),
                    Classic.ridge(),
                    Classic.lasso())) {
                long t = System.nanoTime();
                right(e, v);
                System.out.println("   s: " + (System.nanoTime() - t) / 1e9);
            }
        }
    }
}
