package jenomics.kernel.extension;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import jenomics.provenance.Description;

/** A matrix of numbers: its type and size, and its corners. */
final class NumberGrid {
    private static final int HEAD = 6;
    private static final int TAIL = 2;

    private NumberGrid() {}

    /** An array of arrays of numbers, all of one length, at least 2 by 2. */
    static boolean isMatrix(Object array) {
        Class<?> row = array.getClass().getComponentType();
        if (!row.isArray() || !row.getComponentType().isPrimitive() || row.getComponentType() == boolean.class) {
            return false;
        }
        if (row.getComponentType() == char.class || Array.getLength(array) < 2) {
            return false;
        }
        int width = -1;
        for (Object each : (Object[]) array) {
            if (each == null || width >= 0 && Array.getLength(each) != width) {
                return false;
            }
            width = Array.getLength(each);
        }
        return width >= 2;
    }

    /** The corners of a matrix. */
    static Description of(Object matrix) {
        var rows = (Object[]) matrix;
        int width = Array.getLength(rows[0]);
        String type = matrix.getClass().getComponentType().getComponentType().getSimpleName();
        var shownRows = Ends.of(rows.length, HEAD, TAIL);
        var shownColumns = Ends.of(width, HEAD, TAIL);
        List<List<Double>> numbers =
                shownRows.map(r -> shownColumns.map(c -> ((Number) Array.get(rows[r], c)).doubleValue(), null), null);
        return Description.of(type + "[" + rows.length + "][" + width + "]").with("", List.of(), texts(numbers));
    }

    /** Numbers as texts with as many decimals each; a null row or number is a gap. */
    static List<List<String>> texts(List<List<Double>> rows) {
        var all = new ArrayList<Double>();
        rows.forEach(row -> all.addAll(row == null ? List.of() : row));
        var texts = Decimals.alike(all).iterator();
        int width = rows.stream()
                .mapToInt(row -> row == null ? 0 : row.size())
                .max()
                .orElse(0);
        var cells = new ArrayList<List<String>>();
        for (var row : rows) {
            var line = new ArrayList<String>();
            for (int c = 0; c < width; c++) {
                line.add(row == null ? Html.MORE_ROWS : row.get(c) == null ? skipped(texts) : texts.next());
            }
            cells.add(line);
        }
        return cells;
    }

    private static String skipped(java.util.Iterator<String> texts) {
        texts.next();
        return Html.MORE_COLUMNS;
    }
}
