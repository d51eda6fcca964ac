package jenomics.omics;

import static jenomics.omics.Steps.combat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.plot.Panels;
import jenomics.provenance.Seed;
import jenomics.testing.GoldenTable;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;

/** Stem cells of four studies (mixOmics): what ComBat does to pictures and to cells of a study that was left out. */
class StemCellsTest {

    private static MultiOmics cells() {
        var genes = GoldenTable.of(SharedFolder.file("data/omics/mixomics/stemcells_gene.csv"));
        var pheno = GoldenTable.of(SharedFolder.file("data/omics/mixomics/stemcells_pheno.csv"));
        var features = genes.header().subList(1, genes.header().size());
        var facts = new ArrayList<List<String>>();
        pheno.cells().forEach(row -> facts.add(List.of("study " + row[1], row[2])));
        var ids = genes.texts(genes.header().get(0));
        return OmicsLayer.of("rna", ids, features, genes.matrix(1))
                .with(SampleSheet.ofText("sample", ids, List.of("study", "celltype"), facts));
    }

    /** Before, study is what the components tell of; after, it is the type of the cells. Draws target/stem-cells-combat.png. */
    @Test
    void componentsTellOfStudiesBeforeAndOfCellsAfter() {
        var before = Pca.of(cells(), "rna");
        var after = Pca.of(cells().prepare("rna", combat("study")).prepared(), "rna");
        double studyBefore = share(before.csumi("study"), 1) + share(before.csumi("study"), 2);
        double studyAfter = share(after.csumi("study"), 1) + share(after.csumi("study"), 2);
        double cellsBefore = share(before.csumi("celltype"), 1) + share(before.csumi("celltype"), 2);
        double cellsAfter = share(after.csumi("celltype"), 1) + share(after.csumi("celltype"), 2);
        System.out.printf(
                Locale.ROOT,
                "Stem cells, first two components: study %.2f -> %.2f, cell type %.2f -> %.2f of their entropy%n",
                studyBefore,
                studyAfter,
                cellsBefore,
                cellsAfter);
        Panels.of("Stem cells of four studies, as measured and after ComBat")
                .row(before.plot("study"), after.plot("study"))
                .row(before.plot("celltype"), after.plot("celltype"))
                .save(Path.of("target/stem-cells-combat.png"));
        assertTrue(studyAfter < 0.6 * studyBefore, studyBefore + " to " + studyAfter);
        assertTrue(cellsAfter > cellsBefore, cellsBefore + " to " + cellsAfter);
    }

    private static double share(Csumi csumi, int component) {
        return csumi.ranking().stream()
                .filter(c -> c.number() == component)
                .findFirst()
                .orElseThrow()
                .share();
    }

    /**
     * The nearest mean names the type of cells of studies that training knows, and of a study left out. In the latter case
     * correcting does harm here, and a benchmark shows it: the studies have different shares of each type (half of the
     * first, one in seventeen of the second are hESC), so the mean of a new study differs by its cells too.
     */
    @Test
    void frozenComBatInsideFolds() {
        var task = Task.multiclass("celltype").resolve(cells());
        var corrected = cells().prepare("rna", combat("study").estimatingNewBatches());
        double rawNew = byStudy(cells(), task);
        double correctedNew = byStudy(corrected, task);
        double rawKnown = withinStudies(cells(), task);
        double correctedKnown = withinStudies(corrected, task);
        System.out.printf(
                Locale.ROOT,
                "Stem cells, accuracy of the nearest mean: a study left out %.3f as measured, %.3f corrected; ten folds"
                        + " within studies %.3f as measured, %.3f corrected%n",
                rawNew,
                correctedNew,
                rawKnown,
                correctedKnown);
        assertEquals(0.768, rawNew, 0.01);
        assertEquals(0.600, correctedNew, 0.02);
        assertTrue(correctedKnown > rawKnown, rawKnown + " to " + correctedKnown);
    }

    private static double byStudy(MultiOmics cells, Task task) {
        int right = 0;
        for (int study = 1; study <= 4; study++) {
            var split = Split.of(cells).keepTogether("study").test("study " + study);
            right += right(split.train(), split.test(), task);
        }
        return right / (double) cells.size();
    }

    private static double withinStudies(MultiOmics cells, Task task) {
        int right = 0;
        for (int fold = 0; fold < 10; fold++) {
            int own = fold;
            int[] test =
                    IntStream.range(0, cells.size()).filter(i -> i % 10 == own).toArray();
            int[] train =
                    IntStream.range(0, cells.size()).filter(i -> i % 10 != own).toArray();
            right += right(cells.select(train), cells.select(test), task);
        }
        return right / (double) cells.size();
    }

    private static int right(MultiOmics train, MultiOmics test, Task task) {
        var fitted = train.preparation().fit(train, task, Seed.of(1));
        var means = means(fitted.train());
        var prepared = fitted.apply(test);
        return (int) IntStream.range(0, prepared.size())
                .filter(i -> nearest(prepared.layer("rna").row(i), means).equals(prepared.attribute(i, "celltype")))
                .count();
    }

    private static Map<String, double[]> means(MultiOmics train) {
        var means = new HashMap<String, double[]>();
        var counts = train.sheet().column("celltype").counts();
        for (int i = 0; i < train.size(); i++) {
            String type = train.attribute(i, "celltype");
            float[] row = train.layer("rna").row(i);
            double[] mean = means.computeIfAbsent(type, t -> new double[row.length]);
            for (int f = 0; f < row.length; f++) {
                mean[f] += row[f] / (double) counts.get(type);
            }
        }
        return means;
    }

    private static String nearest(float[] row, Map<String, double[]> means) {
        String best = null;
        double least = Double.POSITIVE_INFINITY;
        for (var entry : means.entrySet()) {
            double squares = 0;
            for (int f = 0; f < row.length; f++) {
                squares += Math.pow(row[f] - entry.getValue()[f], 2);
            }
            if (squares < least) {
                least = squares;
                best = entry.getKey();
            }
        }
        return best;
    }
}
