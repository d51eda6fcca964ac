package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import jenomics.provenance.GenomicsException;

/**
 * A text table with a header line, every cell kept as it is written. Tab or comma: as the name of the file says
 * ({@code .csv}, {@code .tsv}), else whichever stands more often in the header. Cells may be quoted as in RFC 4180.
 */
record DelimitedTable(Path file, List<String> columns, List<Row> rows) {

    /** One row; {@code line} is where it begins in the file, from 1. */
    record Row(long line, List<String> cells) {}

    static DelimitedTable read(Path file) {
        String text = DataFile.readText(file);
        var rows = new Cells(text, delimiter(file, text)).rows();
        rows.removeIf(row -> row.cells().size() == 1 && row.cells().get(0).isBlank());
        if (rows.isEmpty()) {
            throw new GenomicsException(
                    "The table '" + file + "' is empty: it has no header line.", Map.of("file", file.toString()));
        }
        var columns = rows.remove(0).cells().stream().map(String::strip).toList();
        refuseTwins(file, columns);
        for (var row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new GenomicsException(
                        "Line " + row.line() + " of the table '" + file + "' has "
                                + row.cells().size() + " cells, where the header names " + columns.size() + " columns.",
                        Map.of("file", file.toString(), "line", row.line()));
            }
        }
        return new DelimitedTable(file, columns, rows);
    }

    private static char delimiter(Path file, String text) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("\\.b?gz$", "");
        if (name.endsWith(".csv")) {
            return ',';
        }
        String header = text.lines().findFirst().orElse("");
        long tabs = header.chars().filter(c -> c == '\t').count();
        long commas = header.chars().filter(c -> c == ',').count();
        return name.endsWith(".tsv") || tabs >= commas ? '\t' : ',';
    }

    private static void refuseTwins(Path file, List<String> columns) {
        var seen = new HashSet<String>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new GenomicsException(
                        "The table '" + file + "' has two columns named '" + column + "'.",
                        Map.of("file", file.toString(), "column", column));
            }
        }
    }

    /** The place of a named column; an error that lists what there is. */
    int column(String name) {
        int place = columns.indexOf(name);
        if (place < 0) {
            throw new GenomicsException(
                    "The table '" + file + "' has no column '" + name + "'; it has " + columns + ".",
                    Map.of("file", file.toString(), "column", name));
        }
        return place;
    }

    /** The place of the first column with one of these names in either case, in the order of the names; or -1. */
    int firstOf(List<String> names, Predicate<Integer> serves) {
        for (String name : names) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).equalsIgnoreCase(name) && serves.test(i)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Whether no two rows share a value of this column, and none is blank. */
    boolean distinct(int column) {
        var seen = new HashSet<String>();
        return rows.stream().map(r -> r.cells().get(column)).allMatch(v -> !v.isBlank() && seen.add(v));
    }

    /** Takes a text apart. */
    private static final class Cells {
        private final String text;
        private final char delimiter;
        private final List<Row> rows = new ArrayList<>();
        private List<String> cells = new ArrayList<>();
        private int at;
        private long line = 1;
        private long rowLine = 1;

        Cells(String text, char delimiter) {
            this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
            this.delimiter = delimiter;
        }

        List<Row> rows() {
            while (at < text.length()) {
                cells.add(text.charAt(at) == '"' ? quoted() : plain());
                if (at >= text.length() || text.charAt(at) != delimiter) {
                    endRow();
                } else if (++at == text.length()) {
                    cells.add("");
                    endRow();
                }
            }
            return rows;
        }

        private String plain() {
            int from = at;
            while (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != '\n') {
                at++;
            }
            int to = at > from && at < text.length() && text.charAt(at) == '\n' && text.charAt(at - 1) == '\r'
                    ? at - 1
                    : at;
            return text.substring(from, to);
        }

        private String quoted() {
            var cell = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                line += c == '\n' ? 1 : 0;
                if (c != '"') {
                    cell.append(c);
                } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    cell.append(text.charAt(at++));
                } else {
                    at++;
                    break;
                }
            }
            return cell.append(plain()).toString();
        }

        private void endRow() {
            rows.add(new Row(rowLine, List.copyOf(cells)));
            cells = new ArrayList<>();
            at++;
            rowLine = ++line;
        }
    }
}
