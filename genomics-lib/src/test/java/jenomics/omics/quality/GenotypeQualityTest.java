package jenomics.omics.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;
import jenomics.omics.QualityReport;
import jenomics.omics.Scale;
import jenomics.testing.GoldenTable;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;

/** Against plink 1.90b6.26 on 120 people and 20 markers, and on families made up. */
class GenotypeQualityTest {

    private static GoldenTable plink(String file) {
        return GoldenTable.ofBlanks(SharedFolder.file("golden/omics/plink/" + file));
    }

    /** Dosages of the counted allele; plink counts frequencies and Hardy-Weinberg over founders alone. */
    private static OmicsLayer people(boolean foundersOnly) {
        var raw = plink("sample_raw.raw");
        var ids = new ArrayList<String>();
        var rows = new ArrayList<double[]>();
        double[][] dosages = raw.matrix(6);
        for (int i = 0; i < dosages.length; i++) {
            String[] cells = raw.cells().get(i);
            if (!foundersOnly || cells[2].equals("0") && cells[3].equals("0")) {
                ids.add(cells[0] + "/" + cells[1]);
                rows.add(dosages[i]);
            }
        }
        return OmicsLayer.of(
                        "genotypes", ids, raw.header().subList(6, raw.header().size()), rows.toArray(double[][]::new))
                .withScale(Scale.DOSAGE);
    }

    /** plink prints four significant digits. */
    private static void near(double expected, double found, String what) {
        assertEquals(expected, found, 5.1e-4 * Math.abs(expected) + 1e-12, what);
    }

    @Test
    void frequenciesAndHardyWeinbergOfFounders() {
        var found = GenotypeQuality.of(people(true));
        double[] frequencies = plink("sample.frq").numbers("MAF");
        var all = plink("sample.hwe");
        int marker = 0;
        for (int row = 0; row < all.cells().size(); row++) {
            if (all.texts("TEST").get(row).equals("ALL")) {
                near(frequencies[marker], found.minorFrequency()[marker], "MAF of marker " + marker);
                near(all.numbers("P")[row], found.hardyWeinberg()[marker], "p of marker " + marker);
                marker++;
            }
        }
        assertEquals(20, marker);
    }

    @Test
    void callRatesOfAll() {
        var found = GenotypeQuality.of(people(false));
        double[] markers = plink("sample.lmiss").numbers("F_MISS");
        double[] samples = plink("sample.imiss").numbers("F_MISS");
        for (int m = 0; m < 20; m++) {
            near(markers[m], 1 - found.callRate()[m], "marker " + m);
        }
        for (int s = 0; s < 120; s++) {
            near(samples[s], 1 - found.sampleCallRate()[s], "sample " + s);
        }
        assertEquals(List.of(), found.relatives(), "twenty markers tell nothing of relatives");
    }

    @Test
    void relationshipsAreThoseOfPlink() {
        double[][] found = GenotypeQuality.relationship(people(false), GenotypeQuality.frequencies(people(true)));
        double[][] expected = GoldenTable.ofTabs(SharedFolder.file("golden/omics/plink/sample_grm.rel"));
        for (int i = 0; i < 120; i++) {
            for (int j = 0; j < 120; j++) {
                assertEquals(expected[i][j], found[i][j], 6e-6, i + ", " + j);
            }
        }
    }

    /** Small tables whose p can be added up by hand. */
    @Test
    void exactTestOfSmallCounts() {
        assertEquals(1, HardyWeinberg.exact(0, 0, 0));
        assertEquals(1, HardyWeinberg.exact(10, 0, 0));
        // two alleles of each kind in two people: 2 heterozygotes have 2/3, none 1/3
        assertEquals(1, HardyWeinberg.exact(0, 2, 0), 1e-12);
        assertEquals(1 / 3.0, HardyWeinberg.exact(1, 0, 1), 1e-12);
        assertTrue(HardyWeinberg.exact(50, 0, 50) < 1e-20);
        assertTrue(HardyWeinberg.exact(2500, 5000, 2500) > 0.9);
        assertEquals(HardyWeinberg.exact(5, 12, 40), HardyWeinberg.exact(40, 12, 5), 1e-12);
    }

    /** Twenty strangers, a child of the first two, and the third a second time. */
    @Test
    void familiesAndDuplicatesAreFound() {
        var random = new SplittableRandom(6);
        int markers = 1000;
        float[][] rows = new float[22][markers];
        for (int m = 0; m < markers; m++) {
            double p = 0.2 + 0.6 * random.nextDouble();
            for (int s = 0; s < 20; s++) {
                rows[s][m] = (random.nextDouble() < p ? 1 : 0) + (random.nextDouble() < p ? 1 : 0);
            }
            rows[20][m] = gamete(rows[0][m], random) + gamete(rows[1][m], random);
            rows[21][m] = rows[2][m];
        }
        var ids = IntStream.range(0, 22).mapToObj(i -> "p" + i).toList();
        var names = IntStream.range(0, markers).mapToObj(i -> "rs" + i).toList();
        var layer = OmicsLayer.of("genotypes", ids, names, rows).withScale(Scale.DOSAGE);
        var found = GenotypeQuality.of(layer).relatives();
        assertEquals(3, found.size(), found.toString());
        assertEquals("p2 and p21", found.get(0).one() + " and " + found.get(0).other());
        assertEquals(1, found.get(0).likeness(), 0.15);
        assertEquals(0.5, found.get(1).likeness(), 0.12);
        var report = QualityReport.of(layer);
        assertTrue(
                report.findings().stream()
                        .anyMatch(f -> f.startsWith("genotypes: 3 pairs related as parents and children are, or closer:"
                                + " 'p2' and 'p21' (relationship")),
                report.toString());
        assertTrue(report.plot().svg().contains("Hardy-Weinberg"));
    }

    private static float gamete(float dosage, SplittableRandom random) {
        return random.nextDouble() < dosage / 2 ? 1 : 0;
    }
}
