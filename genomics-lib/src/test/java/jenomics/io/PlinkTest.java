package jenomics.io;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenomics.genome.Variant;
import jenomics.omics.Genotypes;
import jenomics.omics.Scale;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlinkTest {
    /** Two variants of five samples: copies of A1 2 . 1 0 2 and 0 1 . 2 0, two bits each from the lowest up. */
    private static final byte[] BED = {0x6c, 0x1b, 1, (byte) 0b11_10_01_00, 0b00, (byte) 0b00_01_10_11, 0b11};

    private static final String BIM = "1\trs1\t0\t1000\tA\tG\nX rs2 0 2000 T C\n";
    private static final String FAM = "f1 a 0 0 1 1\nf1 b 0 0 2 2\nf1 c a b 1 -9\nf2 d 0 0 0 2\nf2 e 0 0 2 1\n";
    private static final String PED = "f1 a 0 0 1 1  A A  C C\nf1 b 0 0 2 2  0 0  C T\nf1\tc\ta\tb\t1\t-9\tA G\t0 0\n"
            + "f2 d 0 0 0 2  G G  T T\nf2 e 0 0 2 1  A A  C C\n";
    private static final String MAP = "1 rs1 0 1000\nX rs2 2000\n";

    @TempDir
    Path folder;

    private Path bed(byte[] bed, String bim, String fam) throws IOException {
        Files.writeString(folder.resolve("s.bim"), bim);
        Files.writeString(folder.resolve("s.fam"), fam);
        return Files.write(folder.resolve("s.bed"), bed);
    }

    private Path ped(String ped, String map) throws IOException {
        Files.writeString(folder.resolve("s.map"), map);
        return Files.writeString(folder.resolve("s.ped"), ped);
    }

    @Test
    void bitsBecomeCopiesOfA1() throws IOException {
        var genotypes = Plink.read(bed(BED, BIM, FAM));
        var layer = genotypes.layer();
        assertEquals(List.of("a", "b", "c", "d", "e"), genotypes.samples());
        assertArrayEquals(new float[] {2, Float.NaN, 1, 0, 2}, layer.column("rs1"));
        assertArrayEquals(new float[] {0, 1, Float.NaN, 2, 0}, layer.column("rs2"));
        assertEquals(Scale.DOSAGE, layer.scale());
        assertEquals(
                new Variant("1", 1000, "rs1", "G", "A"), genotypes.variants().get(0));
        assertArrayEquals(new int[] {1, 1, 2, 1}, genotypes.counts(0));
        assertEquals(5.0 / 8, genotypes.frequency(0));
        assertArrayEquals(
                new float[] {0, Float.NaN, 1, 2, 0},
                Plink.reader().countA2().read(folder.resolve("s.bed")).layer().column("rs1"));
        assertTrue(
                genotypes.toString().startsWith("s · 5 samples × 2 variants · 20.0 % missing · 0.0 kB packed"),
                genotypes.toString());
    }

    @Test
    void whoTheSamplesAreComesWithThem() throws IOException {
        var sheet = Plink.read(bed(BED, BIM, FAM)).sheet();
        assertEquals("female", sheet.value(1, "sex"));
        assertEquals(null, sheet.value(3, "sex"));
        assertEquals("b", sheet.value(2, "mother"));
        assertEquals("case", sheet.value(1, "phenotype"));
        assertEquals(null, sheet.value(2, "phenotype"));
        var measured =
                Plink.read(bed(BED, BIM, FAM.replace(" 2 2\n", " 2 1.75\n"))).sheet();
        assertEquals("1.75", measured.value(1, "phenotype"));
        var twins = Plink.read(bed(BED, BIM, FAM.replace("f2 d", "f2 a")));
        assertEquals(List.of("f1:a", "f1:b", "f1:c", "f2:a", "f2:e"), twins.samples());
        assertEquals("case", Omics.load(folder.toString()).attribute(1, "phenotype"));
    }

    @Test
    void textAndBitsAreTheSame() throws IOException {
        var binary = Plink.read(bed(BED, BIM, FAM)).layer();
        var text = Plink.reader().read(ped(PED, MAP));
        assertEquals(List.of("s"), Omics.load(folder).layerNames());
        assertEquals("T", text.variants().get(1).counted());
        assertArrayEquals(binary.column("rs2"), text.layer().column("rs2"));
        // In rs1 the rarer allele is G, which the .bim calls A2.
        assertArrayEquals(
                Plink.reader().countA2().read(folder.resolve("s.bed")).layer().column("rs1"),
                text.layer().column("rs1"));
        assertEquals(
                "0",
                Plink.read(ped("f a 0 0 1 1 A A 0 0\n", MAP)).variants().get(0).counted());
    }

    @Test
    void aRegionIsCutOut() throws IOException {
        bed(BED, BIM, FAM);
        var some = Plink.reader().region("X:1500-2000").read(folder.resolve("s").toString());
        assertEquals("rs2", some.variants().get(0).id());
        assertEquals(1, some.variantCount());
        assertTrue(refusal(() -> Plink.reader().region("chr1:1-9").read(folder.resolve("s.bed")))
                .endsWith("has no chromosome 'chr1'; it has '1', 'X'."));
    }

    @Test
    void badFilesAreRefused() throws IOException {
        var cut = bed(java.util.Arrays.copyOf(BED, 6), BIM, FAM);
        assertTrue(refusal(() -> Plink.read(cut))
                .contains("ends in variant 2: with 2 variants (.bim) and 5 samples (.fam) it has 7 bytes."));
        var longer = bed(java.util.Arrays.copyOf(BED, 8), BIM, FAM);
        assertTrue(refusal(() -> Plink.read(longer)).contains("goes on after the last variant"));
        var old = bed(new byte[] {0x6c, 0x1b, 0, 0, 0, 0, 0}, BIM, FAM);
        assertTrue(refusal(() -> Plink.read(old)).contains("plink --bfile s --make-bed --out new"));
        var intervals = bed("chr1\t1\t2\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), BIM, FAM);
        assertTrue(
                refusal(() -> Plink.read(intervals)).contains("Intervals in a .bed file are read with Bed.read(...)"));
        var narrow = bed(BED, BIM.replace("\tA\tG", "\tA"), FAM);
        assertTrue(refusal(() -> Plink.read(narrow)).contains("s.bim', line 1, has 5 columns; a .bim line has 6"));
        var nowhere = bed(BED, BIM.replace("1000", "x"), FAM);
        assertTrue(refusal(() -> Plink.read(nowhere)).contains("has the position 'x'"));
        var family = bed(BED, BIM, FAM.replace("f1 a 0 0 1 1", "f1 a 0"));
        assertTrue(refusal(() -> Plink.read(family)).contains("s.fam', line 1, has 3 columns"));
        var third = ped(PED.replace("G G", "G T"), MAP);
        assertTrue(refusal(() -> Plink.read(third))
                .contains("line 4, has the allele 'T' for the variant 'rs1', which has 'A' and 'G' already"));
        var shorter = ped(PED.replace("  C C\n", "\n"), MAP);
        assertTrue(refusal(() -> Plink.read(shorter)).contains("line 1, ends before the variant 'rs2'; there are 2"));
        var more = ped(PED.replace("  C C\n", "  C C C\n"), MAP);
        assertTrue(refusal(() -> Plink.read(more)).contains("goes on after two alleles for each of the 2 variants"));
        Files.delete(folder.resolve("s.map"));
        assertTrue(refusal(() -> Plink.read(more)).contains("needs 's.map' beside it"));
        assertTrue(refusal(() -> Plink.read("nothing-here")).startsWith("There is neither 'nothing-here.bed'"));
    }

    // What PLINK 1.9 itself says of a small study; see golden/omics/README.md.

    private static Genotypes study() {
        return Plink.read(SharedFolder.file("data/omics/wheat/sample.bed"));
    }

    private static List<String[]> golden(String name) throws IOException {
        var rows = new ArrayList<String[]>();
        for (String line : Files.readAllLines(SharedFolder.file("golden/omics/plink/" + name))) {
            rows.add(line.strip().split("\\s+"));
        }
        return rows;
    }

    @Test
    void genotypesAreThoseOfPlinksRawFile() throws IOException {
        var genotypes = study();
        var raw = golden("sample_raw.raw");
        assertEquals(raw.size() - 1, genotypes.size());
        for (int v = 0; v < genotypes.variantCount(); v++) {
            var variant = genotypes.variants().get(v);
            assertEquals(raw.get(0)[6 + v], variant.id() + "_" + variant.counted());
            for (int s = 0; s < genotypes.size(); s++) {
                String said = raw.get(s + 1)[6 + v];
                assertEquals(said.equals("NA") ? -1 : Integer.parseInt(said), genotypes.dosage(s, v));
            }
        }
    }

    @Test
    void missingOnesAreCountedAsPlinkDoes() throws IOException {
        var genotypes = study();
        var byVariant = golden("sample.lmiss");
        for (int v = 0; v < genotypes.variantCount(); v++) {
            assertEquals(Integer.parseInt(byVariant.get(v + 1)[2]), genotypes.counts(v)[3]);
        }
        var layer = genotypes.layer();
        var bySample = golden("sample.imiss");
        for (int s = 0; s < layer.size(); s++) {
            int missing = 0;
            for (float value : layer.row(s)) {
                missing += Float.isNaN(value) ? 1 : 0;
            }
            assertEquals(Integer.parseInt(bySample.get(s + 1)[3]), missing);
        }
    }

    @Test
    void countsOfGenotypesAreThoseOfPlinksHardyTest() throws IOException {
        var genotypes = study();
        var all = golden("sample.hwe").stream().filter(r -> r[2].equals("ALL")).toList();
        // PLINK tests founders only.
        var sheet = genotypes.sheet();
        int[] founders = java.util.stream.IntStream.range(0, genotypes.size())
                .filter(s -> sheet.value(s, "father") == null && sheet.value(s, "mother") == null)
                .toArray();
        var some = genotypes.select(founders);
        var frequencies = golden("sample.frq");
        for (int v = 0; v < some.variantCount(); v++) {
            int[] n = some.counts(v);
            assertEquals(all.get(v)[5], n[2] + "/" + n[1] + "/" + n[0]);
            assertEquals(Double.parseDouble(frequencies.get(v + 1)[4]), some.frequency(v), 5e-5);
        }
    }

    @Test
    void textAndBitsOfTheStudyAreTheSame() {
        var binary = study();
        var text = Plink.read(SharedFolder.file("data/omics/wheat/sample.ped"));
        assertEquals(binary.samples(), text.samples());
        for (int v = 0; v < binary.variantCount(); v++) {
            boolean same = binary.variants().get(v).equals(text.variants().get(v));
            for (int s = 0; s < binary.size(); s++) {
                int copies = text.dosage(s, v);
                assertEquals(binary.dosage(s, v), same || copies < 0 ? copies : 2 - copies);
            }
        }
    }
}
