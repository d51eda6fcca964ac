package jenomics.kernel.shell;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** A JShell in this process that evaluates cells, statement by statement, and gives back live objects. */
public final class CellShell implements AutoCloseable {
    private final CellControl control = new CellControl(new CellLoader());
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final StopButton stopButton = new StopButton(control);
    private final Map<String, Place> places = new HashMap<>();
    private RunningCell running;

    public CellShell(List<String> compilerOptions) {
        this(compilerOptions, List.of());
    }

    /**
     * @param classPath jars and folders that cells can use from the first one on. Added before the analysis exists: its
     *     indexing thread sets the compiler's class path when that is not set yet, and may overwrite what comes meanwhile.
     */
    public CellShell(List<String> compilerOptions, List<String> classPath) {
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
        analysis = shell.sourceCodeAnalysis();
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
        return new CodeHints(analysis);
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
        }
    }

    /**
     * Work that belongs to a cell but is not its code, such as drawing its result: in a thread of the cell, so that Stop
     * ends a drawing without end.
     */
    public <T> T within(RunningCell cell, Callable<T> work) throws Throwable {
        control.begin(cell);
        SnippetThread thread = control.runApart(work);
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

    private Object statements(String code, int firstLine) throws CellError {
        Object value = null;
        String rest = code;
        while (true) {
            stopHere(null);
            CompletionInfo next = analysis.analyzeCompletion(rest);
            if (next.completeness() == Completeness.EMPTY) {
                return value;
            }
            // what is not Java at all goes to the compiler whole: it says best what is wrong
            boolean whole = next.completeness() == Completeness.UNKNOWN;
            String source = whole || next.source() == null ? rest : next.source();
            Place place = place(code, rest, source, firstLine);
            if (!whole && !next.completeness().isComplete()) {
                throw new IncompleteError(place);
            }
            value = statement(place);
            rest = whole ? "" : next.remaining();
        }
    }

    private Place place(String code, String rest, String source, int firstLine) {
        int from = code.length() - rest.length();
        while (from < code.length() && Character.isWhitespace(code.charAt(from))) {
            from++;
        }
        int line = firstLine
                + (int) code.substring(0, from).chars().filter(c -> c == '\n').count();
        return new Place(running.number(), line, source.strip());
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

    private void stopHere(Object result) throws StoppedError {
        if (running.stopRequested()) {
            throw new StoppedError(running.number(), result);
        }
    }

    private void refuse(SnippetEvent event) throws CellError {
        if (event.exception() != null) {
            throw thrown(event.exception());
        }
        if (event.status() == Status.REJECTED) {
            List<Diag> complaints =
                    shell.diagnostics(event.snippet()).filter(Diag::isError).toList();
            throw new CompileError(places.get(event.snippet().id()), complaints);
        }
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
        return new RuntimeError(Trace.name(seen), ((EvalException) seen).getMessage(), report);
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
