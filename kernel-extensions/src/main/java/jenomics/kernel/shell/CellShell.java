package jenomics.kernel.shell;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** A JShell in this process that evaluates cells, statement by statement, and gives back live objects. */
public final class CellShell implements AutoCloseable {
    private static final String TOO_LARGE = "compiler.err.limit";

    private final List<String> refusedImports;
    private final CellControl control = new CellControl(new CellLoader());
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final Statements statements;
    private final Advice advice;
    private final CodeHints hints;
    private final StopButton stopButton = new StopButton(control);
    private final Map<String, Place> places = new HashMap<>();
    private RunningCell running;

    public CellShell(List<String> compilerOptions) {
        this(compilerOptions, List.of(), List.of());
    }

    /**
     * Class path and imports come before the analysis exists: its indexing thread sets the compiler's class path when that
     * is not set yet, and may overwrite what comes meanwhile; and it takes time from the first result.
     *
     * @param classPath jars and folders that cells can use from the first one on
     * @param imports import statements, one each
     */
    public CellShell(List<String> compilerOptions, List<String> classPath, List<String> imports) {
        shell = JShell.builder()
                .executionEngine(new Here(), Map.of())
                .compilerOptions(compilerOptions.toArray(String[]::new))
                .in(System.in)
                .out(System.out)
                .err(System.err)
                .build();
        if (!classPath.isEmpty()) {
            addToClassPath(String.join(File.pathSeparator, classPath));
        }
        refusedImports = imports.stream().filter(this::isRefused).toList();
        analysis = shell.sourceCodeAnalysis();
        statements = new Statements(analysis);
        advice = new Advice(analysis);
        hints = new CodeHints(shell, analysis, statements, control, new SourceDocs());
    }

    private boolean isRefused(String statement) {
        return shell.eval(statement).stream().anyMatch(event -> event.status() == Status.REJECTED);
    }

    /** Those of the imports that the compiler did not take; none, unless its options hide a package. */
    public List<String> refusedImports() {
        return refusedImports;
    }

    private final class Here implements ExecutionControlProvider {
        @Override
        public String name() {
            return "jenomics";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }

    /** What the editor asks of code: completion, documentation, whether it is complete. */
    public CodeHints hints() {
        return hints;
    }

    /** A jar or folder that cells can use from now on. */
    public void addToClassPath(String path) {
        shell.addToClasspath(path);
    }

    public void stop(RunningCell cell) {
        stopButton.press(cell);
    }

    /** The value of the cell's last statement, or null if it has none. */
    public Object eval(RunningCell cell, String code) throws CellError {
        running = cell;
        control.begin(cell);
        try {
            return statements(code, 1);
        } finally {
            running = null;
            control.end();
        }
    }

    /**
     * Work that belongs to a cell but is not its code, such as drawing its result: in a thread of the cell, so that Stop
     * ends a drawing without end.
     */
    public <T> T within(RunningCell cell, Callable<T> work) throws Throwable {
        control.begin(cell);
        SnippetThread thread;
        try {
            thread = control.runApart(work);
        } finally {
            control.end();
        }
        if (cell.hasFilledHeap()) {
            throw RuntimeError.outOfHeap(cell.number());
        }
        if (!thread.ended() || cell.stopRequested() && thread.thrown() != null) {
            throw new StoppedError(cell.number(), null);
        }
        if (thread.thrown() != null) {
            throw thread.thrown();
        }
        @SuppressWarnings("unchecked") // what the work gave back
        T value = (T) thread.value();
        return value;
    }

    /**
     * Code that a running cell evaluates, in the cell's own thread.
     *
     * @param firstLine the line of the cell where the code stands, for errors
     */
    public Object evalNested(String code, int firstLine) throws CellError {
        if (!SnippetThread.isCurrent() || running == null) {
            throw new IllegalStateException("eval(...) works in the thread of the running cell, not in "
                    + Thread.currentThread().getName() + "; evaluate in the cell and hand the result over.");
        }
        return statements(code, firstLine);
    }

    /** All or nothing: where a later statement is not Java, or has no end, the first does not run either. */
    private Object statements(String code, int firstLine) throws CellError {
        Object value = null;
        try {
            for (Place place : places(code, firstLine)) {
                stopHere(null);
                value = statement(place);
            }
        } catch (StackOverflowError e) {
            throw RuntimeError.outOfStack();
        } catch (InternalError e) { // what JShell makes of it
            if (String.valueOf(e.getMessage()).contains("StackOverflowError")) {
                throw RuntimeError.outOfStack();
            }
            throw e;
        }
        return value;
    }

    private List<Place> places(String code, int firstLine) throws CellError {
        var found = new ArrayList<Place>();
        int line = firstLine;
        int from = 0;
        while (true) {
            stopHere(null);
            Statements.Next next = statements.at(code, from);
            if (next.isEmpty()) {
                return brokenOr(found);
            }
            int begin = afterBlanks(code, from);
            line += newLines(code, from, begin);
            var place = new Place(running.number(), line, next.source().strip());
            if (next.isUnknown()) { // the compiler says best what is wrong
                found.add(place);
                return brokenOr(found);
            }
            if (!next.completeness().isComplete()) {
                throw new IncompleteError(place);
            }
            found.add(place);
            line += newLines(code, begin, next.end());
            from = next.end();
        }
    }

    /** Only the statement that is no Java at all, if one of several is; JShell takes two lines for one if a ';' lacks. */
    private static List<Place> brokenOr(List<Place> all) {
        return all.size() == 1
                ? all
                : all.stream()
                        .filter(place -> place.source().indexOf('\n') >= 0 || place == all.get(all.size() - 1))
                        .filter(place -> Syntax.isBroken(place.source()))
                        .findFirst()
                        .map(List::of)
                        .orElse(all);
    }

    private static int afterBlanks(String code, int from) {
        int at = from;
        while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int newLines(String code, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            lines += code.charAt(i) == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Evaluates from the first character that is not blank: JShell counts the lines of a method wrongly otherwise. */
    private Object statement(Place place) throws CellError {
        control.forgetThrown();
        if (!SnippetThread.isCurrent()) {
            running.statementBegins();
        }
        List<SnippetEvent> events = shell.eval(place.source());
        Object value = null;
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                places.put(event.snippet().id(), place.of(event.snippet().source()));
                value = value(event);
            }
        }
        boolean endedWell = events.stream().noneMatch(e -> e.exception() != null) && control.lastThrown() == null;
        stopHere(endedWell ? value : null);
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                refuse(event);
            }
        }
        return value;
    }

    private Object value(SnippetEvent event) {
        if (event.value() == null || !event.snippet().subKind().isExecutable()) {
            return null;
        }
        Object value = control.redeem(event.value());
        return switch (event.snippet().subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> value;
            default -> null;
        };
    }

    private void stopHere(Object result) throws CellError {
        if (running.hasFilledHeap()) {
            throw RuntimeError.outOfHeap(running.number());
        }
        if (running.stopRequested()) {
            running.clearCommonPool();
            throw new StoppedError(running.number(), result);
        }
    }

    private void refuse(SnippetEvent event) throws CellError {
        if (event.exception() != null) {
            throw thrown(event.exception());
        }
        List<Diag> complaints =
                shell.diagnostics(event.snippet()).filter(Diag::isError).toList();
        boolean tooLarge = complaints.stream().anyMatch(c -> c.getCode().startsWith(TOO_LARGE));
        if (tooLarge) {
            cleanCompiler(event.snippet());
        }
        if (tooLarge || event.status() == Status.REJECTED) {
            throw new CompileError(places.get(event.snippet().id()), complaints, advice);
        }
    }

    /**
     * A string or a method that no class file can hold stays in the compiler that JShell keeps, and every later cell
     * would fail by it, without a word. A change of the class path, be it none, makes JShell take a new compiler.
     */
    private void cleanCompiler(Snippet tooLarge) {
        if (shell.status(tooLarge).isActive()) {
            shell.drop(tooLarge);
        }
        shell.addToClasspath(System.getProperty("java.class.path").split(File.pathSeparator)[0]);
    }

    private CellError thrown(JShellException seen) {
        Throwable live = control.lastThrown();
        if (live instanceof CellError nested) {
            return nested;
        }
        if (seen instanceof UnresolvedReferenceException unresolved) {
            return undefined(unresolved);
        }
        List<String> report = new Trace(places).of(seen, live);
        return new RuntimeError(Trace.name(seen), SnippetNames.without(seen.getMessage()), report);
    }

    private CellError undefined(UnresolvedReferenceException e) {
        String missing =
                String.join(", ", shell.unresolvedDependencies(e.getSnippet()).toList());
        String sentence = "This uses " + missing + ", which is not defined yet.";
        return new RuntimeError("UndefinedError", sentence, List.of(Ansi.boldRed("UndefinedError") + ": " + sentence));
    }

    @Override
    public void close() {
        shell.close();
    }
}
