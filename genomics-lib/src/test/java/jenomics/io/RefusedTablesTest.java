package jenomics.io;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What is no table, or not wholly one, is refused with the place and what was found there. */
class RefusedTablesTest extends WrittenFiles {
    private static final String SMALL = "sample,TP53,ESR1\na,1,2.5\nb,NA,-4e-1\n";

    @Test
    void badCellsAreNamedWithLineColumnAndValue() {
        refuses(
                () -> Omics.read(path("text.csv", "sample,a,b\nx,1,2\ny,3,high\n")),
                "Line 3, column 3 ('b') of '" + folder.resolve("text.csv")
                        + "': 'high' is no number and no missing value");
        refuses(
                () -> Omics.read(path("inf.csv", "sample,a\nx,Inf\n")),
                "'Inf' is not finite; to take it for missing, say .missing(\"Inf\").");
        refuses(
                () -> Omics.read(path("large.csv", "sample,a\nx,1e60\n")),
                "'1e60' is too large for float32 (up to 3.4e38).");
        refuses(
                () -> Omics.read(path("comma.csv", "sample;a\nx;3,14\n")),
                "'3,14' is no number; if it has a decimal comma, say Omics.reader().withDecimalComma().");
        assertEquals(
                3.14f,
                Omics.reader()
                        .withDecimalComma()
                        .read(folder.resolve("comma.csv").toString())
                        .value(0, 0));
        refuses(() -> Omics.read(path("formula.csv", "sample,a\nx,=1+1\n")), "'=1+1' is no number");
    }

    @Test
    void raggedRowsAreNamedWithLineAndColumn() {
        refuses(
                () -> Omics.read(path("short.csv", "sample,a,b\nx,1,2\ny,3\n")),
                "Line 3 of '" + folder.resolve("short.csv")
                        + "' ends after column 2 ('a'), where the table has 3 columns.");
        refuses(
                () -> Omics.read(path("wide.csv", "sample,a,b\nx,1,2\ny,3,4,5\n")),
                "goes on after column 3, where the table has 3 columns.");
        refuses(
                () -> Omics.read(path("mixed.csv", "sample,a,b\nx,1,2\ny\t3\t4\n")),
                "Is it separated otherwise than the first line?");
        refuses(
                () -> Omics.sheet(path("sheet.csv", "sample,a,b\nx,1\n")),
                "Line 2 of '" + folder.resolve("sheet.csv")
                        + "' ends after column 2 ('a'), where the table has 3 columns.");
    }

    @Test
    void repeatedNamesAreRefusedOrNumbered() {
        String twins = path("twins.csv", "sample,TP53,X,TP53,TP53.2\na,1,2,3,4\n");
        refuses(
                () -> Omics.read(twins),
                "Features of '" + twins + "' repeat a name: 'TP53' (features 1 and 3). To keep them all, numbered:"
                        + " Omics.reader().withNumberedDuplicates().");
        assertEquals(
                List.of("TP53", "X", "TP53.3", "TP53.2"),
                Omics.reader().withNumberedDuplicates().read(twins).features());
        refuses(
                () -> Omics.read(path("samples.csv", "sample,a\nx,1\nx,2\n")),
                "Every sample of the layer 'samples' needs a name of its own; 1 of 2 repeat an earlier one: 'x' (numbers 1 and 2).");
    }

    @Test
    void whatIsNoTableIsRefused() throws IOException {
        refuses(() -> Omics.read(path("empty.csv", "")), "is empty: it has no line at all.");
        refuses(() -> Omics.read(path("header.csv", "sample,a\n")), "has a header and no line below it.");
        refuses(() -> Omics.read(path("page.csv", "<!DOCTYPE html>\n<html>")), "is a web page or XML, not a table");
        refuses(() -> Omics.read(path("binary.csv", new byte[] {1, 0, 2, 0, 10})), "is not a text table");
        refuses(
                () -> Omics.read(path("utf16.csv", SMALL.getBytes(StandardCharsets.UTF_16))),
                "is written in UTF-16; save it as UTF-8");
        refuses(
                () -> Omics.read(path("names.csv", "sample\na\nb\n")),
                "has no column of values: its columns are 'sample'. Is its delimiter another?");
        byte[] whole = gzipped(SMALL);
        refuses(() -> Omics.read(path("cut.csv.gz", Arrays.copyOf(whole, whole.length - 9))), "is cut short");
        byte[] bzip = packed(BZip2CompressorOutputStream::new, SMALL);
        refuses(
                () -> Omics.read(path("cut.csv.bz2", Arrays.copyOf(bzip, bzip.length - 9))),
                "Copy or download it again.");
        byte[] xz = packed(o -> new XZOutputStream(o, new LZMA2Options()), SMALL);
        refuses(() -> Omics.read(path("cut.csv.xz", Arrays.copyOf(xz, xz.length - 9))), "Copy or download it again.");
        refuses(() -> Omics.reader().delimiter('é').read(path("d.csv", SMALL)), "A delimiter is one ASCII character");
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

    /** Each is read, or refused with a sentence; nothing else may come out. */
    @Test
    void damagedTablesAreReadOrRefused() throws IOException {
        byte[] whole =
                "sample,TP53,\"ES,R1\",x\na,1,2.5,3e4\nb,NA,-4e-1,\"7\"\nc,0,1,2\n".getBytes(StandardCharsets.UTF_8);
        double refused = Mutations.each(whole, 17, bytes -> Omics.read(Files.write(folder.resolve("f.csv"), bytes)));
        assertTrue(refused > 0.1, () -> "refused " + refused);
    }
}
