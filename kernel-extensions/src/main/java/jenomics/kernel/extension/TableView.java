package jenomics.kernel.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenomics.provenance.Description;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table: its name and size, its first and last rows, its first and last columns, and what is left out. */
final class TableView {
    private static final int HEAD_ROWS = 10;
    private static final int TAIL_ROWS = 5;
    private static final int HEAD_COLUMNS = 10;
    private static final int TAIL_COLUMNS = 2;
    /** Longer numbers than this have digits that nobody reads: 84.14709848078965. */
    private static final int UNWIELDY = 10;

    private TableView() {}

    static Bundle bundle(Table table) {
        return DescribedView.bundle(description(headline(table), table));
    }

    /** One column of a table. */
    static Bundle bundle(Column<?> column) {
        String headline = String.format(
                Locale.ROOT,
                "%s · %,d values · %s",
                column.name(),
                column.size(),
                column.type().name().toLowerCase(Locale.ROOT));
        return DescribedView.bundle(description(headline, Table.create(column)));
    }

    static String headline(Table table) {
        String size = count(table.rowCount(), "row") + " × " + count(table.columnCount(), "column");
        return table.name() == null || table.name().isBlank() ? size : table.name() + " · " + size;
    }

    private static String count(int n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }

    private static Description description(String headline, Table table) {
        var columns = Ends.of(table.columnCount(), HEAD_COLUMNS, TAIL_COLUMNS);
        var rows = Ends.of(table.rowCount(), HEAD_ROWS, TAIL_ROWS);
        List<List<String>> byColumn = columns.map(c -> column(table.column(c), rows), gaps(rows));
        List<String> names = columns.map(c -> table.column(c).name(), Html.MORE_COLUMNS);
        var shown = Description.of(headline).with("", names, byRow(byColumn));
        return rows.leftOut() + columns.leftOut() == 0
                ? shown
                : shown.with(leftOut(rows.leftOut(), columns.leftOut()), List.of(), List.of());
    }

    private static String leftOut(int rows, int columns) {
        var parts = new ArrayList<String>();
        if (rows > 0) {
            parts.add(count(rows, "row"));
        }
        if (columns > 0) {
            parts.add(count(columns, "column"));
        }
        return "left out in the middle: " + String.join(" and ", parts);
    }

    private static List<String> gaps(Ends rows) {
        return rows.map(r -> Html.MORE_COLUMNS, Html.MORE_COLUMNS);
    }

    /** The shown cells of one column. */
    private static List<String> column(Column<?> column, Ends rows) {
        List<String> texts = rows.map(column::getString, Html.MORE_ROWS);
        boolean unwieldy = texts.stream().anyMatch(text -> text.length() > UNWIELDY);
        return unwieldy && column instanceof NumericColumn<?> numbers ? decimals(numbers, rows) : texts;
    }

    private static List<String> decimals(NumericColumn<?> numbers, Ends rows) {
        List<String> texts = new ArrayList<>(Decimals.alike(rows.map(r -> value(numbers, r), null)));
        if (rows.leftOut() > 0) {
            texts.set(rows.head(), Html.MORE_ROWS);
        }
        return texts;
    }

    private static Double value(NumericColumn<?> numbers, int row) {
        return numbers.isMissing(row) ? null : Double.valueOf(numbers.getDouble(row));
    }

    private static List<List<String>> byRow(List<List<String>> columns) {
        var byRow = new ArrayList<List<String>>();
        int rows = columns.isEmpty() ? 0 : columns.get(0).size();
        for (int r = 0; r < rows; r++) {
            int row = r;
            byRow.add(columns.stream().map(c -> c.get(row)).toList());
        }
        return byRow;
    }
}
