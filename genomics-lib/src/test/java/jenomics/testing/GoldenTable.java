package jenomics.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A golden file of comma-separated values with a header, kept as a test resource or in the shared folder. */
public record GoldenTable(List<String> columns, List<List<String>> rows) {

    /** A file below golden/omics, from the resources if it is there. */
    public static GoldenTable omics(String inside) {
        var resource = GoldenTable.class.getResource("/golden/omics/" + inside);
        return read(resource == null ? SharedFolder.file("golden/omics/" + inside) : Path.of(resource.getPath()));
    }

    public static GoldenTable read(Path file) {
        try {
            var lines = Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .map(cell -> cell.replace("\"", ""))
                            .toList())
                    .toList();
            return new GoldenTable(lines.get(0), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public double number(int row, String column) {
        return Double.parseDouble(rows.get(row).get(columns.indexOf(column)));
    }

    public double[] numbers(String column) {
        return IntStream.range(0, rows.size())
                .mapToDouble(row -> number(row, column))
                .toArray();
    }

    public List<String> texts(String column) {
        return rows.stream().map(row -> row.get(columns.indexOf(column))).toList();
    }

    /** All columns from this one on: [rows][columns]. */
    public double[][] matrix(int fromColumn) {
        return rows.stream()
                .map(row -> row.stream()
                        .skip(fromColumn)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }
}
