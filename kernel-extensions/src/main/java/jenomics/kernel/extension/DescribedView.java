package jenomics.kernel.extension;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/** A result: its headline, then its tables. */
final class DescribedView {
    private static final int HEAD = 40;
    private static final int TAIL = 10;

    private DescribedView() {}

    static Map<String, Object> bundle(Described result) {
        var shown = shortened(result.describe());
        var bundle = new LinkedHashMap<String, Object>();
        bundle.put("text/html", html(shown));
        bundle.put("text/plain", text(shown));
        return bundle;
    }

    /** Long tables lose their middle; a row with one cell says how much. */
    private static Description shortened(Description whole) {
        return new Description(
                whole.headline(),
                whole.tables().stream().map(DescribedView::shortened).toList());
    }

    private static Description.Table shortened(Description.Table whole) {
        var rows = whole.rows();
        if (rows.size() <= HEAD + TAIL) {
            return whole;
        }
        var ends = new ArrayList<>(rows.subList(0, HEAD));
        ends.add(List.of("⋮ " + (rows.size() - HEAD - TAIL) + " more rows"));
        ends.addAll(rows.subList(rows.size() - TAIL, rows.size()));
        return new Description.Table(whole.title(), whole.columns(), ends);
    }

    private static String html(Description description) {
        var html = new StringBuilder(Html.headline(description.headline()));
        for (var table : description.tables()) {
            if (!table.title().isEmpty()) {
                html.append(Html.aside(table.title()));
            }
            html.append(Html.table(table.columns(), table.rows()));
        }
        return html.toString();
    }

    private static String text(Description description) {
        return description.text();
    }
}
