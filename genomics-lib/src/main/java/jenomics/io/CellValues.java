package jenomics.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import jenomics.provenance.GenomicsException;

/** Reads the numbers of a text table, and says what is wrong with a cell that is none. */
final class CellValues {
    private final Path file;
    private final OmicsReader how;
    private final NumberText numbers;
    private final byte[][] missing;

    CellValues(Path file, OmicsReader how) {
        this.file = file;
        this.how = how;
        this.numbers = new NumberText(how.decimalComma() ? ',' : '.');
        this.missing = how.missing().stream()
                .map(m -> m.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** The value of the cell; NaN where missing. */
    float value(CellReader cells, String columnName) {
        double value = cells.number(numbers);
        if (!Double.isNaN(value)) {
            if (Math.abs(value) > Float.MAX_VALUE) {
                throw refusal(cells, columnName, "is too large for float32 (up to 3.4e38)");
            }
            return (float) value;
        }
        if (cells.isOneOf(missing)) {
            return Float.NaN;
        }
        throw refusal(cells, columnName, wrong(cells.text()));
    }

    private String wrong(String text) {
        if (text.matches("(?i)[+-]?inf(inity)?")) {
            return "is not finite; to take it for missing, say .missing(\"" + text + "\")";
        }
        if (!how.decimalComma() && text.matches("[+-]?\\d+,\\d+")) {
            return "is no number; if it has a decimal comma, say Omics.reader().withDecimalComma()";
        }
        return "is no number and no missing value (empty, NA, NaN, ., - ...). If the column is no feature, name it in"
                + " Omics.reader().attributes(...) or .leaveOut(...); if the text means missing, in .missing(...)";
    }

    private GenomicsException refusal(CellReader cells, String columnName, String what) {
        String text = cells.text();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("file", file.toString());
        facts.put("line", cells.line());
        facts.put("column", cells.column());
        facts.put("value", text);
        return new GenomicsException(
                "Line " + cells.line() + ", column " + cells.column() + " ('" + columnName + "') of '" + file + "': '"
                        + (text.length() > 60 ? text.substring(0, 60) + "\u2026" : text) + "' " + what + ".",
                facts);
    }

    /** Refuses a row that is not as wide as the table. */
    GenomicsException ragged(CellReader cells, int found, int expected, String lastColumn) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("file", file.toString());
        facts.put("line", cells.line());
        facts.put("cells", found);
        facts.put("expected", expected);
        return new GenomicsException(
                "Line " + cells.line() + " of '" + file + "' "
                        + (found < expected
                                ? "ends after column " + found + (lastColumn.isEmpty() ? "" : " ('" + lastColumn + "')")
                                : "goes on after column " + expected)
                        + ", where the table has " + expected + " columns."
                        + (found == 1 ? " Is it separated otherwise than the first line?" : ""),
                facts);
    }
}
