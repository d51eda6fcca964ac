package jenomics.kernel.shell;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.VarSnippet;

/** What the editor asks of code. */
public final class CodeHints {
    private static final Set<String> OF_EVERY_OBJECT =
            Set.of("class", "equals(", "getClass()", "hashCode()", "notify()", "notifyAll()", "toString()", "wait(");
    private static final int PAGES_REMEMBERED = 256;

    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final Statements statements;
    private final CellControl control;
    private final SourceDocs ours;
    private final Map<String, String> documented = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > PAGES_REMEMBERED;
        }
    };

    CodeHints(JShell shell, SourceCodeAnalysis analysis, Statements statements, CellControl control, SourceDocs ours) {
        this.shell = shell;
        this.analysis = analysis;
        this.statements = statements;
        this.control = control;
        this.ours = ours;
    }

    /**
     * What could stand at the cursor.
     *
     * @param words replacements: those of the expected type first, then the library's, then others, and last what every
     *     object has
     * @param from where in the code they begin
     */
    public record Completions(List<Word> words, int from) {}

    /**
     * @param text what stands in the code when it is chosen; a method with its opening bracket
     * @param kind function, class, module or keyword; of a variable its type
     */
    public record Word(String text, String kind) {}

    /**
     * What is known of a name.
     *
     * @param signature as the compiler says it
     * @param javadoc its comment, raw; null if there is none at hand
     */
    public record Entry(String signature, String javadoc) {}

    /**
     * A variable of an earlier cell.
     *
     * @param value what it holds; may be null
     */
    public record Variable(String type, String name, Object value) {}

    public Completions complete(String code, int cursor) {
        int begin = 0;
        var from = new int[] {cursor};
        List<Suggestion> found = analysis.completionSuggestions(code, cursor, from);
        if (found.isEmpty()) {
            begin = beginOfStatement(code, cursor);
            found = analysis.completionSuggestions(code.substring(begin), cursor - begin, from);
        }
        Map<String, String> variables = variableTypes();
        var seen = new HashSet<String>();
        List<Word> words = found.stream()
                .sorted(Comparator.comparing((Suggestion s) -> !s.matchesType()) // stable: the analysis orders by name
                        .thenComparing(s -> rank(s.continuation())))
                .map(Suggestion::continuation)
                .filter(seen::add)
                .map(word -> new Word(word, kind(word, variables)))
                .toList();
        return new Completions(words, from[0] + begin);
    }

    private int rank(String word) {
        return OF_EVERY_OBJECT.contains(word) ? 2 : ours.isType(word) ? 0 : 1;
    }

    private Map<String, String> variableTypes() {
        var types = new HashMap<String, String>();
        shell.variables().forEach(v -> types.put(v.name(), SnippetNames.without(v.typeName())));
        return types;
    }

    private static String kind(String word, Map<String, String> variables) {
        if (variables.containsKey(word)) {
            return variables.get(word);
        }
        if (word.endsWith("(") || word.endsWith(")")) {
            return "function";
        }
        if (word.endsWith(".")) {
            return "module";
        }
        boolean isType = Character.isUpperCase(word.charAt(0)) && !word.equals(word.toUpperCase(java.util.Locale.ROOT));
        return isType ? "class" : javax.lang.model.SourceVersion.isKeyword(word.strip()) ? "keyword" : "instance";
    }

    /** A cell may hold declarations, which the analysis does not take together with what comes after. */
    private int beginOfStatement(String code, int cursor) {
        String before = code.substring(0, cursor);
        int begin = 0;
        for (int from = 0; from < before.length(); ) {
            begin = from;
            Statements.Next next = statements.at(before, from);
            int lineEnd = before.indexOf('\n', from);
            from = !next.isUnknown() ? Math.max(next.end(), from + 1) : lineEnd < 0 ? before.length() : lineEnd + 1;
        }
        return begin;
    }

    /** The variable whose name the cursor is in; null if it is none. */
    public Variable variable(String code, int cursor) {
        int end = endOfName(code, cursor);
        int begin = beginOfName(code, Math.min(cursor, end));
        String name = code.substring(begin, end);
        boolean member = begin > 0 && code.charAt(begin - 1) == '.';
        for (VarSnippet variable : shell.variables().toList()) {
            if (!member && variable.name().equals(name)) {
                Object value = control.redeem(shell.varValue(variable));
                return new Variable(SnippetNames.without(variable.typeName()), name, value);
            }
        }
        return null;
    }

    /** Does it in a thread that is ended after so long; null if that is needed, or if it throws. */
    public <T> T briefly(Callable<T> work, long millis) {
        return control.briefly(work, millis);
    }

    /** What is known of the name or call at the cursor; empty if nothing. */
    public List<Entry> document(String code, int cursor) {
        List<Entry> found = documentWhole(code, cursor);
        if (!found.isEmpty()) {
            return found;
        }
        int begin = beginOfStatement(code, cursor);
        return begin == 0 ? found : documentWhole(code.substring(begin), cursor - begin);
    }

    private List<Entry> documentWhole(String code, int cursor) {
        int end = endOfName(code, cursor);
        int open = afterBlanks(code, end);
        boolean isCall = end > 0 && open < code.length() && code.charAt(open) == '(';
        if (isCall) {
            return documentAt(code, open + 1);
        }
        List<Entry> named = documentAt(code, end);
        return named.isEmpty() ? documentAt(code.substring(0, end) + "(", end + 1) : named;
    }

    /** The comments of the JDK are looked for only when ours are not what is asked: to open its sources takes long. */
    private List<Entry> documentAt(String code, int at) {
        List<Documentation> signatures = analysis.documentation(code, at, false);
        signatures.forEach(d -> documented.computeIfAbsent(d.signature(), ours::of));
        if (!signatures.stream().allMatch(d -> documented.containsKey(d.signature()))) {
            analysis.documentation(code, at, true)
                    .forEach(d -> documented.put(d.signature(), d.javadoc() == null ? "" : d.javadoc()));
        }
        return signatures.stream()
                .map(d -> new Entry(SnippetNames.withoutOurPackages(d.signature()), comment(d)))
                .toList();
    }

    private String comment(Documentation entry) {
        String comment = documented.get(entry.signature());
        return comment == null || comment.isEmpty() ? null : comment;
    }

    private static int endOfName(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int beginOfName(String code, int cursor) {
        int begin = cursor;
        while (begin > 0 && Character.isJavaIdentifierPart(code.charAt(begin - 1))) {
            begin--;
        }
        return begin;
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
