package jenomics.io;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jenomics.omics.Scale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** How a text table becomes a layer. */
class OmicsTablesTest extends WrittenFiles {
    private static final String SMALL = "sample,TP53,ESR1\na,1,2.5\nb,NA,-4e-1\n";

    private static final float[][] VALUES = {{1, 2.5f}, {Float.NaN, -0.4f}};

    private void readsSmall(String path) {
        var layer = Omics.read(path);
        assertEquals(List.of("a", "b"), layer.samples());
        assertEquals(List.of("TP53", "ESR1"), layer.features());
        assertArrayEquals(VALUES, layer.toArray());
    }

    @Test
    void tableIsReadInEveryDress() {
        readsSmall(path("s.csv", SMALL));
        readsSmall(path("s.tsv", SMALL.replace(',', '\t')));
        readsSmall(path("semicolon.csv", SMALL.replace(',', ';')));
        readsSmall(path("s.txt", SMALL.replace(",", "   ")));
        readsSmall(path("windows.csv", SMALL.replace("\n", "\r\n")));
        readsSmall(path("bom.csv", "\ufeff" + SMALL));
        readsSmall(path("noLastLineEnd.csv", SMALL.strip()));
        readsSmall(path("blank.csv", "\n" + SMALL.replace("\nb", "\n\n  \nb").replace("  \n", "\n") + "\n\n"));
        readsSmall(path("quoted.csv", "\"sample\",\"TP53\",\"ESR1\"\n\"a\",\"1\",2.5\n\"b\",\"NA\",\"-0.4\"\n"));
        readsSmall(path("spaces.csv", "sample, TP53 ,ESR1\na, 1 ,2.5\n b,NA , -0.40\n"));
    }

    @Test
    void tableIsReadPacked() throws IOException {
        readsSmall(path("s.csv.gz", gzipped(SMALL)));
        readsSmall(path("s.csv.bz2", packed(BZip2CompressorOutputStream::new, SMALL)));
        readsSmall(path("s.csv.xz", packed(o -> new XZOutputStream(o, new LZMA2Options()), SMALL)));
        assertEquals("s", Omics.read(folder.resolve("s.csv.bz2")).name());
    }

    @Test
    void transposedTableIsTheSame() {
        var layer = Omics.read(path("t.csv", "gene,a,b\nTP53,1,NA\nESR1,2.5,-0.4\n"));
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
        String tall = path("tall.csv", ",p,q\nx,1,2\ny,3,4\nz,5,6\n");
        assertEquals(3, Omics.reader().samplesInRows().read(tall).size());
        assertEquals(2, Omics.reader().samplesInColumns().read(tall).size());
    }

    private void orientation(String content, String note) {
        var layer = Omics.read(path("o.csv", content));
        assertTrue(
                layer.notes().stream().anyMatch(n -> n.startsWith(note)),
                layer.notes().toString());
    }

    @Test
    void tableWithoutNamesIsNumbered() {
        var noNames = Omics.read(path("n.csv", "A,B\n1,2\n3,4\n5,6\n"));
        assertEquals(List.of("1", "2", "3"), noNames.samples());
        var noHeader = Omics.read(path("n.txt", "0.5 1.5\n2.5 3.5\n"));
        assertEquals(List.of("V1", "V2"), noHeader.features());
        assertEquals(2, noHeader.size());
        var r = Omics.read(path("r.txt", "TP53 ESR1\nsample1 1 2\nsample2 3 4\n"));
        assertEquals(List.of("sample1", "sample2"), r.samples());
        assertEquals(List.of("TP53", "ESR1"), r.features());
    }

    @Test
    void quotesMayHoldDelimitersQuotesAndLines() {
        var layer = Omics.read(
                path("q.csv", "sample,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\n\"s\"\"1\",1,2,3\nt,4,5,6\n"));
        assertEquals(List.of("a,b", "say \"x\"", "two\nlines"), layer.features());
        assertEquals(List.of("s\"1", "t"), layer.samples());
        refuses(
                () -> Omics.read(path("open.csv", "sample,x\na,1\nb,\"2\n")),
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
                expected, Omics.read(path("long.csv", text.toString())).toArray());
    }

    @Test
    void missingValuesAreTheUsualOnesAndMore() {
        var layer =
                Omics.read(path("m.csv", "sample,a,b,c,d,e,f,g\nx,NA,N/A,.,,-,null,1\ny,nan,NaN,?,#N/A,<NA>,None,2\n"));
        assertEquals(12, layer.missing());
        String coded = path("coded.csv", "sample,a\nx,-999\ny,1\n");
        assertEquals(0, Omics.read(coded).missing());
        refuses(
                () -> Omics.read(path("nd.csv", "sample,a\nx,n.d.\ny,1\n")),
                "if the text means missing, in .missing(...)");
        assertEquals(
                1,
                Omics.reader()
                        .missing("n.d.")
                        .read(folder.resolve("nd.csv").toString())
                        .missing());
    }

    @Test
    void columnsMayBeAttributesOrLeftOut() {
        String path = path("c.csv", "sample,class,TP53,note,ESR1\na,tumour,1,x,2\nb,normal,3,y,4\n");
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
        var layer = Omics.read(path("l.csv", "sample,M\u00fcller\na,1\n".getBytes(Charset.forName("windows-1252"))));
        assertEquals(List.of("M\u00fcller"), layer.features());
    }

    @Test
    void scaleAndNameMayBeSaid() {
        var layer = Omics.reader().scale(Scale.LOG2).name("rna").read(path("s.csv", SMALL));
        assertEquals(Scale.LOG2, layer.scale());
        assertEquals("rna", layer.name());
        refuses(
                () -> Omics.reader()
                        .scale(Scale.TPM)
                        .read(folder.resolve("s.csv").toString()),
                "cannot be on the scale TPM");
    }

    @Test
    void quotedCellsWithLineEndsAreOneRow() {
        String table = "sample,text,x\n\"a\",\"line\nbreak, \"\"q\"\",\",1\nb,plain \"inner\" quote,2\n\"c\",\"\",3\n";
        var layer = Omics.reader().attributes("text").load(path("q.csv", table));
        assertEquals(List.of("a", "b", "c"), layer.ids());
        assertArrayEquals(new float[] {1, 2, 3}, layer.layers().get(0).column("x"));
        assertEquals("line\nbreak, \"q\",", layer.attribute(0, "text"));
        refuses(
                () -> Omics.reader().attributes("text").read(path("w.csv", table.replace(",3", ",z"))),
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
}
