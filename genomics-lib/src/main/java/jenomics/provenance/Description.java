package jenomics.provenance;

import java.util.ArrayList;
import java.util.List;

/**
 * What a result says of itself: one line first (how many, of what), then tables. Plain text only: whoever renders it
 * escapes it.
 *
 * @param headline one line, for example {@code 4,000 sequences · 500 bp · promoter: 2,000 yes, 2,000 no}
 * @param tables what follows, in order; may be empty
 */
public record Description(String headline, List<Table> tables) implements Described {

    /**
     * A small table of text. Cells that are numbers are right-aligned by renderers.
     *
     * @param title what the table holds; may be empty
     * @param columns column names, one per column; may be empty for key/value tables
     * @param rows rows of cells, each as wide as {@code columns} (or of one common width when there are none)
     */
    public record Table(String title, List<String> columns, List<List<String>> rows) {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    public Description {
        tables = List.copyOf(tables);
    }

    public static Description of(String headline) {
        return new Description(headline, List.of());
    }

    /** The same with one more table. */
    public Description with(String title, List<String> columns, List<List<String>> rows) {
        var more = new ArrayList<>(tables);
        more.add(new Table(title, columns, rows));
        return new Description(headline, more);
    }

    /** The headline, then the tables in aligned columns. */
    public String text() {
        var out = new StringBuilder(headline);
        for (var table : tables) {
            out.append('\n');
            if (!table.title().isEmpty()) {
                out.append(table.title()).append('\n');
            }
            appendAligned(table, out);
        }
        return out.toString();
    }

    /** Itself: a description that a cell makes is shown as a result is. */
    @Override
    public Description describe() {
        return this;
    }

    @Override
    public String toString() {
        return text();
    }

    private static void appendAligned(Table table, StringBuilder out) {
        var lines = new ArrayList<List<String>>();
        if (!table.columns().isEmpty()) {
            lines.add(table.columns());
        }
        lines.addAll(table.rows());
        int width = lines.stream().mapToInt(List::size).max().orElse(0);
        int[] widest = new int[width];
        for (var line : lines) {
            for (int c = 0; c < line.size(); c++) {
                widest[c] = Math.max(widest[c], line.get(c).length());
            }
        }
        for (var line : lines) {
            var row = new StringBuilder("  ");
            for (int c = 0; c < line.size(); c++) {
                String cell = line.get(c);
                String gap = " ".repeat(widest[c] - cell.length());
                row.append(looksNumeric(cell) ? gap + cell : cell + gap).append("  ");
            }
            out.append(row.toString().stripTrailing()).append('\n');
        }
        out.setLength(out.length() - (lines.isEmpty() ? 0 : 1));
    }

    /** Whether a cell reads as a number (digits, sign, thousands separators, decimals, exponent, per cent). */
    public static boolean looksNumeric(String cell) {
        return cell.matches("[+-]?[0-9][0-9,]*(\\.[0-9]+)?([eE][+-]?[0-9]+)?( ?%)?|[+-]?\\.[0-9]+");
    }
}
