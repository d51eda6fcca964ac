package jenomics.omics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What is known of samples beside their measurements: one row per sample, typed columns (factors with levels, numbers,
 * text), missing values, and the columns of survival where there are some. A value.
 */
public final class SampleSheet implements Described {
    private final String idColumn;
    private final Names ids;
    private final List<SheetColumn> columns;

    private SampleSheet(String idColumn, Names ids, List<SheetColumn> columns) {
        this.idColumn = idColumn;
        this.ids = ids;
        this.columns = columns;
    }

    /** A sheet of these columns, each with a value (or null) for every sample. */
    public static SampleSheet of(String idColumn, List<String> ids, List<SheetColumn> columns) {
        var names = new HashSet<String>(Set.of(idColumn));
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new GenomicsException(
                        "The sample sheet has two columns named '" + column.name() + "'.",
                        Map.of("column", column.name()));
            }
            if (column.values().size() != ids.size()) {
                throw new GenomicsException(
                        "The column '" + column.name() + "' of the sample sheet has "
                                + Phrases.count(column.values().size(), "value") + " for "
                                + Phrases.count(ids.size(), "sample") + ".",
                        Map.of("column", column.name()));
            }
        }
        return new SampleSheet(idColumn, Names.of("sample", "the sample sheet", ids), List.copyOf(columns));
    }

    /**
     * A sheet whose columns get their kinds from the texts: a number where all are numbers, a factor where up to
     * 30 differ and some repeat, else text.
     *
     * @param rows one per sample, as wide as there are columns; null where missing
     */
    public static SampleSheet ofText(String idColumn, List<String> ids, List<String> columns, List<List<String>> rows) {
        var typed = IntStream.range(0, columns.size())
                .mapToObj(c -> SheetColumn.of(
                        columns.get(c),
                        rows.stream()
                                .map(row -> row.get(c))
                                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll)))
                .toList();
        return of(idColumn, ids, typed);
    }

    /** A sheet of a Tablesaw table; the names of the samples stand in {@code idColumn}. */
    public static SampleSheet of(Table table, String idColumn) {
        if (!table.containsColumn(idColumn)) {
            throw new GenomicsException(
                    "The table '" + table.name() + "' has no column '" + idColumn + "'; it has " + table.columnNames()
                            + ".",
                    Map.of("column", idColumn));
        }
        Column<?> ids = table.column(idColumn);
        var columns = table.columns().stream().filter(c -> c != ids).map(SampleSheet::column);
        return of(idColumn, texts(ids), columns.toList());
    }

    private static SheetColumn column(Column<?> column) {
        return SheetColumn.of(column.name(), texts(column));
    }

    private static List<String> texts(Column<?> column) {
        var texts = new ArrayList<String>();
        for (int row = 0; row < column.size(); row++) {
            if (column.isMissing(row)) {
                texts.add(null);
            } else if (column instanceof NumericColumn<?> numbers) {
                double value = numbers.getDouble(row);
                texts.add(
                        value == Math.rint(value) && Math.abs(value) < 1e15
                                ? Long.toString((long) value)
                                : Double.toString(value));
            } else {
                texts.add(column.getString(row));
            }
        }
        return texts;
    }

    /** How many samples. */
    public int size() {
        return ids.size();
    }

    /** The name of the column that names the samples. */
    public String idColumn() {
        return idColumn;
    }

    /** The names of the samples, in order. */
    public List<String> ids() {
        return ids.list();
    }

    /** All columns but the one of the names, in order. */
    public List<SheetColumn> columns() {
        return columns;
    }

    public List<String> columnNames() {
        return columns.stream().map(SheetColumn::name).toList();
    }

    /** The column of this name. */
    public SheetColumn column(String name) {
        return columns.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new GenomicsException(
                        "The sample sheet has no column '" + name + "'; it has " + columnNames() + ".",
                        Map.of("column", name)));
    }

    /** The value of one sample, by its place from 0; null where missing. */
    public String value(int sample, String column) {
        return column(column).values().get(sample);
    }

    /** The times and events, where two columns are named like them and have values that are. */
    public Optional<Survival> survival() {
        return Survival.in(columns);
    }

    /** The rows of these samples, in this order. */
    public SampleSheet select(int[] places) {
        return new SampleSheet(
                idColumn,
                ids.select(places),
                columns.stream().map(c -> c.select(places)).toList());
    }

    /** The same with this column as a factor of these levels, in this order; a value that is none of them is an error. */
    public SampleSheet factor(String column, String... levels) {
        var old = column(column);
        var allowed = List.of(levels);
        for (int i = 0; i < size(); i++) {
            String value = old.values().get(i);
            if (value != null && !allowed.contains(value)) {
                throw new GenomicsException(
                        "Sample '" + ids.get(i) + "' has '" + value + "' for '" + column
                                + "', which is none of the levels " + allowed + ".",
                        Map.of("sample", ids.get(i), "value", value));
            }
        }
        var factor = new SheetColumn(column, SheetColumn.Kind.FACTOR, old.values(), allowed);
        return new SampleSheet(
                idColumn, ids, columns.stream().map(c -> c == old ? factor : c).toList());
    }

    /**
     * The rows of these names; where the sheet has none, one without values.
     *
     * @param places for each name its row, or negative
     */
    SampleSheet arranged(List<String> names, int[] places) {
        return new SampleSheet(
                idColumn,
                Names.of("sample", "the sample sheet", names),
                columns.stream().map(c -> c.select(places)).toList());
    }

    /** The sheet as a Tablesaw table of its own: number columns are doubles, all others strings. */
    public Table table() {
        var table = Table.create("samples", StringColumn.create(idColumn, ids.list()));
        columns.forEach(c -> table.addColumns(c.toColumn()));
        return table;
    }

    /** The rows of a table that shows the columns: name, kind, values, missing. */
    List<List<String>> rows() {
        return columns.stream()
                .map(c -> List.of(c.name(), c.kind().toString(), c.summary(), Phrases.percent(c.missing(), size())))
                .toList();
    }

    @Override
    public Description describe() {
        var shown = Description.of("sample sheet · " + Phrases.count(size(), "sample") + " × "
                        + Phrases.count(columns.size(), "column"))
                .with("", List.of("column", "kind", "values", "missing"), rows());
        return survival()
                .map(s -> shown.with("survival: " + s, List.of(), List.of()))
                .orElse(shown);
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }
}
