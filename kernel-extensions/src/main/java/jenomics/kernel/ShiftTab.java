package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jenomics.kernel.extension.Html;

/** The page a front end shows on Shift-Tab: each signature, and its documentation where the sources are at hand. */
final class ShiftTab {
    private static final int SIGNATURES_SHOWN = 12;

    private ShiftTab() {}

    /** Null if nothing is known. */
    static DisplayData page(List<Documentation> found) {
        if (found.isEmpty()) {
            return null;
        }
        var shown = found.stream().limit(SIGNATURES_SHOWN).toList();
        var page = new DisplayData();
        page.putText(shown.stream().map(ShiftTab::text).collect(Collectors.joining("\n\n")));
        page.putHTML(shown.stream().map(ShiftTab::html).collect(Collectors.joining()));
        return page;
    }

    private static String text(Documentation entry) {
        return entry.signature()
                + (entry.javadoc() == null
                        ? ""
                        : "\n" + prose(entry.javadoc()).indent(4).stripTrailing());
    }

    private static String html(Documentation entry) {
        String prose = entry.javadoc() == null
                ? ""
                : "<div style=\"white-space:pre-wrap;margin:0 0 1em 1em\">" + Html.escape(prose(entry.javadoc()))
                        + "</div>";
        return "<pre style=\"font-weight:bold;margin:0\">" + Html.escape(entry.signature()) + "</pre>" + prose;
    }

    /** Javadoc without its markup. */
    private static String prose(String javadoc) {
        return javadoc.replaceAll("(?s)\\{@\\w+\\s+([^{}]*)}", "$1")
                .replaceAll("<p>|</p>|<br>", "\n")
                .replaceAll("<[^>]{1,60}>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
