package jenomics.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Seed;
import jenomics.testing.GoldenTable;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        return right;
    }

    /** @param above how much more than the golden accuracy is allowed */
    private static void assertNear(
            String view, String model, double above, Estimator<MultiOmics> estimator, String... layers) {
        var golden = GoldenTable.omics("baselines_breastTCGA.csv");
        int row = IntStream.range(0, golden.cells().size())
                .filter(r -> golden.texts("view").get(r).equals(view)
                        && golden.texts("model").get(r).equals(model))
                .findFirst()
                .orElseThrow();
        double found = right(estimator, layers) / 70.0;
        double expected = golden.number(row, "acc");
        String who = view + " " + model + ": " + found + " where scikit-learn has " + expected;
        assertTrue(found >= expected - 0.02 && found <= expected + above, who);
    }

    @Test
    void logisticRegressionOnMrnaIsRightInAtLeast68Of70() {
        assertTrue(right(Classic.logistic(), "mRNA") >= 68);
    }

    @Test
    void proteinsMissingAtTestAreNamedUnlessLeftOut() {
        var test = test();
        var model = Classic.randomForest().trees(5).fit(train(), SUBTYPE, Seed.of(1));
        assertEquals(
                "random forest was trained on the layers [mRNA, miRNA, protein]; these samples lack 'protein' and have"
                        + " [mRNA, miRNA]. Train it on layers that both have: train.only(\"mRNA\").",
                LearnersTest.message(() -> model.predict(test)));
    }

    /**
     * scikit-learn's accuracies on the same split, inner five-fold tuning, within 0.02 (LightGBM's for XGBoost; our
     * Gaussian SVM on mRNA is right in two more of the 70).
     */
    @ParameterizedTest
    @ValueSource(strings = {"mRNA", "miRNA", "concat_mRNA_miRNA"})
    void baselinesAreScikitLearns(String view) {
        String[] layers = view.startsWith("concat") ? new String[] {"mRNA", "miRNA"} : new String[] {view};
        assertNear(view, "LR_l2", 0.02, Classic.logistic(), layers);
        assertNear(view, "RF", 0.02, Classic.randomForest(), layers);
        assertNear(view, "SVM_rbf", 0.03, Classic.svm(), layers);
        assertNear(view, "KNN", 0.02, Classic.knn(), layers);
        assertNear(view, "LGBM", 0.02, Classic.xgboost(), layers);
    }
}
