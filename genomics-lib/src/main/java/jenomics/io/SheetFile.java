package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.omics.SampleSheet;
import jenomics.provenance.GenomicsException;

/** A sample sheet in a text table. */
final class SheetFile {
    private static final int ROWS_BETWEEN_LOOKS = 1 << 14;

    private SheetFile() {}

    static SampleSheet read(Path file, OmicsReader how) {
        char delimiter = how.delimiter() == '\0' ? TextStyle.delimiter(file) : how.delimiter();
        try (var cells = new CellReader(file, delimiter)) {
            if (!cells.nextRow()) {
                throw new GenomicsException(
                        "The sample sheet '" + file + "' is empty.", Map.of("file", file.toString()));
            }
            return read(file, cells, how);
        }
    }

    private static SampleSheet read(Path file, CellReader cells, OmicsReader how) {
        var header = cells.cells();
        var rows = new ArrayList<List<String>>();
        while (cells.nextRow()) {
            var row = cells.cells();
            if (rows.isEmpty() && row.size() == header.size() + 1) {
                header.add(0, "sample");
            }
            if (row.size() != header.size()) {
                throw new CellValues(file, how)
                        .ragged(
                                cells,
                                row.size(),
                                header.size(),
                                row.size() < header.size() ? header.get(row.size() - 1) : "");
            }
            rows.add(row);
            if (rows.size() % ROWS_BETWEEN_LOOKS == 0) {
                Forecast.checkRoom(file, rows.size(), "lines");
            }
        }
        int names = namesColumn(header, rows);
        var ids = names < 0
                ? IntStream.rangeClosed(1, rows.size())
                        .mapToObj(Integer::toString)
                        .toList()
                : rows.stream().map(r -> r.get(names)).toList();
        var texts = rows.stream().map(r -> without(names, r, how)).toList();
        var columns = new ArrayList<>(header);
        if (names >= 0) {
            columns.remove(names);
        }
        String id = names < 0 || header.get(names).isEmpty() ? "sample" : header.get(names);
        return SampleSheet.ofText(id, ids, columns, texts);
    }

    /** The first column named like names of samples; else the first one if its values differ; else none. */
    private static int namesColumn(List<String> header, List<List<String>> rows) {
        for (int c = 0; c < header.size(); c++) {
            if (AxisGuess.namesLines(header.get(c))) {
                return c;
            }
        }
        return rows.stream().map(r -> r.get(0)).distinct().count() == rows.size() ? 0 : -1;
    }

    private static List<String> without(int names, List<String> row, OmicsReader how) {
        var texts = new ArrayList<String>();
        for (int c = 0; c < row.size(); c++) {
            if (c != names) {
                texts.add(row.get(c).isEmpty() || how.missing().contains(row.get(c)) ? null : row.get(c));
            }
        }
        return Collections.unmodifiableList(texts);
    }
}
