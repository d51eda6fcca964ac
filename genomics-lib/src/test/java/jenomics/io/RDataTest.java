package jenomics.io;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import jenomics.omics.SheetColumn;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class RDataTest extends WrittenFiles {
    private static final String[] SAMPLES = {"sample1", "sample2"};
    private static final String[] GENES = {"TP53", "ESR1", "MYC"};

    private RData read(RBytes bytes) {
        return RData.read(path("x.rds", bytes.bytes()));
    }

    private static RBytes example() {
        return RBytes.rda(3)
                .pair("x")
                .matrix(SAMPLES, GENES, 1, 2, 3, Double.NaN, 5, 6.5)
                .end();
    }

    @Test
    void matrixIsALayer() {
        var layer = Omics.read(path("x.rda", example().bytes()));
        assertEquals("x", layer.name());
        assertEquals(List.of(SAMPLES), layer.samples());
        assertArrayEquals(new float[][] {{1, 3, 5}, {2, Float.NaN, 6.5f}}, layer.toArray());
        assertTrue(layer.notes().contains("object x"), layer.notes().toString());
        var turned =
                Omics.reader().samplesInColumns().read(folder.resolve("x.rda").toString());
        assertEquals(List.of(GENES), turned.samples());
    }

    @Test
    void allPackingsAreRead() throws IOException {
        byte[] plain = example().bytes();
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(plain);
        }
        var bzip2 = new ByteArrayOutputStream();
        try (var out = new BZip2CompressorOutputStream(bzip2)) {
            out.write(plain);
        }
        var xz = new ByteArrayOutputStream();
        try (var out = new XZOutputStream(xz, new LZMA2Options())) {
            out.write(plain);
        }
        var expected = Omics.read(path("plain.rda", plain)).toArray();
        for (var packed : List.of(gzip, bzip2, xz)) {
            assertArrayEquals(
                    expected,
                    Omics.read(path("packed.RData", packed.toByteArray())).toArray());
            byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 10);
            refuses(() -> RData.read(path("cut.rda", cut)), "Copy or download it again.");
        }
    }

    @Test
    void frameIsASheetAndItsNumbersALayer() {
        var bytes = RBytes.rds(2).ints(RBytes.withAttributes(19), 4);
        bytes.ints(RBytes.withAttributes(13), 3, 2, 1, Integer.MIN_VALUE);
        bytes.pair("levels")
                .texts("Basal", "LumA")
                .pair("class")
                .texts("factor")
                .end();
        bytes.doubles(1.5, 2, Double.NaN).ints(13, 3, 7, 8, 9).ints(10, 3, 1, 0, Integer.MIN_VALUE);
        bytes.pair("names").texts("subtype", "TP53", "MYC", "smoker");
        bytes.pair("row.names")
                .texts("p1", "p2", "p3")
                .pair("class")
                .texts("data.frame")
                .end();
        var data = read(bytes);
        assertTrue(data.toString().contains("data frame, 3 × 4"), data.toString());
        var sheet = data.sheet("x");
        assertEquals(List.of("p1", "p2", "p3"), sheet.ids());
        assertEquals(
                Arrays.asList("LumA", "Basal", null), sheet.column("subtype").values());
        assertEquals(List.of("Basal", "LumA"), sheet.column("subtype").levels());
        assertEquals(SheetColumn.Kind.NUMBER, sheet.column("TP53").kind());
        assertEquals(
                Arrays.asList("TRUE", "FALSE", null), sheet.column("smoker").values());
        String path = folder.resolve("x.rds").toString();
        refuses(
                () -> Omics.read(path),
                "The column 'subtype' of 'x' in '" + path + "' is factor of 3, no numbers. If it says something of the"
                        + " samples, name it in Omics.reader().attributes(\"subtype\")");
        var cohort = Omics.reader()
                .samplesInRows()
                .attributes("subtype")
                .leaveOut("smoker")
                .load(path);
        assertEquals(List.of("TP53", "MYC"), cohort.layer("x").features());
        assertEquals("LumA", cohort.attribute(0, "subtype"));
    }

    @Test
    void objectsInsideListsAreNamedByPath() {
        var bytes = RBytes.rda(2).pair("study").ints(RBytes.withAttributes(19), 2);
        bytes.matrix(SAMPLES, GENES, 1, 2, 3, 4, 5, 6).matrix(SAMPLES, new String[] {"p"}, 7, 8);
        bytes.pair("names")
                .texts("mrna", "protein")
                .end()
                .pair("note")
                .texts("hello", null)
                .end();
        String path = path("study.rda", bytes.bytes());
        var data = RData.read(path);
        assertEquals(List.of("study", "note"), data.names());
        assertEquals(8, data.layer("study$protein").value("sample2", "p"));
        assertEquals(Arrays.asList("hello", null), data.texts("note"));
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, data.numbers("study$mrna"));
        refuses(
                () -> Omics.read(path),
                "Which object of '" + path
                        + "' is the layer? It has 'study' (list of 2), 'study$mrna' (matrix of double,"
                        + " 2 × 3), 'study$protein' (matrix of double, 2 × 1), 'note' (text of 2). Say"
                        + " Omics.reader().object(\"study$mrna\").");
        refuses(() -> data.layer("study$rna"), "has no object 'study$rna'; it has 'study' (list of 2)");
        refuses(() -> data.layer("note"), "is no matrix or data frame of numbers: text of 2.");
        refuses(() -> data.sheet("note"), "is no data frame: text of 2.");
        refuses(() -> data.numbers("note"), "is no numbers: text of 2.");
        refuses(() -> data.texts("study"), "has no texts: list of 2.");
    }

    @Test
    void compactFormsAreExpanded() {
        assertArrayEquals(
                new double[] {3, 4, 5, 6},
                read(form("compact_intseq").doubles(4, 3, 1).end()).numbers("x"));
        assertArrayEquals(
                new double[] {2, 1, 0},
                read(form("compact_realseq").doubles(3, 2, -1).end()).numbers("x"));
        var deferred = form("deferred_string")
                .ints(2)
                .ints(13, 3, 7, 8, Integer.MIN_VALUE)
                .ints(13, 1, 0)
                .end();
        assertEquals(Arrays.asList("7", "8", null), read(deferred).texts("x"));
        var wrapped = form("wrap_real").ints(2).doubles(1.5, 2.5).ints(13, 2, 0, 0);
        wrapped.pair("names").texts("a", "b").end();
        assertArrayEquals(new double[] {1.5, 2.5}, read(wrapped).numbers("x"));
        refuses(() -> read(form("mmap_real").end().end()), "holds the compact form 'mmap_real', which is not read");
        refuses(() -> read(form("compact_intseq").doubles(1e18, 1, 1).end()), "claims a sequence of 1.0E18 numbers");
    }

    /** An ALTREP item up to its state: class, package and type of vector. */
    private static RBytes form(String name) {
        return RBytes.rds(3)
                .ints(238)
                .ints(2, 1)
                .text(name)
                .ints(2, 1)
                .text("base")
                .ints(2)
                .ints(13, 1, 13)
                .end();
    }

    @Test
    void textsComeInTheirEncodings() {
        var bytes = RBytes.rds(3).ints(16, 3);
        bytes.text("Müller", 4, StandardCharsets.ISO_8859_1);
        bytes.text("Müller", 8, StandardCharsets.UTF_8).text("Müller", 0, StandardCharsets.UTF_8);
        assertEquals(List.of("Müller", "Müller", "Müller"), read(bytes).texts("x"));
    }

    @Test
    void environmentsAndRepeatedSymbolsArePassedOver() {
        var bytes = RBytes.rda(2).pair("a");
        bytes.ints(4, 0, 253).pair("v").doubles(1).end().end().end();
        bytes.ints(2 | 0x400, 1).text("b").ints(RBytes.withAttributes(14), 1).rawDoubles(4);
        bytes.ints(2 | 0x400, 3 << 8 | 255).doubles(9).end().end();
        var data = RData.read(path("e.rda", bytes.bytes()));
        assertArrayEquals(new double[] {4}, data.numbers("b"));
        assertEquals(List.of("a", "b"), data.names());
    }

    @Test
    void whatIsNotReadIsNamed() {
        refuses(() -> read(RBytes.rds(2).ints(21, 0)), "holds compiled code (BCODESXP), R type 21, which is not read.");
        refuses(
                () -> read(RBytes.rds(2).ints(99)),
                "holds an unknown kind, R type 99, which is not read. Read are vectors,");
        refuses(
                () -> RData.read(path("a.rds", "A\n2\n".getBytes(StandardCharsets.US_ASCII))),
                "R's text format, which is not read");
        refuses(() -> RData.read(path("a.rda", "RDA2\nA\n".getBytes(StandardCharsets.US_ASCII))), "R's text format");
        refuses(
                () -> RData.read(path("page.rda", "<html>".getBytes(StandardCharsets.US_ASCII))),
                "begins with '<h'; R data begin with RDX2, RDX3 or X.");
        refuses(() -> read(RBytes.rds(2).doubles(1).ints(7)), "goes on after the end of its data.");
        byte[] version4 = RBytes.rds(2).doubles(1).bytes();
        version4[5] = 4;
        refuses(
                () -> RData.read(path("v4.rds", version4)),
                "is written in version 4 of R's format; versions 2 and 3 are read.");
    }

    @Test
    void claimsTakeNoMemoryBeforeBytesArrive() {
        long before = allocated();
        refuses(() -> read(RBytes.rds(2).ints(14, Integer.MAX_VALUE).rawDoubles(1, 2)), "is cut short");
        refuses(() -> read(RBytes.rds(2).ints(13, Integer.MAX_VALUE)), "is cut short");
        refuses(() -> read(RBytes.rds(2).ints(24, Integer.MAX_VALUE)), "is cut short");
        refuses(() -> read(RBytes.rds(2).ints(16, Integer.MAX_VALUE)), "is cut short");
        refuses(() -> read(RBytes.rds(2).ints(19, Integer.MAX_VALUE)), "is cut short");
        assertTrue(allocated() - before < 50_000_000, () -> "took " + (allocated() - before));
        refuses(() -> read(RBytes.rds(2).ints(14, -1, 1, 0)), "holds a vector of 4294967296 elements");
        refuses(
                () -> read(RBytes.rds(2).ints(15, 1 << 30)),
                "holds a vector of 1073741824 complex numbers; up to 1,073,741,823 are read");
        refuses(() -> read(RBytes.rds(2).ints(14, -7)), "claims a vector of -7 elements");
        refuses(() -> read(RBytes.rds(2).ints(255 | 5 << 8)), "refers to its object 5 of 0");
        var deep = RBytes.rds(2);
        for (int i = 0; i < 2_000; i++) {
            deep.ints(19, 1);
        }
        refuses(() -> read(deep), "nests its data more than 400 deep");
    }

    static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    /** Each is read, or refused with a sentence; nothing else may come out. */
    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        byte[] whole = example().bytes();
        double refused =
                Mutations.each(whole, 23, 10_000, bytes -> Omics.read(Files.write(folder.resolve("f.rda"), bytes)));
        assertTrue(refused > 0.2, () -> "refused " + refused);
    }

    /** Damage to what is packed is found by its unpacker, or comes out of it. */
    @Test
    void damagedPackingsAreReadOrRefused() throws IOException {
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(example().bytes());
        }
        double refused = Mutations.each(
                gzip.toByteArray(),
                24,
                10_000,
                bytes -> RData.read(Files.write(folder.resolve("f.rds"), bytes).toString()));
        assertTrue(refused > 0.2, () -> "refused " + refused);
    }
}
