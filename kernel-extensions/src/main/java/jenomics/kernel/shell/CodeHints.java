package jenomics.kernel.shell;

import java.util.Comparator;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What the editor asks of code. */
public final class CodeHints {
    private final SourceCodeAnalysis analysis;
    private final Statements statements;

    CodeHints(SourceCodeAnalysis analysis, Statements statements) {
        this.analysis = analysis;
        this.statements = statements;
    }

    /**
     * What could stand at the cursor.
     *
     * @param words replacements, those of the expected type first
     * @param from where in the code they begin
     */
    public record Completions(List<String> words, int from) {}

    public Completions complete(String code, int cursor) {
        var from = new int[] {cursor};
        List<Suggestion> found = analysis.completionSuggestions(code, cursor, from);
        List<String> words = found.stream()
                .sorted(Comparator.comparing((Suggestion s) -> !s.matchesType())) // stable: the analysis orders by name
                .map(Suggestion::continuation)
                .distinct()
                .toList();
        return new Completions(words, from[0]);
    }

    /** What is known of the name or call at the cursor; empty if nothing. */
    public List<Documentation> document(String code, int cursor) {
        int end = endOfName(code, cursor);
        int open = afterBlanks(code, end);
        boolean isCall = end > 0 && open < code.length() && code.charAt(open) == '(';
        return analysis.documentation(code, isCall ? open + 1 : end, true);
    }

    private static int endOfName(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int afterBlanks(String code, int from) {
        int at = from;
        while (at < code.length() && code.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** {@code complete}, {@code incomplete} or {@code invalid}, as the protocol names them. */
    public String completeness(String code) {
        for (int from = 0; ; ) {
            Statements.Next next = statements.at(code, from);
            if (next.isUnknown()) {
                return "invalid";
            }
            if (next.isEmpty()) {
                return "complete";
            }
            if (!next.completeness().isComplete()) {
                return "incomplete";
            }
            from = next.end();
        }
    }
}
