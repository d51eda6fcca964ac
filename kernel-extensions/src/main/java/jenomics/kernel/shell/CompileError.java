package jenomics.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.Diag;

/** The compiler refuses a statement: each complaint with its line, a caret below, and what to do where that is known. */
public final class CompileError extends CellError {
    private static final int COMPLAINTS_SHOWN = 5;
    private static final int WIDTH_SHOWN = 160;

    CompileError(Place place, List<Diag> complaints, Advice advice) {
        super(headline(complaints), report(place, complaints, advice));
    }

    @Override
    public String name() {
        return "CompilationError";
    }

    /** In one line, with the symbol that is missing. */
    private static String headline(List<Diag> complaints) {
        return complaints.isEmpty()
                ? "compilation failed"
                : sentence(complaints.get(0)).stream()
                        .map(line -> line.strip().replaceFirst("^symbol:\\s+", ": "))
                        .limit(2)
                        .collect(Collectors.joining())
                        .replace(" : ", ": ");
    }

    private static List<String> report(Place place, List<Diag> complaints, Advice advice) {
        var lines = new ArrayList<String>();
        complaints.stream().limit(COMPLAINTS_SHOWN).forEach(c -> append(place, c, advice, lines));
        if (complaints.size() > COMPLAINTS_SHOWN) {
            lines.add("... and " + (complaints.size() - COMPLAINTS_SHOWN) + " more");
        }
        return lines.isEmpty() ? List.of(Ansi.red("CompilationError")) : lines;
    }

    private static void append(Place place, Diag complaint, Advice advice, List<String> lines) {
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
        int shownFrom = Math.max(lineBegins, Math.min(from - WIDTH_SHOWN / 2, lineEnds - WIDTH_SHOWN));
        int shownTo = Math.min(lineEnds, shownFrom + WIDTH_SHOWN);
        String dots = shownFrom > lineBegins ? "... " : "";
        String caret = "^".repeat(Math.max(1, Math.min(to, shownTo) - from));
        lines.add(Ansi.red("CompilationError") + " in cell [" + place.cell() + "], line " + line);
        lines.add(
                Ansi.numbered(line, dots + source.substring(shownFrom, shownTo) + (shownTo < lineEnds ? " ..." : "")));
        lines.add("  " + " ".repeat(String.valueOf(line).length()) + " | " + " ".repeat(dots.length())
                + source.substring(shownFrom, from).replaceAll("[^\t]", " ") + Ansi.red(caret));
        lines.addAll(sentence(complaint));
        advice.on(complaint, place).forEach(hint -> lines.add(Ansi.bold(hint)));
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
                .map(SnippetNames::without)
                .toList();
        return lines.isEmpty() ? List.of("compilation failed") : lines;
    }
}
