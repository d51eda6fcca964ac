package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.omics.Matching;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;

/** Real files of the field; sizes and classes are those that their authors give. */
class RealOmicsTest {

    private static String real(String inside) {
        return SharedFolder.file("data/omics/" + inside).toString();
    }

    private static void is(OmicsLayer layer, int samples, int features) {
        assertEquals(samples + " × " + features, layer.size() + " × " + layer.featureCount());
    }

    @Test
    void breastCancerLoadsAsOneCohort() {
        String train = "mixomics/breastTCGA_train_";
        var cohort = Omics.load(
                real(train + "mrna.csv"),
                real(train + "mirna.csv"),
                real(train + "protein.csv"),
                real(train + "labels.csv"));
        assertEquals(List.of("mrna", "mirna", "protein"), cohort.layerNames());
        is(cohort.layer("mrna"), 150, 200);
        is(cohort.layer("mirna"), 150, 184);
        is(cohort.layer("protein"), 150, 142);
        assertTrue(
                cohort.toString()
                        .startsWith(
                                "150 samples · 3 layers: mrna 200, mirna 184, protein 142 · subtype: 45 Basal, 30 Her2,"
                                        + " 75 LumA"),
                cohort.toString());
        assertEquals("A0FJ", cohort.id(0));
        assertEquals("Basal", cohort.attribute(0, "subtype"));
        var split = Split.of(cohort).stratify("subtype").test(0.2);
        assertEquals(
                List.of("Basal", "Her2", "LumA"),
                split.check(Task.multiclass("subtype")).classes());
    }

    @Test
    void missingBlockIsKeptWhenAsked() {
        String test = "mixomics/breastTCGA_test_";
        var two = Omics.load(real(test + "mrna.csv"), real(test + "mirna.csv"), real(test + "labels.csv"));
        assertEquals(70, two.size());
        var three = Omics.loader()
                .keepAllSamples()
                .load(
                        real(test + "mrna.csv"),
                        real("mixomics/breastTCGA_train_mrna.csv"),
                        real("mixomics/breastTCGA_train_protein.csv"));
        assertEquals(220, three.size());
        assertFalse(three.layers().get(2).measured(0));
    }

    @Test
    void theOtherMixomicsSetsHaveTheirSizes() {
        is(Omics.read(real("mixomics/stemcells_gene.csv")), 125, 400);
        is(Omics.read(real("mixomics/nutrimouse_gene.csv")), 40, 120);
        is(Omics.read(real("mixomics/nutrimouse_lipid.csv")), 40, 21);
        is(Omics.read(real("mixomics/liverTox_gene.csv")), 64, 3116);
        is(Omics.read(real("mixomics/srbct_gene.csv")), 63, 2308);
        var srbct = Omics.load(real("mixomics/srbct_gene.csv"), real("mixomics/srbct_labels.csv"));
        assertTrue(srbct.toString().contains("class: 8 BL, 23 EWS, 12 NB, 20 RMS"), srbct.toString());
        var stem = Omics.load(real("mixomics/stemcells_gene.csv"), real("mixomics/stemcells_pheno.csv"));
        assertEquals(List.of("study", "celltype"), stem.attributes());
    }

    @Test
    void genotypesAreDosages() {
        String file = real("gametes/GAMETES_Epistasis_2-Way_20atts_0.4H_EDM-1_1.csv.gz");
        var cohort = Omics.reader().attributes("class").name("snps").load(file);
        is(cohort.layer("snps"), 1600, 20);
        assertEquals(Scale.DOSAGE, cohort.layer("snps").scale());
        assertEquals(800, cohort.where("class", "1").size());
        is(Omics.read(real("gametes/GAMETES_Epistasis_2-Way_1000atts_0.4H_EDM-1_EDM-1_1.csv.gz")), 1600, 1001);
    }

    @Test
    void wheatIsTheSameInRAndInText() {
        var wheat = RData.read(real("wheat/wheat.RData"));
        assertTrue(wheat.names().containsAll(List.of("wheat.X", "wheat.Y", "wheat.A", "wheat.sets")), wheat.toString());
        var markers = wheat.layer("wheat.X");
        is(markers, 599, 1279);
        assertEquals(Scale.PRESENCE, markers.scale());
        var text = Omics.read(real("wheat/wheat_X.csv.gz"));
        assertArrayEquals(text.toArray(), markers.toArray());
        var yields = Omics.reader().samplesInRows().object("wheat.Y").read(real("wheat/wheat.RData"));
        is(yields, 599, 4);
        var sheet = Omics.sheet(real("wheat/wheat_Y.csv"));
        assertEquals("line", sheet.idColumn());
        assertEquals(sheet.ids(), yields.samples());
        double[] e1 = sheet.column("E1").numbers();
        double[] folds = sheet.column("set10").numbers();
        for (int i = 0; i < 599; i++) {
            assertEquals((float) e1[i], yields.value(i, 0), 1e-6f);
        }
        assertArrayEquals(folds, wheat.numbers("wheat.sets"));
        is(wheat.layer("wheat.A"), 599, 599);
    }

    @Test
    void simulatedViewsOfSnfAreRead() {
        var first = RData.read(real("snf-sim/Data1.rda"));
        var layer = Omics.reader().samplesInRows().read(real("snf-sim/Data1.rda"));
        is(layer, 200, 2);
        var text = Omics.read(real("snf-sim/snfpy_data1.csv"));
        is(text, 200, 2);
        assertTrue(first.toString().contains("200 × 2"), first.toString());
        assertEquals(300, RData.read(real("snf-sim/label.rda")).numbers("label").length);
        var both = Omics.reader().samplesInRows();
        is(both.object("dataL$1").read(real("snf-sim/dataL.rda")), 300, 76);
        is(both.object("dataL$2").read(real("snf-sim/dataL.rda")), 300, 240);
    }

    @Test
    void goldenInputsAreRead() {
        var input = Omics.read(SharedFolder.file("golden/omics/combat/small_input.csv"));
        is(input, 20, 40);
        assertEquals(4.91781f, input.value("s01", "g01"));
        var missing = Omics.read(SharedFolder.file("golden/omics/combat/small_input_na.csv"));
        assertEquals(25, missing.missing());
        var pheno = Omics.sheet(SharedFolder.file("golden/omics/combat/small_pheno.csv"));
        var cohort = input.with(pheno);
        assertTrue(cohort.toString().contains("batch: 8 A, 7 B, 5 C"), cohort.toString());
        var lung = Omics.sheet(SharedFolder.file("golden/omics/survival/lung.csv"));
        assertEquals(151, lung.survival().orElseThrow().eventCount());
        is(Omics.read(SharedFolder.file("golden/omics/mofa/view1.csv")), 80, 60);
        is(Omics.read(SharedFolder.file("golden/omics/combat/stemcells_combat_celltype.csv.gz")), 125, 400);
    }

    @Test
    void sheetMayBeMatchedByRule() {
        var genes = Omics.read(real("mixomics/srbct_gene.csv"));
        var sheet = Omics.sheet(real("mixomics/srbct_labels.csv"));
        var cohort = jenomics.omics.MultiOmics.of(genes).with(sheet, Matching.LETTERS_AND_DIGITS);
        assertEquals(0, cohort.sheet().column("class").missing());
    }
}
