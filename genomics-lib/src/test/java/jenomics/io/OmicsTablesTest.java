package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import jenomics.omics.Matching;
import jenomics.omics.Scale;
import jenomics.provenance.GenomicsException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class OmicsTablesTest {
    private static final String SMALL = "sample,TP53,ESR1\na,1,2.5\nb,NA,-4e-1\n";

    @TempDir
    Path folder;

    private String file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private String file(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void refuses(Executable call, String sentence) {
        var e = assertThrows(GenomicsException.class, call);
        assertTrue(e.getMessage().contains(sentence), () -> "found: " + e.getMessage());
    }

    private static final float[][] VALUES = {{1, 2.5f}, {Float.NaN, -0.4f}};

    private void readsSmall(String path) {
        var layer = Omics.read(path);
        assertEquals(List.of("a", "b"), layer.samples());
        assertEquals(List.of("TP53", "ESR1"), layer.features());
        assertArrayEquals(VALUES, layer.toArray());
    }

    @Test
    void tableIsReadInEveryDress() {
        readsSmall(file("s.csv", SMALL));
        readsSmall(file("s.tsv", SMALL.replace(',', '\t')));
        readsSmall(file("semicolon.csv", SMALL.replace(',', ';')));
        readsSmall(file("s.txt", SMALL.replace(",", "   ")));
        readsSmall(file("windows.csv", SMALL.replace("\n", "\r\n")));
        readsSmall(file("bom.csv", "\ufeff" + SMALL));
        readsSmall(file("noLastLineEnd.csv", SMALL.strip()));
        readsSmall(file("blank.csv", "\n" + SMALL.replace("\nb", "\n\n  \nb").replace("  \n", "\n") + "\n\n"));
        readsSmall(file("quoted.csv", "\"sample\",\"TP53\",\"ESR1\"\n\"a\",\"1\",2.5\n\"b\",\"NA\",\"-0.4\"\n"));
        readsSmall(file("spaces.csv", "sample, TP53 ,ESR1\na, 1 ,2.5\n b,NA , -0.40\n"));
    }

    @Test
    void tableIsReadPacked() throws IOException {
        readsSmall(file("s.csv.gz", packed(GZIPOutputStream::new, SMALL)));
        readsSmall(file("s.csv.bz2", packed(BZip2CompressorOutputStream::new, SMALL)));
        readsSmall(file("s.csv.xz", packed(o -> new XZOutputStream(o, new LZMA2Options()), SMALL)));
        assertEquals("s", Omics.read(folder.resolve("s.csv.bz2")).name());
    }

    private interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] packed(Packing packing, String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = packing.around(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void transposedTableIsTheSame() {
        var layer = Omics.read(file("t.csv", "gene,a,b\nTP53,1,NA\nESR1,2.5,-0.4\n"));
        assertArrayEquals(VALUES, layer.toArray());
        assertTrue(
                layer.notes().contains("samples in columns (the first column is named 'gene')"),
                layer.notes().toString());
    }

    @Test
    void orientationIsToldByNamesThenByShapeAndSaid() {
        orientation(",ENSG00000141510,ENSG00000091831\nx,1,2\ny,3,4\nz,5,6\n", "samples in rows (names such as");
        orientation(",TCGA-A1-A0SB,TCGA-A1-A0SD,TCGA-A1-A0SE\nx,1,2,3\ny,3,4,5\n", "samples in columns (names such as");
        orientation(",p,q\nx,1,2\ny,3,4\nz,5,6\n", "samples in columns (more lines than columns; nothing else tells)");
        orientation(",p,q,r\nx,1,2,3\ny,3,4,5\n", "samples in rows (not more lines than columns; nothing else tells)");
        orientation("p,q\n1,2\n3,4\n5,6\n", "samples in rows (lines have no names)");
        String tall = file("tall.csv", ",p,q\nx,1,2\ny,3,4\nz,5,6\n");
        assertEquals(3, Omics.reader().samplesInRows().read(tall).size());
        assertEquals(2, Omics.reader().samplesInColumns().read(tall).size());
    }

    private void orientation(String content, String note) {
        var layer = Omics.read(file("o.csv", content));
        assertTrue(
                layer.notes().stream().anyMatch(n -> n.startsWith(note)),
                layer.notes().toString());
    }

    @Test
    void tableWithoutNamesIsNumbered() {
        var noNames = Omics.read(file("n.csv", "A,B\n1,2\n3,4\n5,6\n"));
        assertEquals(List.of("1", "2", "3"), noNames.samples());
        var noHeader = Omics.read(file("n.txt", "0.5 1.5\n2.5 3.5\n"));
        assertEquals(List.of("V1", "V2"), noHeader.features());
        assertEquals(2, noHeader.size());
        var r = Omics.read(file("r.txt", "TP53 ESR1\nsample1 1 2\nsample2 3 4\n"));
        assertEquals(List.of("sample1", "sample2"), r.samples());
        assertEquals(List.of("TP53", "ESR1"), r.features());
    }

    @Test
    void quotesMayHoldDelimitersQuotesAndLines() {
        var layer = Omics.read(
                file("q.csv", "sample,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\n\"s\"\"1\",1,2,3\nt,4,5,6\n"));
        assertEquals(List.of("a,b", "say \"x\"", "two\nlines"), layer.features());
        assertEquals(List.of("s\"1", "t"), layer.samples());
        refuses(
                () -> Omics.read(file("open.csv", "sample,x\na,1\nb,\"2\n")),
                "A quote that opens in line 3, column 2 of");
    }

    @Test
    void cellsAcrossTheBufferAreWhole() {
        var random = new Random(3);
        var text = new StringBuilder("sample");
        int features = 4_000;
        for (int f = 0; f < features; f++) {
            text.append(",\"gene ").append(f).append('"');
        }
        float[][] expected = new float[40][features];
        for (int s = 0; s < expected.length; s++) {
            text.append("\ns").append(s);
            for (int f = 0; f < features; f++) {
                expected[s][f] = (float) random.nextGaussian();
                text.append(',').append(f % 7 == 0 ? "\"" + expected[s][f] + "\"" : expected[s][f]);
            }
        }
        assertArrayEquals(
                expected, Omics.read(file("long.csv", text.toString())).toArray());
    }

    @Test
    void numbersAreWhatJavaReads() {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String text =
                    switch (i % 4) {
                        case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                        case 1 -> Float.toString(Float.intBitsToFloat(random.nextInt()));
                        case 2 -> String.format(java.util.Locale.ROOT, "%.6f", random.nextGaussian() * 1000);
                        default ->
                            random.nextInt(100_000) + "." + random.nextInt(1_000_000) + "E" + (random.nextInt(60) - 30);
                    };
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            double expected = text.matches(".*[nN].*") ? Double.NaN : Double.parseDouble(text);
            assertEquals(expected, new NumberText('.').parse(bytes, 0, bytes.length), text);
        }
        for (String none :
                List.of("", "-", ".", "+.", "1e", "1e+", "1.2.3", "0x1p3", "1f", "1 2", "e5", "--1", "1_000")) {
            byte[] bytes = none.getBytes(StandardCharsets.US_ASCII);
            assertTrue(Double.isNaN(new NumberText('.').parse(bytes, 0, bytes.length)), none);
        }
    }

    @Test
    void missingValuesAreTheUsualOnesAndMore() {
        var layer =
                Omics.read(file("m.csv", "sample,a,b,c,d,e,f,g\nx,NA,N/A,.,,-,null,1\ny,nan,NaN,?,#N/A,<NA>,None,2\n"));
        assertEquals(12, layer.missing());
        String coded = file("coded.csv", "sample,a\nx,-999\ny,1\n");
        assertEquals(0, Omics.read(coded).missing());
        refuses(
                () -> Omics.read(file("nd.csv", "sample,a\nx,n.d.\ny,1\n")),
                "if the text means missing, in .missing(...)");
        assertEquals(
                1,
                Omics.reader()
                        .missing("n.d.")
                        .read(folder.resolve("nd.csv").toString())
                        .missing());
    }

    @Test
    void badCellsAreNamedWithLineColumnAndValue() {
        refuses(
                () -> Omics.read(file("text.csv", "sample,a,b\nx,1,2\ny,3,high\n")),
                "Line 3, column 3 ('b') of '" + folder.resolve("text.csv")
                        + "': 'high' is no number and no missing value");
        refuses(
                () -> Omics.read(file("inf.csv", "sample,a\nx,Inf\n")),
                "'Inf' is not finite; to take it for missing, say .missing(\"Inf\").");
        refuses(
                () -> Omics.read(file("large.csv", "sample,a\nx,1e60\n")),
                "'1e60' is too large for float32 (up to 3.4e38).");
        refuses(
                () -> Omics.read(file("comma.csv", "sample;a\nx;3,14\n")),
                "'3,14' is no number; if it has a decimal comma, say Omics.reader().withDecimalComma().");
        assertEquals(
                3.14f,
                Omics.reader()
                        .withDecimalComma()
                        .read(folder.resolve("comma.csv").toString())
                        .value(0, 0));
        refuses(() -> Omics.read(file("formula.csv", "sample,a\nx,=1+1\n")), "'=1+1' is no number");
    }

    @Test
    void raggedRowsAreNamedWithLineAndColumn() {
        refuses(
                () -> Omics.read(file("short.csv", "sample,a,b\nx,1,2\ny,3\n")),
                "Line 3 of '" + folder.resolve("short.csv")
                        + "' ends after column 2 ('a'), where the table has 3 columns.");
        refuses(
                () -> Omics.read(file("wide.csv", "sample,a,b\nx,1,2\ny,3,4,5\n")),
                "goes on after column 3, where the table has 3 columns.");
        refuses(
                () -> Omics.read(file("mixed.csv", "sample,a,b\nx,1,2\ny\t3\t4\n")),
                "Is it separated otherwise than the first line?");
        refuses(
                () -> Omics.sheet(file("sheet.csv", "sample,a,b\nx,1\n")),
                "Line 2 of '" + folder.resolve("sheet.csv")
                        + "' ends after column 2 ('a'), where the table has 3 columns.");
    }

    @Test
    void repeatedNamesAreRefusedOrNumbered() {
        String twins = file("twins.csv", "sample,TP53,X,TP53,TP53.2\na,1,2,3,4\n");
        refuses(
                () -> Omics.read(twins),
                "Features of '" + twins + "' repeat a name: 'TP53' (features 1 and 3). To keep them all, numbered:"
                        + " Omics.reader().withNumberedDuplicates().");
        assertEquals(
                List.of("TP53", "X", "TP53.3", "TP53.2"),
                Omics.reader().withNumberedDuplicates().read(twins).features());
        refuses(
                () -> Omics.read(file("samples.csv", "sample,a\nx,1\nx,2\n")),
                "Every sample of the layer 'samples' needs a name of its own; 1 of 2 repeat an earlier one: 'x' (numbers 1 and 2).");
    }

    @Test
    void whatIsNoTableIsRefused() throws IOException {
        refuses(() -> Omics.read(file("empty.csv", "")), "is empty: it has no line at all.");
        refuses(() -> Omics.read(file("header.csv", "sample,a\n")), "has a header and no line below it.");
        refuses(() -> Omics.read(file("page.csv", "<!DOCTYPE html>\n<html>")), "is a web page or XML, not a table");
        refuses(() -> Omics.read(file("binary.csv", new byte[] {1, 0, 2, 0, 10})), "is not a text table");
        refuses(
                () -> Omics.read(file("utf16.csv", SMALL.getBytes(StandardCharsets.UTF_16))),
                "is written in UTF-16; save it as UTF-8");
        refuses(
                () -> Omics.read(file("names.csv", "sample\na\nb\n")),
                "has no column of values: its columns are 'sample'. Is its delimiter another?");
        byte[] whole = packed(GZIPOutputStream::new, SMALL.repeat(1));
        refuses(() -> Omics.read(file("cut.csv.gz", Arrays.copyOf(whole, whole.length - 9))), "is cut short");
        byte[] bzip = packed(BZip2CompressorOutputStream::new, SMALL);
        refuses(
                () -> Omics.read(file("cut.csv.bz2", Arrays.copyOf(bzip, bzip.length - 9))),
                "Copy or download it again.");
        byte[] xz = packed(o -> new XZOutputStream(o, new LZMA2Options()), SMALL);
        refuses(() -> Omics.read(file("cut.csv.xz", Arrays.copyOf(xz, xz.length - 9))), "Copy or download it again.");
        refuses(() -> Omics.reader().delimiter('é').read(file("d.csv", SMALL)), "A delimiter is one ASCII character");
        refuses(
                () -> Omics.reader().delimiter(',').withDecimalComma(),
                "A comma cannot both separate cells and stand before decimals");
    }

    @Test
    void matrixLargerThanMemoryIsForecastAndRefused() {
        refuses(
                () -> Forecast.check(Path.of("huge.csv"), 100_000, 60_000, 2_000_000_000L),
                "'huge.csv' holds 100,000 samples × 60,000 features, which take 24.0 GB in memory; this Java has 2.0 GB free");
        Forecast.check(Path.of("fine.csv"), 1_000, 20_000, 2_000_000_000L);
    }

    @Test
    void columnsMayBeAttributesOrLeftOut() {
        String path = file("c.csv", "sample,class,TP53,note,ESR1\na,tumour,1,x,2\nb,normal,3,y,4\n");
        refuses(() -> Omics.read(path), "Line 2, column 2 ('class')");
        var how = Omics.reader().attributes("class").leaveOut("note");
        assertEquals(List.of("TP53", "ESR1"), how.read(path).features());
        var cohort = how.load(path);
        assertEquals("normal", cohort.attribute(1, "class"));
        refuses(() -> Omics.reader().leaveOut("notes").read(path), "has no column 'notes'; its columns are 'sample'");
        assertEquals(List.of("class", "note"), Omics.load(path).attributes());
    }

    @Test
    void oldEncodingsOfNamesAreRead() {
        var layer = Omics.read(file("l.csv", "sample,M\u00fcller\na,1\n".getBytes(Charset.forName("windows-1252"))));
        assertEquals(List.of("M\u00fcller"), layer.features());
    }

    @Test
    void scaleAndNameMayBeSaid() {
        var layer = Omics.reader().scale(Scale.LOG2).name("rna").read(file("s.csv", SMALL));
        assertEquals(Scale.LOG2, layer.scale());
        assertEquals("rna", layer.name());
        refuses(
                () -> Omics.reader()
                        .scale(Scale.TPM)
                        .read(folder.resolve("s.csv").toString()),
                "cannot be on the scale TPM");
    }

    @Test
    void folderIsLoadedAndAligned() {
        file("study_rna.csv", "gene,a,b,c\nTP53,1,2,3\nESR1,4,5,6\n");
        file("study_protein.csv", ",c,a,d\np1,1,2,3\np2,4,5,6\np3,7,8,9\np4,1,1,1\n");
        file("study_labels.csv", "sample,class\na,x\nb,y\nc,x\n");
        file("README.md", "about");
        var cohort = Omics.load(folder.toString());
        assertEquals(List.of("protein", "rna"), cohort.layerNames());
        assertEquals(List.of("c", "a"), cohort.ids());
        assertEquals("x", cohort.attribute(1, "class"));
        assertEquals(1, cohort.layer("rna").value("a", "TP53"));
        String shown = cohort.toString();
        assertTrue(shown.contains("passed over: README.md"), shown);
        assertTrue(shown.contains("samples in columns (the names of samples of other files stand there)"), shown);
        var all = Omics.loader().keepAllSamples().scale("rna", Scale.COUNTS).load(folder.toString());
        assertEquals(List.of("c", "a", "d", "b"), all.ids());
        assertEquals(Scale.COUNTS, all.layer("rna").scale());
        refuses(
                () -> Omics.loader().scale("dna", Scale.COUNTS).load(folder.toString()),
                "A scale was given for [dna], but the layers are [protein, rna].");
    }

    @Test
    void loadingSaysWhatDoesNotFit() throws IOException {
        String rna = file("rna.csv", "gene,P.1,P.2\nTP53,1,2\nESR1,1,2\nX,3,4\n");
        String labels = file("labels.csv", "sample,class\nP-1,x\nP-2,y\n");
        refuses(() -> Omics.load(rna, labels), "Compared by letters and digits alone they share 2");
        assertEquals(
                "y",
                Omics.loader()
                        .matching(Matching.LETTERS_AND_DIGITS)
                        .load(rna, labels)
                        .attribute(1, "class"));
        String other = file("meta.csv", "sample,sex\nP-1,f\nP-2,m\n");
        refuses(() -> Omics.load(rna, labels, other), "Which of these is the sample sheet: [labels.csv, meta.csv]?");
        var none = Files.createDirectories(folder.resolve("none"));
        Files.writeString(none.resolve("notes.md"), "x");
        refuses(() -> Omics.load(none.toString()), "holds no layer: no .csv, .tsv");
    }

    @Test
    void sheetWithoutNamesIsNumbered() {
        var sheet = Omics.sheet(file("lung.csv", "time,event,age\n455,1,68\n1010,0,56\n455,1,60\n"));
        assertEquals(List.of("1", "2", "3"), sheet.ids());
        assertEquals(
                "time with event (1 of 0/1): 2 events",
                sheet.survival().orElseThrow().toString());
        refuses(
                () -> Omics.sheet(file("none.csv", "")),
                "The sample sheet '" + folder.resolve("none.csv") + "' is empty.");
    }

    @Test
    void quotedCellsWithLineEndsAreOneRow() {
        String table = "sample,text,x\n\"a\",\"line\nbreak, \"\"q\"\",\",1\nb,plain \"inner\" quote,2\n\"c\",\"\",3\n";
        var layer = Omics.reader().attributes("text").load(file("q.csv", table));
        assertEquals(List.of("a", "b", "c"), layer.ids());
        assertArrayEquals(new float[] {1, 2, 3}, layer.layers().get(0).column("x"));
        assertEquals("line\nbreak, \"q\",", layer.attribute(0, "text"));
        refuses(
                () -> Omics.reader().attributes("text").read(file("w.csv", table.replace(",3", ",z"))),
                "Line 5, column 3 ('x')");
    }

    /** What is held and what is thrown away while reading: at most half again as much as the matrix. */
    @Test
    void readingTakesLittleMoreMemoryThanTheMatrix() throws IOException {
        int samples = 500;
        int features = 10_000;
        var path = folder.resolve("wide.csv");
        try (var out = Files.newBufferedWriter(path)) {
            out.write("sample");
            for (int f = 0; f < features; f++) {
                out.write(",g" + f);
            }
            for (int s = 0; s < samples; s++) {
                out.write("\ns" + s + ",1.5".repeat(features));
            }
        }
        long before = allocatedByAllThreads();
        var layer = Omics.read(path);
        double share = (allocatedByAllThreads() - before) / (4.0 * samples * features);
        assertEquals(1.5f, layer.value(499, 9_999));
        assertTrue(share > 0.99 && share < 1.5, () -> "allocated " + share + " of the matrix");
    }

    private static long allocatedByAllThreads() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .sum();
    }

    /** Each is read, or refused with a sentence; nothing else may come out. */
    @Test
    void damagedTablesAreReadOrRefused() throws IOException {
        byte[] whole =
                "sample,TP53,\"ES,R1\",x\na,1,2.5,3e4\nb,NA,-4e-1,\"7\"\nc,0,1,2\n".getBytes(StandardCharsets.UTF_8);
        double refused = Mutations.each(whole, 17, bytes -> Omics.read(Files.write(folder.resolve("f.csv"), bytes)));
        assertTrue(refused > 0.1, () -> "refused " + refused);
    }
}
