package jenomics.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A table of numbers that a reference implementation computed.
 *
 * @param header the names of the columns
 * @param cells one row for each further line
 */
public record GoldenTable(List<String> header, List<String[]> cells) {

    /** A comma-separated file among the test resources, for example {@code combat/small_input.csv}. */
    public static GoldenTable of(String file) {
        return of(text(file), ",");
    }

    /** A comma-separated file anywhere, plain or gzip. */
    public static GoldenTable of(Path file) {
        try (var in = Files.newInputStream(file);
                var plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return of(new String(plain.readAllBytes(), StandardCharsets.UTF_8), ",");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A comma-separated file of the goldens for omics: among the test resources if it is there, else in the shared folder. */
    public static GoldenTable omics(String inside) {
        String file = "omics/" + inside;
        return GoldenTable.class.getResource("/golden/" + file) == null
                ? of(SharedFolder.file("golden/" + file))
                : of(file);
    }

    /** A file whose columns are parted by blanks, as plink writes them. */
    public static GoldenTable ofBlanks(Path file) {
        return of(text(file).replaceAll("(?m)^ +", ""), " +");
    }

    /** The numbers of a file without a header whose columns are parted by tabs. */
    public static double[][] ofTabs(Path file) {
        return text(file)
                .lines()
                .map(line -> Arrays.stream(line.split("\t"))
                        .mapToDouble(GoldenTable::number)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file among the test resources. */
    public static String text(String file) {
        try (InputStream in = GoldenTable.class.getResourceAsStream("/golden/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenTable of(String text, String separator) {
        var lines = text.replace("\"", "")
                .lines()
                .map(line -> line.split(separator, -1))
                .toList();
        return new GoldenTable(List.of(lines.get(0)), lines.subList(1, lines.size()));
    }

    /** The texts of a column. */
    public List<String> texts(String column) {
        int place = header.indexOf(column);
        return cells.stream().map(row -> row[place]).toList();
    }

    /** The numbers of a column. */
    public double[] numbers(String column) {
        return texts(column).stream().mapToDouble(GoldenTable::number).toArray();
    }

    public double number(int row, String column) {
        return number(cells.get(row)[header.indexOf(column)]);
    }

    /** The numbers of all columns from this one on, one row for each line. */
    public double[][] matrix(int fromColumn) {
        return cells.stream()
                .map(row -> Arrays.stream(row)
                        .skip(fromColumn)
                        .mapToDouble(GoldenTable::number)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double number(String cell) {
        return cell.equals("NA") || cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
}
