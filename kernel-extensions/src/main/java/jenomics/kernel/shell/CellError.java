package jenomics.kernel.shell;

import java.util.List;

/** How a cell fails: the name and the sentence a front end gets, and the lines a reader sees. */
public abstract sealed class CellError extends Exception
        permits CompileError, RuntimeError, StoppedError, IncompleteError {
    private final transient List<String> report;

    CellError(String message, List<String> report) {
        super(message, null, false, false);
        this.report = List.copyOf(report);
    }

    /** The name of the error: an exception's class, or CompilationError, KeyboardInterrupt. */
    public abstract String name();

    /** Lines with ANSI colours that read well on light and dark grounds. */
    public List<String> report() {
        return report;
    }
}
