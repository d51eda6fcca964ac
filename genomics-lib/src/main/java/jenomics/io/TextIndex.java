package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;

/**
 * What a first walk through a text table finds: enough to lay it out before any value is kept.
 *
 * @param hasHeader whether the first line names columns
 * @param header the names; V1, V2 ... without a header
 * @param firstRow the cells of the first line of values
 * @param firstCells the first cell of each line of values
 * @param marks where reading can begin in the midst of the file
 */
record TextIndex(
        boolean hasHeader, List<String> header, List<String> firstRow, List<String> firstCells, List<Mark> marks) {

    private static final int LINES_BETWEEN_LOOKS = 1 << 13;
    private static final long BYTES_BETWEEN_MARKS = 1 << 20;

    /** A line of values, counted from 0, and its place in the file. */
    record Mark(int line, CellReader.Place place) {}

    static TextIndex of(Path file, char delimiter, NumberText numbers) {
        try (var cells = new CellReader(file, delimiter)) {
            if (!cells.nextRow()) {
                throw new GenomicsException(
                        "'" + file + "' is empty: it has no line at all.", Map.of("file", file.toString()));
            }
            var first = cells.cells();
            boolean named = isHeader(first, numbers);
            var firstCells = new ArrayList<String>();
            var firstRow = first;
            if (!named) {
                firstCells.add(first.get(0));
            } else {
                firstRow = cells.nextRow() ? cells.cells() : List.of();
                if (!firstRow.isEmpty()) {
                    firstCells.add(firstRow.get(0));
                }
            }
            var marks = new ArrayList<Mark>();
            long next = BYTES_BETWEEN_MARKS;
            while (cells.nextRow()) {
                var place = cells.place();
                if (place.offset() >= next) {
                    marks.add(new Mark(firstCells.size(), place));
                    next = place.offset() + BYTES_BETWEEN_MARKS;
                }
                firstCells.add(cells.nextCell() ? cells.text() : "");
                if (firstCells.size() % LINES_BETWEEN_LOOKS == 0) {
                    Forecast.checkRoom(file, firstCells.size(), "lines");
                }
            }
            if (firstCells.isEmpty()) {
                throw new GenomicsException(
                        "'" + file + "' has a header and no line below it.", Map.of("file", file.toString()));
            }
            var header = named ? first : numbered(first.size());
            return new TextIndex(named, header, firstRow, firstCells, marks);
        }
    }

    /** Whether a first line names columns: some cell is no number, or they count up from 0 or 1. */
    private static boolean isHeader(List<String> cells, NumberText numbers) {
        return cells.stream().anyMatch(c -> Double.isNaN(number(c, numbers)))
                || IntStream.range(0, cells.size()).allMatch(i -> cells.get(i).equals(Integer.toString(i)))
                || IntStream.range(0, cells.size()).allMatch(i -> cells.get(i).equals(Integer.toString(i + 1)));
    }

    static double number(String text, NumberText numbers) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return numbers.parse(bytes, 0, bytes.length);
    }

    private static List<String> numbered(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(i -> "V" + i).toList();
    }

    int lines() {
        return firstCells.size();
    }

    /** Whether the header lacks the name of the first column, as R writes tables. */
    boolean shifted() {
        return hasHeader && firstRow.size() == header.size() + 1;
    }
}
