package jenomics.kernel.extension;

import java.util.List;
import jenomics.provenance.Description;

/**
 * HTML that survives where notebooks are read: no script, no style sheet; inline styles only, and colours that follow
 * the theme. All text is escaped.
 */
public final class Html {
    /** Stand where columns and rows are left out; they say nothing of the kind of a column. */
    static final String MORE_COLUMNS = "…";

    static final String MORE_ROWS = "⋮";

    private static final int LONGEST_CELL = 500;
    private static final int LONGEST_LINE = 2_000;
    private static final String CELL = "padding:.2em .7em;border:0;vertical-align:top;";
    private static final String LINE = "1px solid rgba(128,128,128,.4)";

    private Html() {}

    /** Text as it may stand between tags and within quotes. */
    public static String escape(String text) {
        String safe = SafeText.of(text);
        var out = new StringBuilder(safe.length() + 16);
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** What is shown of one value, as a whole. Front ends look for formulas in HTML; a name with dollar signs is none. */
    static String block(String html) {
        return "<div class=\"mathjax_ignore tex2jax_ignore\">" + html + "</div>";
    }

    static String headline(String text) {
        return "<div style=\"font-weight:600;margin:.2em 0;overflow-wrap:anywhere\">"
                + escape(SafeText.of(text, LONGEST_LINE)) + "</div>";
    }

    static String aside(String text) {
        return "<div style=\"opacity:.7;font-size:90%;overflow-wrap:anywhere\">"
                + escape(SafeText.of(text, LONGEST_LINE)) + "</div>";
    }

    /**
     * A table of text; numbers are aligned right, and so is the name of a column of numbers. Without column names it is a
     * list of names and values: there a value stands near its name unless all are numbers.
     *
     * @param columns names; empty for a table of names and values
     */
    static String table(List<String> columns, List<List<String>> rows) {
        var html = new StringBuilder("<table style=\"border-collapse:collapse;margin:.3em 0;width:auto\">");
        int width = Math.max(
                columns.size(), rows.stream().mapToInt(List::size).max().orElse(0));
        if (!columns.isEmpty()) {
            html.append("<thead><tr style=\"border-bottom:").append(LINE).append("\">");
            for (int c = 0; c < columns.size(); c++) {
                html.append(cell("th", columns.get(c), isNumeric(rows, c)));
            }
            html.append("</tr></thead>");
        }
        html.append("<tbody>");
        for (var row : rows) {
            html.append("<tr style=\"background:transparent\">");
            for (int c = 0; c < width; c++) {
                String text = c < row.size() ? row.get(c) : "";
                boolean byColumn = columns.isEmpty() || isGap(text);
                html.append(cell("td", text, byColumn ? isNumeric(rows, c) : Description.looksNumeric(text)));
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    private static boolean isGap(String text) {
        return text.equals(MORE_ROWS) || text.equals(MORE_COLUMNS);
    }

    private static boolean isNumeric(List<List<String>> rows, int column) {
        boolean any = false;
        for (var row : rows) {
            String text = column >= row.size() ? "" : row.get(column);
            if (!text.isEmpty() && !isGap(text)) {
                if (!Description.looksNumeric(text)) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private static String cell(String tag, String text, boolean number) {
        return "<" + tag + " style=\"" + CELL + "text-align:" + (number ? "right" : "left")
                + (tag.equals("th") ? ";font-weight:600" : "") + "\">" + escape(SafeText.of(text, LONGEST_CELL)) + "</"
                + tag + ">";
    }
}
