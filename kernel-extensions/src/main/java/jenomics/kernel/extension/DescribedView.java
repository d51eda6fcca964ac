package jenomics.kernel.extension;

import java.util.List;
import java.util.Locale;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/** A result: its headline, then its tables. Tables that are long or wide lose their middle, and say so. */
final class DescribedView {
    private static final int HEAD = 40;
    private static final int TAIL = 10;
    private static final int COLUMNS_HEAD = 14;
    private static final int COLUMNS_TAIL = 2;
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_CELL = 500;

    private DescribedView() {}

    static Bundle bundle(Described result) {
        return bundle(result.describe());
    }

    static Bundle bundle(Description whole) {
        var shown = shortened(whole);
        return Bundle.text(shown.text().stripTrailing()).html(Html.block(html(shown)));
    }

    /** What is shown of it: safe text, and of large tables the corners. */
    static Description shortened(Description whole) {
        return new Description(
                SafeText.of(whole.headline(), LONGEST_TEXT),
                whole.tables().stream().map(DescribedView::shortened).toList());
    }

    private static Description.Table shortened(Description.Table whole) {
        var rows = Ends.of(whole.rows().size(), HEAD, TAIL);
        var columns = Ends.of(width(whole), COLUMNS_HEAD, COLUMNS_TAIL);
        var gap = List.of(Html.MORE_ROWS + String.format(Locale.ROOT, " %,d more rows", rows.leftOut()));
        return new Description.Table(
                SafeText.of(whole.title(), LONGEST_TEXT),
                whole.columns().isEmpty() ? List.of() : cells(whole.columns(), columns),
                rows.map(i -> cells(whole.rows().get(i), columns), gap));
    }

    private static int width(Description.Table table) {
        return Math.max(
                table.columns().size(),
                table.rows().stream().mapToInt(List::size).max().orElse(0));
    }

    private static List<String> cells(List<String> whole, Ends columns) {
        return columns.leftOut() == 0
                ? whole.stream().map(DescribedView::cell).toList()
                : columns.map(i -> i < whole.size() ? cell(whole.get(i)) : "", Html.MORE_COLUMNS);
    }

    private static String cell(String text) {
        return SafeText.of(text, LONGEST_CELL).replace('\n', ' ').replace('\t', ' ');
    }

    static String html(Description description) {
        var html = new StringBuilder(Html.headline(description.headline()));
        for (var table : description.tables()) {
            if (!table.title().isEmpty()) {
                html.append(Html.aside(table.title()));
            }
            if (!table.rows().isEmpty() || !table.columns().isEmpty()) {
                html.append(Html.table(table.columns(), table.rows()));
            }
        }
        return html.toString();
    }
}
