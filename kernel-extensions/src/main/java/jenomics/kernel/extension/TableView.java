package jenomics.kernel.extension;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** A Tablesaw table: its name and size, its first and last rows, its first and last columns. */
final class TableView {
    private static final int HEAD_ROWS = 10;
    private static final int TAIL_ROWS = 5;
    private static final int HEAD_COLUMNS = 12;
    private static final int TAIL_COLUMNS = 3;
    /** Longer numbers than this have digits that nobody reads: 84.14709848078965. */
    private static final int UNWIELDY = 10;

    private TableView() {}

    static Map<String, Object> bundle(Table table) {
        List<Integer> columns = ends(table.columnCount(), HEAD_COLUMNS, TAIL_COLUMNS);
        List<Integer> rows = ends(table.rowCount(), HEAD_ROWS, TAIL_ROWS);
        List<List<String>> byColumn = columns.stream()
                .map(c -> c == null ? null : column(table, c, rows))
                .toList();
        var bundle = new LinkedHashMap<String, Object>();
        bundle.put(
                "text/html", Html.headline(headline(table)) + Html.table(names(table, columns), byRow(byColumn, rows)));
        bundle.put("text/plain", headline(table) + "\n" + table.print(HEAD_ROWS + TAIL_ROWS));
        return bundle;
    }

    private static String headline(Table table) {
        String size = String.format(
                Locale.ROOT,
                "%,d %s × %,d %s",
                table.rowCount(),
                table.rowCount() == 1 ? "row" : "rows",
                table.columnCount(),
                table.columnCount() == 1 ? "column" : "columns");
        return table.name() == null || table.name().isBlank() ? size : table.name() + " · " + size;
    }

    /** The first and the last indices; null stands for what is left out between them. */
    private static List<Integer> ends(int count, int head, int tail) {
        var indices = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            if (count <= head + tail || i < head || i >= count - tail) {
                indices.add(i);
            } else if (i == head) {
                indices.add(null);
            }
        }
        return indices;
    }

    private static List<String> names(Table table, List<Integer> columns) {
        return columns.stream()
                .map(c -> c == null ? "…" : table.column(c).name())
                .toList();
    }

    /** The shown cells of one column; at null rows, an empty text. */
    private static List<String> column(Table table, int column, List<Integer> rows) {
        List<String> texts = rows.stream()
                .map(r -> r == null ? "" : table.getString(r, column))
                .toList();
        boolean unwieldy = texts.stream().anyMatch(text -> text.length() > UNWIELDY);
        return unwieldy && table.column(column) instanceof NumericColumn<?> numbers
                ? Decimals.alike(rows.stream()
                        .map(r -> r == null ? null : value(numbers, r))
                        .toList())
                : texts;
    }

    private static Double value(NumericColumn<?> numbers, int row) {
        return numbers.isMissing(row) ? null : Double.valueOf(numbers.getDouble(row));
    }

    private static List<List<String>> byRow(List<List<String>> columns, List<Integer> rows) {
        var byRow = new ArrayList<List<String>>();
        for (int r = 0; r < rows.size(); r++) {
            int row = r;
            byRow.add(
                    rows.get(r) == null
                            ? null
                            : columns.stream()
                                    .map(c -> c == null ? "…" : c.get(row))
                                    .toList());
        }
        return byRow;
    }
}
