package jenomics.io;

import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;

/** Layers and sheets as CSV: a line for each sample, named in the first column; nothing where a value is missing. */
final class LayerText {
    private LayerText() {}

    static String of(OmicsLayer layer) {
        var text = new StringBuilder("sample");
        layer.features().forEach(f -> text.append(',').append(quoted(f)));
        for (int s = 0; s < layer.size(); s++) {
            text.append('\n').append(quoted(layer.id(s)));
            for (int f = 0; f < layer.featureCount(); f++) {
                text.append(',').append(number(layer.value(s, f)));
            }
        }
        return text.append('\n').toString();
    }

    static String of(SampleSheet sheet) {
        var text = new StringBuilder(quoted(sheet.idColumn()));
        sheet.columnNames().forEach(c -> text.append(',').append(quoted(c)));
        for (int s = 0; s < sheet.size(); s++) {
            text.append('\n').append(quoted(sheet.ids().get(s)));
            for (var column : sheet.columns()) {
                String value = column.values().get(s);
                text.append(',').append(value == null ? "" : quoted(value));
            }
        }
        return text.append('\n').toString();
    }

    /** The shortest text that gives the same float again; whole numbers without decimals. */
    private static String number(float value) {
        if (Float.isNaN(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9f
                ? Long.toString((long) value)
                : Float.toString(value);
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[,\"\\n\\r].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
