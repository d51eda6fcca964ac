package jenomics.io;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import jenomics.omics.Scale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GctAndTenXTest extends WrittenFiles {
    private static final String OLD =
            "#1.2\n2\t3\nName\tDescription\ta\tb\tc\n1007_s_at\tDDR1\t1\t2\t3\n1053_at\tna\t4\t\t6.5\n";
    private static final String NEW =
            "#1.3\n2\t3\t1\t2\nid\tsymbol\ta\tb\tc\nclass\tna\tx\ty\tx\nage\tna\t50\t-666\t61\n"
                    + "1007_s_at\tDDR1\t1\t2\t3\n1053_at\tRFC2\t4\tNaN\t6.5\n";
    private static final float[][] VALUES = {{1, 4}, {2, Float.NaN}, {3, 6.5f}};
    private static final String MATRIX =
            "%%MatrixMarket matrix coordinate integer general\n%remark\n3 2 3\n1 1 5\n3 1 7\n2 2 1\n";

    private Path tenX;

    @BeforeEach
    void makeTenX() throws IOException {
        tenX = Files.createDirectories(folder.resolve("pbmc"));
        Files.writeString(tenX.resolve("matrix.mtx"), MATRIX);
        Files.writeString(tenX.resolve("barcodes.tsv"), "AAAC-1\nAAAG-1\n");
        Files.writeString(
                tenX.resolve("features.tsv"),
                "ENSG1\tTBCE\tGene Expression\nENSG2\tACTB\tGene Expression\nENSG3\tTBCE\tGene Expression\n");
    }

    @Test
    void bothVersionsOfGctAreRead() {
        var old = Omics.read(path("old.gct", OLD));
        assertEquals(List.of("a", "b", "c"), old.samples());
        assertEquals(List.of("1007_s_at", "1053_at"), old.features());
        assertArrayEquals(VALUES, old.toArray());
        var cohort = Omics.reader().load(path("new.gct", NEW));
        assertArrayEquals(VALUES, cohort.layer("new").toArray());
        assertEquals("y", cohort.attribute(1, "class"));
        assertEquals(1, cohort.sheet().column("age").missing());
        assertEquals("61", Omics.load(folder.resolve("new.gct").toString()).attribute(2, "age"));
    }

    @Test
    void gctThatIsNotWhatItClaimsIsRefused() {
        refuses(
                () -> Omics.read(path("v.gct", OLD.replace("#1.2", "#1.9"))),
                "begins with '#1.9'; a GCT file begins with");
        refuses(
                () -> Omics.read(path("more.gct", OLD.replace("2\t3\n", "2000000000\t3\n"))),
                "has the size '2000000000' in its second line");
        refuses(
                () -> Omics.read(path("rows.gct", OLD.replace("2\t3\nN", "900000000\t3\nN"))),
                "claims 900000000 rows in its second line, but has 2.");
        refuses(
                () -> Omics.read(path("cols.gct", OLD.replace("2\t3\nN", "2\t4\nN"))),
                "claims 4 samples in its second line, but its header names 3.");
        refuses(() -> Omics.read(path("few.gct", NEW.replace("2\t3\t1\t2", "2\t3"))), "has 2 sizes in its second line");
        refuses(() -> Omics.read(path("cut.gct", "#1.2\n")), "ends before its sizes.");
        refuses(() -> Omics.read(path("text.gct", OLD.replace("6.5", "high"))), "Line 5, column 5 ('c')");
        refuses(() -> Omics.read(path("short.gct", OLD.replace("\t6.5", ""))), "ends after column 4 ('b')");
    }

    @Test
    void folderOfTenXIsRead() {
        var layer = Omics.read(tenX);
        assertEquals("pbmc", layer.name());
        assertEquals(List.of("AAAC-1", "AAAG-1"), layer.samples());
        assertEquals(List.of("TBCE (ENSG1)", "ACTB", "TBCE (ENSG3)"), layer.features());
        assertArrayEquals(new float[][] {{5, 0, 7}, {0, 1, 0}}, layer.toArray());
        assertEquals(Scale.COUNTS, layer.scale());
        assertEquals(List.of("pbmc"), Omics.load(tenX).layerNames());
    }

    @Test
    void packedTenXIsTheSame() throws IOException {
        for (String name : List.of("matrix.mtx", "barcodes.tsv", "features.tsv")) {
            var bytes = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(bytes)) {
                out.write(Files.readAllBytes(tenX.resolve(name)));
            }
            Files.write(tenX.resolve(name + ".gz"), bytes.toByteArray());
            Files.delete(tenX.resolve(name));
        }
        assertArrayEquals(new float[][] {{5, 0, 7}, {0, 1, 0}}, Omics.read(tenX).toArray());
        assertArrayEquals(
                new float[][] {{5, 0, 7}, {0, 1, 0}},
                Omics.read(tenX.resolve("matrix.mtx.gz")).toArray());
    }

    @Test
    void damagedTenXIsNamed() throws IOException {
        matrix(MATRIX.replace("2 2 1\n", ""), "ends after 2 of 3 values; the file is cut short.");
        matrix(MATRIX + "1 2 3\n", "line 7, goes on after the 3 values that it claims.");
        matrix(MATRIX.replace("3 1 7", "4 1 7"), "line 5, names feature 4.0; they are numbered 1 to 3.");
        matrix(MATRIX.replace("3 1 7", "3 x 7"), "line 5, has 'x' where a number belongs.");
        matrix(MATRIX.replace("3 1 7", "3 1"), "line 5, has 2 numbers, where 3 belong.");
        matrix(
                MATRIX.replace("3 2 3", "900000000 800000000 3"),
                "claims 900000000 features × 800000000 cells; the files beside it name 3 and 2.");
        matrix(MATRIX.replace("coordinate", "array"), "what is read is '%%MatrixMarket matrix coordinate");
        matrix("%%MatrixMarket matrix coordinate real general\n3 2\n", "has '3 2' where three sizes belong.");
        matrix("%%MatrixMarket matrix coordinate real general\n", "ends before its sizes.");
        Files.delete(tenX.resolve("barcodes.tsv"));
        refuses(() -> Omics.read(tenX), "has no barcodes.tsv (nor .gz). A 10x folder has matrix.mtx,");
    }

    private void matrix(String content, String sentence) throws IOException {
        Files.writeString(tenX.resolve("matrix.mtx"), content);
        refuses(() -> Omics.read(tenX), sentence);
    }

    @Test
    void patternsAreOnes() throws IOException {
        Files.writeString(tenX.resolve("matrix.mtx"), "%%MatrixMarket matrix coordinate pattern general\n3 2 1\n2 1\n");
        assertArrayEquals(new float[][] {{0, 1, 0}, {0, 0, 0}}, Omics.read(tenX).toArray());
    }

    /** Each is read, or refused with a sentence; nothing else may come out. */
    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        double gct = Mutations.each(
                NEW.getBytes(StandardCharsets.UTF_8),
                29,
                bytes -> Omics.read(Files.write(folder.resolve("f.gct"), bytes)));
        double mtx = Mutations.each(MATRIX.getBytes(StandardCharsets.UTF_8), 31, bytes -> {
            Files.write(tenX.resolve("matrix.mtx"), bytes);
            return Omics.read(tenX);
        });
        assertTrue(gct > 0.2 && mtx > 0.2, () -> "refused " + gct + " and " + mtx);
    }
}
