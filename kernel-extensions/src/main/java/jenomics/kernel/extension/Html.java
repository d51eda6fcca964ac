package jenomics.kernel.extension;

import java.util.List;
import jenomics.provenance.Description;

/**
 * HTML that survives where notebooks are read: no script, no style sheet, no class of a front end; inline styles only,
 * and colours that follow the theme. All text is escaped.
 */
public final class Html {
    private static final String CELL = "padding:.2em .7em;border:0;vertical-align:top;";
    private static final String LINE = "1px solid rgba(128,128,128,.4)";

    private Html() {}

    /** Text as it may stand between tags and within quotes. */
    public static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c);
            }
        }
        return out.toString();
    }

    static String headline(String text) {
        return "<div style=\"font-weight:600;margin:.2em 0\">" + escape(text) + "</div>";
    }

    static String aside(String text) {
        return "<div style=\"opacity:.7;font-size:90%\">" + escape(text) + "</div>";
    }

    /**
     * A table of text; numbers are aligned right, and so is the name of a column of numbers. Without column names it is a
     * list of names and values: there a value stands near its name unless all are numbers.
     *
     * @param columns names; empty for a table of names and values
     * @param rows a row that is null stands for rows left out, as a line of dots
     */
    static String table(List<String> columns, List<List<String>> rows) {
        var html = new StringBuilder("<table style=\"border-collapse:collapse;margin:.3em 0;width:auto\">");
        int width = Math.max(
                columns.size(),
                rows.stream().mapToInt(r -> r == null ? 0 : r.size()).max().orElse(0));
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
                String text = row == null ? "⋮" : c < row.size() ? row.get(c) : "";
                boolean byColumn = row == null || columns.isEmpty();
                html.append(cell("td", text, byColumn ? isNumeric(rows, c) : Description.looksNumeric(text)));
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    private static boolean isNumeric(List<List<String>> rows, int column) {
        boolean any = false;
        for (var row : rows) {
            String text = row == null || column >= row.size() ? "" : row.get(column);
            if (!text.isEmpty() && !Description.looksNumeric(text)) {
                return false;
            }
            any |= !text.isEmpty();
        }
        return any;
    }

    private static String cell(String tag, String text, boolean number) {
        return "<" + tag + " style=\"" + CELL + "text-align:" + (number ? "right" : "left")
                + (tag.equals("th") ? ";font-weight:600" : "") + "\">" + escape(text) + "</" + tag + ">";
    }
}
