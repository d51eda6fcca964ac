package jenomics.omics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QualityReportTest {

    /** Thirty samples of eighty features with a fault of each kind. */
    private static MultiOmics faulty() {
        var random = new Random(5);
        int n = 30;
        float[][] rows = new float[n][80];
        double[] base = random.doubles(80, 3, 6).toArray();
        var facts = new ArrayList<List<String>>();
        for (int s = 0; s < n; s++) {
            for (int f = 0; f < 80; f++) {
                rows[s][f] = Math.round(Math.exp(base[f] + 0.4 * random.nextGaussian()));
            }
            facts.add(List.of(s < 15 ? "b1" : "b2", s < 15 ? "case" : "control", s % 2 == 0 ? "f" : "m"));
        }
        rows[7] = rows[3].clone(); // measured twice
        for (int f = 0; f < 80; f++) {
            rows[11][f] = (float) Math.ceil(rows[11][f] / 40); // a small library
            rows[20][f] = rows[19][79 - f]; // unlike all others, of a usual size
            rows[25][f] = Float.NaN; // not measured
        }
        for (int s = 0; s < n; s++) {
            if (s != 25) {
                rows[s][0] = 4; // constant
            }
        }
        for (int s = 0; s < 9; s++) {
            rows[s][1] = Float.NaN; // sparse
        }
        var ids = IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
        var features = IntStream.range(0, 80).mapToObj(i -> "g" + i).toList();
        return OmicsLayer.of("rna", ids, features, rows)
                .withScale(Scale.COUNTS)
                .with(SampleSheet.ofText("id", ids, List.of("batch", "class", "sex"), facts));
    }

    @Test
    void everyFaultIsFoundAndNamed() {
        var report = QualityReport.of(faulty());
        var found = report.layers().get(0);
        assertEquals(List.of("s25"), found.unmeasured());
        assertEquals(List.of("g1"), found.sparseFeatures());
        assertEquals(List.of("g0"), found.constant());
        assertEquals(List.of("s11"), found.oddSizes());
        assertEquals(List.of("s11", "s20"), found.outliers());
        assertEquals(1, found.twins().size());
        assertEquals(
                "s3 and s7",
                found.twins().get(0).one() + " and " + found.twins().get(0).other());
        assertEquals(
                List.of(
                        "rna: 1 sample not measured at all: 's25'; keepMissingBlocks() leaves such samples so.",
                        "rna: 1 feature that more than 20 % of the samples lack: 'g1'; dropMissing(0.2) leaves such out.",
                        "rna: 1 feature the same in all samples: 'g0'; dropConstant() leaves such out; some more may be so"
                                + " in a fold.",
                        "rna: 1 sample with an unusual number of counts: 's11'; look before you keep them.",
                        "rna: 2 samples unlike all others: 's11', 's20'; look before you keep them.",
                        "rna: 1 pair alike as if measured twice: 's3' and 's7' (correlation 1.00); keep such together in"
                                + " splits: keepTogether(...).",
                        "'batch' and 'class' cannot be told apart: some values of the one occur only with some of the"
                                + " other. What is learned of one may be the other."),
                report.findings());
        assertTrue(report.toString().startsWith("quality of 30 samples · 1 layer · 7 findings"), report.toString());
        assertTrue(report.plot().svg().contains("library sizes"));
        assertTrue(report.plot().png().length > 1000);
    }

    @Test
    void confoundingIsMeasured() {
        var pairs = QualityReport.of(faulty()).confounding();
        assertEquals(3, pairs.size());
        assertEquals(
                "batch and class", pairs.get(0).one() + " and " + pairs.get(0).other());
        assertEquals(1, pairs.get(0).cramersV(), 1e-9);
        assertFalse(pairs.get(0).tellable());
        assertTrue(pairs.get(1).tellable() && pairs.get(1).cramersV() < 0.3, pairs.toString());
    }

    /** A batch that shifts everything explains what varies; the sex does not. */
    @Test
    void influencesOfAttributesAreMeasured() {
        var made = CohortSimulation.defaults().batchEffect(2).make().cohort();
        var influences = QualityReport.of(made).influences();
        double batch = share(influences, "batch");
        double sex = share(influences, "sex");
        assertTrue(batch > 0.4 && Math.abs(sex) < 0.02, batch + " and " + sex);
    }

    private static double share(List<jenomics.omics.quality.Influence> influences, String attribute) {
        return influences.stream()
                .filter(i -> i.layer().equals("protein") && i.attribute().equals(attribute))
                .findFirst()
                .orElseThrow()
                .share();
    }

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        var random = new Random(8);
        float[][] rows = new float[20][60];
        for (float[] row : rows) {
            for (int f = 0; f < row.length; f++) {
                row[f] = (float) (f + random.nextGaussian());
            }
        }
        var ids = IntStream.range(0, 20).mapToObj(i -> "s" + i).toList();
        var features = IntStream.range(0, 60).mapToObj(i -> "f" + i).toList();
        var report = QualityReport.of(OmicsLayer.of("protein", ids, features, rows));
        assertEquals(List.of(), report.findings());
        assertTrue(report.toString().startsWith("quality of 20 samples · 1 layer · nothing was found"));
    }

    @Test
    void theSmallestLayersAreLookedAtToo() {
        var one = OmicsLayer.of("x", List.of("s"), List.of("f"), new float[][] {{1}});
        assertEquals(List.of("f"), QualityReport.of(one).layers().get(0).constant());
        float[][] nothing = {{Float.NaN}, {Float.NaN}};
        var empty = OmicsLayer.of("x", List.of("s", "t"), List.of("f"), nothing);
        assertEquals(List.of("s", "t"), QualityReport.of(empty).layers().get(0).unmeasured());
        assertTrue(Arrays.stream(QualityReport.of(empty).layers().get(0).typicality())
                .allMatch(Double::isNaN));
        assertTrue(QualityReport.of(one).plot().svg().startsWith("<svg")
                || QualityReport.of(one).plot().svg().contains("<svg"));
    }
}
