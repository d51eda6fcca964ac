package jenomics.io;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import tech.tablesaw.api.Table;

/**
 * Labels that stand beside sequences: for each name of a sequence its attributes.
 *
 * @param source where they come from, for messages
 * @param columns the names of the attributes
 * @param byId attributes by name of the sequence, in order; an empty cell is left out
 */
public record LabelTable(String source, List<String> columns, Map<String, Map<String, String>> byId) {
    private static final List<String> USUAL_ID_COLUMNS = List.of("id", "name", "sequence_id", "seq_id", "record");

    public LabelTable {
        columns = List.copyOf(columns);
        byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
    }

    /** From a tab- or comma-separated file; the names stand in the column {@code id} or {@code name}, else the first. */
    public static LabelTable read(String path) {
        return read(DataFile.find(path), null);
    }

    /** From a tab- or comma-separated file whose names stand in a given column; null: as {@link #read(String)}. */
    public static LabelTable read(Path path, String idColumn) {
        var table = DelimitedTable.read(DataFile.find(path));
        int id = idColumn == null ? Math.max(0, table.firstOf(USUAL_ID_COLUMNS, c -> true)) : table.column(idColumn);
        var labels = new Collector(path.toString(), table.columns(), id);
        table.rows().forEach(row -> labels.add("line " + row.line(), row.cells()));
        return labels.table();
    }

    /** From a Tablesaw table; see {@link #read(Path, String)}. */
    public static LabelTable of(Table table, String idColumn) {
        var columns = table.columnNames();
        String name = idColumn != null
                ? idColumn
                : USUAL_ID_COLUMNS.stream()
                        .filter(columns::contains)
                        .findFirst()
                        .orElse(columns.get(0));
        if (!columns.contains(name)) {
            throw new GenomicsException(
                    "The table '" + table.name() + "' has no column '" + name + "'; it has " + columns + ".",
                    Map.of("column", name));
        }
        var labels = new Collector("table '" + table.name() + "'", columns, columns.indexOf(name));
        for (int row = 0; row < table.rowCount(); row++) {
            int at = row;
            labels.add(
                    "row " + row,
                    columns.stream().map(c -> table.getString(at, c)).toList());
        }
        return labels.table();
    }

    private static final class Collector {
        private final String source;
        private final List<String> columns;
        private final int id;
        private final Map<String, Map<String, String>> byId = new LinkedHashMap<>();
        private final Map<String, String> places = new LinkedHashMap<>();

        Collector(String source, List<String> columns, int id) {
            this.source = source;
            this.columns = columns;
            this.id = id;
        }

        void add(String place, List<String> cells) {
            String name = cells.get(id).strip();
            String before = places.putIfAbsent(name, place);
            if (before != null) {
                throw new GenomicsException(
                        "The labels of '" + name + "' stand twice in " + source + ": " + before + " and " + place
                                + ", column '" + columns.get(id) + "'.",
                        Map.of("source", source, "id", name));
            }
            var attributes = new LinkedHashMap<String, String>();
            for (int c = 0; c < columns.size(); c++) {
                if (c != id && !cells.get(c).isEmpty()) {
                    attributes.put(columns.get(c), cells.get(c));
                }
            }
            byId.put(name, attributes);
        }

        LabelTable table() {
            var names = new java.util.ArrayList<>(columns);
            names.remove(id);
            return new LabelTable(source, names, byId);
        }
    }
}
