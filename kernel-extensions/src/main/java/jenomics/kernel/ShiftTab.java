package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import jenomics.kernel.extension.Html;
import jenomics.kernel.shell.CodeHints.Entry;
import jenomics.kernel.shell.CodeHints.Variable;
import jenomics.kernel.shell.JavadocText;

/** The page a front end shows on Shift-Tab: each signature with its documentation; of a variable its type and value. */
final class ShiftTab {
    private static final int SIGNATURES_SHOWN = 12;
    private static final int CHARACTERS_OF_VALUE = 600;
    private static final String CODE = "<code style=\"white-space:pre-wrap\">";
    private static final String MUTED = "<div style=\"opacity:.7;margin-top:.5em\">";

    private ShiftTab() {}

    /** Null if nothing is known. */
    static DisplayData page(List<Entry> found) {
        if (found.isEmpty()) {
            return null;
        }
        var shown = found.stream().limit(SIGNATURES_SHOWN).toList();
        var page = new DisplayData();
        page.putText(shown.stream().map(ShiftTab::text).collect(Collectors.joining("\n\n")) + more(found));
        page.putHTML(shown.stream().map(ShiftTab::html).collect(Collectors.joining("<hr style=\"opacity:.3\">"))
                + Html.escape(more(found)));
        return page;
    }

    /** @param value its text, or null if that could not be had */
    static DisplayData page(Variable variable, String value) {
        String head = variable.type() + " " + variable.name();
        String shown = value == null ? "(its text takes too long)" : shortened(value);
        var page = new DisplayData();
        page.putText(head + " = " + shown);
        page.putHTML(signature(head) + "<pre style=\"margin:.3em 0 0 1em\">" + Html.escape(shown) + "</pre>");
        return page;
    }

    private static String more(List<Entry> found) {
        return found.size() <= SIGNATURES_SHOWN ? "" : "\n\n... and " + (found.size() - SIGNATURES_SHOWN) + " more";
    }

    private static String shortened(String value) {
        return value.length() <= CHARACTERS_OF_VALUE ? value : value.substring(0, CHARACTERS_OF_VALUE) + " ...";
    }

    private static String text(Entry entry) {
        if (entry.javadoc() == null) {
            return entry.signature();
        }
        var doc = new JavadocText(entry.javadoc());
        var text = new StringBuilder(entry.signature()).append('\n').append(indented(withoutMarks(doc.body()), 4));
        for (var section : doc.sections()) {
            text.append("\n    ").append(section.title()).append('\n');
            for (var row : section.rows()) {
                String name = row.name().isEmpty() ? "" : row.name() + "  ";
                text.append(indented(name + withoutMarks(row.text()), 8));
            }
        }
        return text.toString().stripTrailing();
    }

    private static String indented(String text, int by) {
        return text.indent(by);
    }

    private static String withoutMarks(String text) {
        return text.replace(String.valueOf(JavadocText.CODE), "").replace(String.valueOf(JavadocText.END_OF_CODE), "");
    }

    private static String html(Entry entry) {
        if (entry.javadoc() == null) {
            return signature(entry.signature());
        }
        var doc = new JavadocText(entry.javadoc());
        var html = new StringBuilder(signature(entry.signature())).append(paragraphs(doc.body()));
        for (var section : doc.sections()) {
            html.append(MUTED).append(section.title()).append("</div>");
            section.rows().forEach(row -> html.append(row(row)));
        }
        return html.toString();
    }

    private static String row(JavadocText.Row row) {
        String name = row.name().isEmpty() ? "" : "<code>" + Html.escape(row.name()) + "</code>&ensp;";
        return "<div style=\"margin-left:1em\">" + name + marked(row.text()) + "</div>";
    }

    private static String paragraphs(String body) {
        return List.of(body.split("\n\n")).stream()
                .filter(Objects::nonNull)
                .map(paragraph -> "<div style=\"margin:.4em 0\">" + marked(paragraph) + "</div>")
                .collect(Collectors.joining());
    }

    private static String marked(String text) {
        var html = new StringBuilder();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == JavadocText.CODE || c == JavadocText.END_OF_CODE) {
                html.append(Html.escape(text.substring(from, i))).append(c == JavadocText.CODE ? CODE : "</code>");
                from = i + 1;
            }
        }
        return html.append(Html.escape(text.substring(from))).toString();
    }

    private static String signature(String text) {
        return "<pre style=\"font-weight:bold;margin:0;white-space:pre-wrap\">" + Html.escape(text) + "</pre>";
    }
}
