package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text table of some megabytes is read in parts, side by side: as if it had been read from end to end. */
class LargeTextTest {
    private static final int LINES = 3_000;
    private static final int COLUMNS = 150;

    @TempDir
    Path folder;

    /** Cells of every kind: short and long, signed, with exponents, quoted, missing; some lines in quotes go on. */
    private static List<String> lines(String corner, String lineEnd) {
        var random = new Random(11);
        var lines = new ArrayList<String>();
        var header = new StringBuilder(corner);
        for (int c = 0; c < COLUMNS; c++) {
            header.append(",c").append(c);
        }
        lines.add(header + lineEnd);
        for (int l = 0; l < LINES; l++) {
            var line = new StringBuilder(l % 70 == 9 ? "\"l\n" + l + "\"" : "l" + l);
            for (int c = 0; c < COLUMNS; c++) {
                line.append(',').append(cell(random));
            }
            lines.add(line + lineEnd + (l % 500 == 3 ? lineEnd : ""));
        }
        return lines;
    }

    private static String cell(Random random) {
        double value = random.nextGaussian() * Math.pow(10, random.nextInt(5));
        return switch (random.nextInt(12)) {
            case 0 -> Double.toString(value);
            case 1 -> "";
            case 2 -> random.nextBoolean() ? "NA" : " 7 ";
            case 3 -> "\"" + (int) value + "\"";
            case 4 -> Integer.toString((int) value);
            case 5 -> random.nextBoolean() ? "-.5" : "3.";
            case 6 -> String.format(Locale.ROOT, "%.9f", value);
            case 7 -> String.format(Locale.ROOT, "%.2e", value);
            default -> String.format(Locale.ROOT, "%.3f", value);
        };
    }

    private Path plain(List<String> lines) throws IOException {
        var path = Files.writeString(folder.resolve("t.csv"), String.join("", lines));
        assertTrue(TextPart.of(path, index(path)).size() >= 3, "parts");
        return path;
    }

    private static TextIndex index(Path path) {
        return TextIndex.of(path, ',', new NumberText('.'));
    }

    private Path packed(List<String> lines) throws IOException {
        var path = folder.resolve("t.csv.gz");
        try (var out = new QuickGzip(Files.newOutputStream(path))) {
            out.write(String.join("", lines).getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(1, TextPart.of(path, index(path)).size());
        return path;
    }

    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }

    @Test
    void partsMakeTheWhole() throws IOException {
        for (String corner : List.of("sample", "gene")) {
            for (String lineEnd : List.of("\n", "\r\n")) {
                var lines = lines(corner, lineEnd);
                var whole = Omics.read(packed(lines));
                var parts = Omics.read(plain(lines));
                assertEquals(corner.equals("sample") ? LINES : COLUMNS, parts.size());
                assertEquals(whole.samples(), parts.samples());
                assertEquals(whole.features(), parts.features());
                assertArrayEquals(whole.toArray(), parts.toArray());
            }
        }
    }

    /** Each value, against Java's own reading of the cell. */
    @Test
    void everyValueStandsInItsPlace() throws IOException {
        for (String corner : List.of("sample", "gene")) {
            var lines = lines(corner, "\n");
            float[][] read = Omics.read(plain(lines)).toArray();
            for (int l = 0; l < LINES; l++) {
                String[] cells = lines.get(l + 1).replace("\n", "").split(",", -1);
                for (int c = 0; c < COLUMNS; c++) {
                    String cell = cells[c + 1].replace("\"", "").strip();
                    float expected = cell.isEmpty() || cell.equals("NA") ? Float.NaN : (float) Double.parseDouble(cell);
                    assertEquals(expected, corner.equals("sample") ? read[l][c] : read[c][l], cell);
                }
            }
        }
    }

    @Test
    void attributesComeFromEveryPart() throws IOException {
        var lines = lines("sample", "\n");
        lines.set(0, lines.get(0).replace(",c3,", ",subtype,"));
        for (int l = 1; l < lines.size(); l++) {
            String[] cells = lines.get(l).split(",", -1);
            cells[4] = "t" + l % 3;
            lines.set(l, String.join(",", cells));
        }
        var cohort = Omics.reader().attributes("subtype").load(plain(lines).toString());
        for (int l = 0; l < LINES; l++) {
            assertEquals("t" + (l + 1) % 3, cohort.attribute(l, "subtype"));
        }
    }

    /** The message and its line are those of reading from end to end, wherever else something is wrong. */
    @Test
    void theFirstErrorInTheFileIsSaid() throws IOException {
        for (String corner : List.of("sample", "gene")) {
            for (int wrong : List.of(5, 1_400, 2_990)) {
                var lines = lines(corner, "\n");
                for (int later = wrong; later <= LINES; later += 130) {
                    lines.set(later, lines.get(later).replaceFirst(",[^,]*,", ",seven" + later + ","));
                }
                assertEquals(refusal(packed(lines)), refusal(plain(lines)));
                assertTrue(refusal(folder.resolve("t.csv")).contains(": 'seven" + wrong + "' is no number"));
                lines.set(wrong, "short,1,2\n");
                String ragged = refusal(plain(lines));
                assertEquals(refusal(packed(lines)), ragged);
                assertTrue(ragged.endsWith("ends after column 3 ('c1'), where the table has 151 columns."), ragged);
            }
        }
    }

    /** Where it is said differs only by the name of the file. */
    private static String refusal(Path path) {
        var e = assertThrows(GenomicsException.class, () -> Omics.read(path));
        return e.getMessage().replace(path.toString(), "FILE");
    }

    @Test
    void shortDecimalsAreTheSameNumbers() {
        var random = new Random(3);
        var numbers = new NumberText('.');
        var decimal = new ShortDecimal();
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            String cell = random.nextBoolean() ? cell(random) : scrap(random);
            String after = random.nextInt(3) == 0 ? "\n" : ",";
            byte[] text = (cell + after + "1.5,2.25,,,,").getBytes(StandardCharsets.UTF_8);
            boolean isShort = cell.matches("-?(\\d+\\.?\\d*|\\.\\d+)")
                    && cell.replace("-", "").length() < 8;
            assertEquals(isShort, decimal.read(text, 0, (byte) '.', (byte) ','), cell);
            if (isShort) {
                read++;
                assertEquals(numbers.parse(text, 0, cell.length()), decimal.value(), cell);
                assertEquals(cell.length(), decimal.length(), cell);
            }
        }
        assertTrue(read > 50_000, read + " numbers");
    }

    private static String scrap(Random random) {
        var scrap = new StringBuilder();
        for (int n = random.nextInt(10); n > 0; n--) {
            scrap.append("0123456789012345678901234567890123456789..--e+ \"/:\u00e9".charAt(random.nextInt(51)));
        }
        return scrap.toString();
    }

    @Test
    void decimalCommasAreReadWhereTheyAreNoDelimiter() {
        var decimal = new ShortDecimal();
        byte[] text = "-12,5;7\n        ".getBytes(StandardCharsets.UTF_8);
        assertTrue(decimal.read(text, 0, (byte) ',', (byte) ';'));
        assertEquals(-12.5, decimal.value());
        assertFalse(decimal.read(text, 0, (byte) '.', (byte) ';'));
        byte[] both = "12,5\n           ".getBytes(StandardCharsets.UTF_8);
        assertTrue(decimal.read(both, 0, (byte) ',', (byte) ','));
        assertEquals(12, decimal.value());
    }
}
