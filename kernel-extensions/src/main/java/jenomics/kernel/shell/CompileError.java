package jenomics.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.Diag;

/** The compiler refuses a statement: each complaint with its line and a caret below. */
public final class CompileError extends CellError {
    private static final int COMPLAINTS_SHOWN = 5;

    CompileError(Place place, List<Diag> complaints) {
        super(headline(complaints), report(place, complaints));
    }

    @Override
    public String name() {
        return "CompilationError";
    }

    private static String headline(List<Diag> complaints) {
        return complaints.isEmpty()
                ? "compilation failed"
                : sentence(complaints.get(0)).get(0);
    }

    private static List<String> report(Place place, List<Diag> complaints) {
        var lines = new ArrayList<String>();
        complaints.stream().limit(COMPLAINTS_SHOWN).forEach(c -> append(place, c, lines));
        if (complaints.size() > COMPLAINTS_SHOWN) {
            lines.add("... and " + (complaints.size() - COMPLAINTS_SHOWN) + " more");
        }
        return lines.isEmpty() ? List.of(Ansi.red("CompilationError")) : lines;
    }

    private static void append(Place place, Diag complaint, List<String> lines) {
        String source = place.source();
        int from = within(source, complaint.getStartPosition());
        int to = Math.max(from + 1, within(source, complaint.getEndPosition()));
        int lineBegins = source.lastIndexOf('\n', from - 1) + 1;
        int lineEnds = source.indexOf('\n', from) < 0 ? source.length() : source.indexOf('\n', from);
        int lineInSource = 1
                + (int) source.substring(0, lineBegins)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        int line = place.lineInCell(lineInSource);
        String caret = "^".repeat(Math.max(1, Math.min(to, lineEnds) - from));
        lines.add(Ansi.red("CompilationError") + " in cell [" + place.cell() + "], line " + line);
        lines.add(Ansi.numbered(line, source.substring(lineBegins, lineEnds)));
        lines.add("  " + " ".repeat(String.valueOf(line).length()) + " | "
                + source.substring(lineBegins, from).replaceAll("[^\t]", " ") + Ansi.red(caret));
        lines.addAll(sentence(complaint));
    }

    private static int within(String source, long position) {
        return (int) Math.max(0, Math.min(source.length(), position));
    }

    /** Without "location: class", which names JShell's wrapper. */
    private static List<String> sentence(Diag complaint) {
        var lines = complaint
                .getMessage(Locale.ROOT)
                .lines()
                .filter(line -> !line.strip().startsWith("location:"))
                .toList();
        return lines.isEmpty() ? List.of("compilation failed") : lines;
    }
}
