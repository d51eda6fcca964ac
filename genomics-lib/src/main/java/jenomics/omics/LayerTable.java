package jenomics.omics;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A layer as a Tablesaw table, and back. */
final class LayerTable {
    private static final int WIDEST = 2_000;
    private static final String ID = "sample";

    private LayerTable() {}

    static Table of(OmicsLayer layer) {
        if (layer.featureCount() > WIDEST) {
            throw new GenomicsException(
                    String.format(
                            Locale.ROOT,
                            "The layer '%s' has %,d features; a table takes up to %,d, since it gets slow with more. Choose some:"
                                    + " layer.features(\"%s\", ...).toTable().",
                            layer.name(),
                            layer.featureCount(),
                            WIDEST,
                            layer.features().get(0)),
                    Map.of("layer", layer.name(), "features", layer.featureCount()));
        }
        var columns = new ArrayList<Column<?>>();
        columns.add(StringColumn.create(ID, layer.samples()));
        for (int f = 0; f < layer.featureCount(); f++) {
            String feature = layer.features().get(f);
            columns.add(FloatColumn.create(
                    feature.equalsIgnoreCase(ID) ? feature + " (feature)" : feature, layer.column(f)));
        }
        return Table.create(layer.name(), columns);
    }

    static OmicsLayer read(Table table, String idColumn) {
        if (!table.containsColumn(idColumn)) {
            throw new GenomicsException(
                    "The table '" + table.name() + "' has no column '" + idColumn + "'; it has "
                            + Phrases.firstThree(table.columnNames()) + ".",
                    Map.of("column", idColumn));
        }
        var samples = new ArrayList<String>();
        Column<?> ids = table.column(idColumn);
        for (int row = 0; row < table.rowCount(); row++) {
            samples.add(ids.getString(row));
        }
        var features = new ArrayList<String>();
        var numbers = new ArrayList<NumericColumn<?>>();
        for (var column : table.columns()) {
            if (column != ids) {
                features.add(column.name());
                numbers.add(number(table, column));
            }
        }
        float[][] rows = new float[samples.size()][features.size()];
        for (int s = 0; s < rows.length; s++) {
            for (int f = 0; f < rows[s].length; f++) {
                rows[s][f] = numbers.get(f).isMissing(s)
                        ? Float.NaN
                        : (float) numbers.get(f).getDouble(s);
            }
        }
        String name = table.name() == null || table.name().isBlank() ? "layer" : table.name();
        return OmicsLayer.owning(name, samples, features, rows).withLikelyScale();
    }

    private static NumericColumn<?> number(Table table, Column<?> column) {
        if (column instanceof NumericColumn<?> numbers) {
            return numbers;
        }
        throw new GenomicsException(
                "The column '" + column.name() + "' of the table '" + table.name() + "' is of type " + column.type()
                        + "; a layer takes numbers. Leave it out with table.removeColumns(\"" + column.name()
                        + "\"), or keep it in a SampleSheet.",
                Map.of("column", column.name(), "type", column.type().name()));
    }
}
