package jenomics.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jenomics.classic.Classic;
import jenomics.io.Omics;
import jenomics.learn.Task;
import jenomics.omics.Steps;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;

/** Real samples; more permutations of them, and larger ones, in benchmarks/. */
class RealBenchTest {
    private static String data(String file) {
        return SharedFolder.file("data/omics/" + file).toString();
    }

    @Test
    void aSelectionOfGenesOutsideTheFoldsFindsClassesThatAreNone() {
        var srbct = Omics.load(data("mixomics/srbct_gene.csv"), data("mixomics/srbct_labels.csv"))
                .prepare("gene", Steps.anova(30), Steps.standardize());
        var report = LeakMeter.of(Bench.on(srbct, Task.multiclass("class"))
                        .kFold(5)
                        .enter("nearest neighbours", Classic.knn().neighbours(3)))
                .permutations(8)
                .run();
        System.out.println(report);
        assertTrue(report.entries().get("nearest neighbours").honest() > 0.99, report::toString);
        assertTrue(report.signals() <= 1, report::toString);
        assertTrue(report.inflationOfNothing("nearest neighbours", "gene: ANOVA F (30)") > 0.15, report::toString);
        assertEquals(0, report.inflationOfNothing("nearest neighbours", "gene: standardize"), 0.03);
    }

    /** Two SNPs that act only together: a linear model must find nothing, and the verdict must say so. */
    @Test
    void linearModelsAreNearChanceOnPureInteractions() {
        var snps = Omics.reader()
                .attributes("class")
                .name("snps")
                .load(data("gametes/GAMETES_Epistasis_2-Way_20atts_0.4H_EDM-1_1.csv.gz"));
        var result = Bench.on(snps, Task.binary("class").positive("1"))
                .kFold(5)
                .allowLeak("few SNPs: some samples have the same genotypes")
                .enter("logistic regression", Classic.logistic())
                .enter("majority", Classic.naive())
                .run();
        assertFalse(result.signal(), result::toString);
        assertTrue(
                result.verdict().startsWith("No entry does better than chance (AUROC 0.500): the best of 2, "),
                result::verdict);
        assertEquals(0.5, result.get("logistic regression").score().value(), 0.05);
    }
}
