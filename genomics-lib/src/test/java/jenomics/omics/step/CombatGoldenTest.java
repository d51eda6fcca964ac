package jenomics.omics.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.testing.GoldenTable;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;

/** Against sva 3.46; the files and where they come from: src/test/resources/golden/combat. */
class CombatGoldenTest {
    private static final double SAME = 1e-8;
    private static final BatchCorrection PLAIN = BatchCorrection.of("batch");
    private static final BatchCorrection GROUP = PLAIN.keeping("group");

    private final double[][] input = GoldenTable.of("combat/small_input.csv").matrix(1);
    private final MultiOmics samples = samples();

    /** Batches and covariates; the values go in as doubles, beside. */
    private static MultiOmics samples() {
        var pheno = GoldenTable.of("combat/small_pheno.csv");
        return OmicsLayer.of(
                        "rna",
                        pheno.texts("sample"),
                        List.of("none"),
                        new double[pheno.cells().size()][1])
                .with(sheet(pheno));
    }

    private static SampleSheet sheet(GoldenTable pheno) {
        var columns = pheno.header().subList(1, pheno.header().size());
        var rows = new ArrayList<List<String>>();
        pheno.cells().forEach(row -> rows.add(List.of(row).subList(1, row.length)));
        return SampleSheet.ofText("sample", pheno.texts("sample"), columns, rows);
    }

    private static CombatModel fit(BatchCorrection how, MultiOmics samples, double[][] values) {
        return new CombatFit(CombatDesign.of(how, samples), how.parametric(), how.meanOnly()).fit(values);
    }

    private static double[][] turned(double[][] values) {
        double[][] turned = new double[values[0].length][values.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                turned[j][i] = values[i][j];
            }
        }
        return turned;
    }

    private static double[][] corrected(BatchCorrection how, MultiOmics samples, double[][] values) {
        var model = fit(how, samples, values);
        double[][] rows = turned(values);
        for (int s = 0; s < rows.length; s++) {
            model.adjust(rows[s], model.design().batch()[s], model.design().covariates(s));
        }
        return turned(rows);
    }

    private static void same(double[][] expected, double[][] found) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i], SAME, "feature " + i);
        }
    }

    private void same(String file, BatchCorrection how) {
        same(GoldenTable.of("combat/small_combat_" + file + ".csv").matrix(1), corrected(how, samples, input));
    }

    @Test
    void parametric() {
        same("nocov_parametric", PLAIN);
        same("group_parametric", GROUP);
        same("group_age_parametric", PLAIN.keeping("group", "age"));
    }

    @Test
    void nonParametric() {
        same("group_nonparametric", GROUP.nonParametric());
    }

    @Test
    void meansOnly() {
        same("group_meanonly", GROUP.meansOnly());
    }

    @Test
    void reference() {
        same("group_refA", GROUP.to("A"));
    }

    @Test
    void missingValues() {
        double[][] holes = GoldenTable.of("combat/small_input_na.csv").matrix(1);
        assertEquals(
                25,
                Arrays.stream(holes)
                        .flatMapToDouble(Arrays::stream)
                        .filter(Double::isNaN)
                        .count());
        same(GoldenTable.of("combat/small_combat_na_group_parametric.csv").matrix(1), corrected(GROUP, samples, holes));
    }

    @Test
    void everyStepOnTheWay() {
        var model = fit(GROUP, samples, input);
        var genes = GoldenTable.of("combat/small_group_genewise.csv");
        assertArrayEquals(genes.numbers("grand_mean"), model.grand(), SAME);
        double[] variances = Arrays.stream(model.widths()).map(w -> w * w).toArray();
        assertArrayEquals(genes.numbers("var_pooled"), variances, SAME);
        double[][] gammaHat = GoldenTable.of("combat/small_group_gamma_hat.csv").matrix(1);
        double[][] deltaHat = GoldenTable.of("combat/small_group_delta_hat.csv").matrix(1);
        double[][] gammaStar =
                GoldenTable.of("combat/small_group_gamma_star.csv").matrix(1);
        double[][] deltaStar =
                GoldenTable.of("combat/small_group_delta_star.csv").matrix(1);
        var priors = GoldenTable.of("combat/small_group_priors.csv");
        for (int b = 0; b < 3; b++) {
            assertArrayEquals(gammaHat[b], model.hat()[b].means(), SAME);
            assertArrayEquals(deltaHat[b], model.hat()[b].variances(), SAME);
            assertArrayEquals(gammaStar[b], model.star()[b].means(), SAME);
            assertArrayEquals(deltaStar[b], model.star()[b].variances(), SAME);
            assertEquals(priors.numbers("gamma_bar")[b], model.priors()[b].mean(), SAME);
            assertEquals(priors.numbers("tau2")[b], model.priors()[b].variance(), SAME);
            assertEquals(priors.numbers("a_prior")[b], model.priors()[b].shape(), SAME);
            assertEquals(priors.numbers("b_prior")[b], model.priors()[b].rate(), SAME);
            assertEquals(priors.numbers("iterations")[b], model.priors()[b].iterations());
        }
    }

    /** Fitted to the training samples alone, then applied to those held out; by hand, equal to sva on the former. */
    @Test
    void frozen() {
        var parts = GoldenTable.of("combat/small_frozen_split.csv").texts("part");
        int[] train = places(parts, "train");
        int[] test = places(parts, "test");
        var model = fit(GROUP, samples.select(train), chosen(input, train));
        var held = samples.select(test);
        double[][] covariates = model.design().covariates(GROUP, held);
        double[][] rows = turned(chosen(input, test));
        for (int s = 0; s < rows.length; s++) {
            int batch = model.design().batches().indexOf(held.attribute(s, "batch"));
            model.adjust(rows[s], batch, covariates[s]);
        }
        same(GoldenTable.of("combat/small_frozen_test_group.csv").matrix(1), turned(rows));
    }

    private static int[] places(List<String> parts, String part) {
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i).equals(part))
                .toArray();
    }

    private static double[][] chosen(double[][] values, int[] samples) {
        return Arrays.stream(values)
                .map(row -> IntStream.of(samples).mapToDouble(s -> row[s]).toArray())
                .toArray(double[][]::new);
    }

    @Test
    void stemCellsByStudy() {
        var genes = GoldenTable.of(SharedFolder.file("data/omics/mixomics/stemcells_gene.csv"));
        var pheno = GoldenTable.of(SharedFolder.file("data/omics/mixomics/stemcells_pheno.csv"));
        var cells = OmicsLayer.of("rna", pheno.texts("sample"), List.of("none"), new double[125][1])
                .with(sheet(pheno));
        double[][] values = turned(genes.matrix(1));
        var study = BatchCorrection.of("study");
        same(stemCells("nocov"), corrected(study, cells, values));
        same(stemCells("celltype"), corrected(study.keeping("celltype"), cells, values));
    }

    private static double[][] stemCells(String model) {
        return GoldenTable.of(SharedFolder.file("golden/omics/combat/stemcells_combat_" + model + ".csv.gz"))
                .matrix(1);
    }
}
