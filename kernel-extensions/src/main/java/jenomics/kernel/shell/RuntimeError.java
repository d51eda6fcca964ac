package jenomics.kernel.shell;

import java.util.ArrayList;
import java.util.List;

/** A statement threw. */
public final class RuntimeError extends CellError {
    private final String name;

    RuntimeError(String name, String message, List<String> report) {
        super(message, report);
        this.name = name;
    }

    /** The compiler itself ran out of stack: expressions within expressions, thousands deep. */
    static RuntimeError outOfStack() {
        String sentence =
                "The compiler ran out of stack: the cell is nested too deeply, or one expression is too long.";
        return new RuntimeError(
                "CompilationError", sentence, List.of(Ansi.boldRed("CompilationError") + ": " + sentence));
    }

    /** The cell was stopped just before there was no memory at all. */
    static RuntimeError outOfHeap(int cell) {
        var lines = new ArrayList<String>();
        lines.add(Ansi.boldRed("java.lang.OutOfMemoryError") + ": cell [" + cell
                + "] has filled the heap and was stopped");
        lines.addAll(adviceOnHeap());
        return new RuntimeError("java.lang.OutOfMemoryError", "the cell has filled the heap and was stopped", lines);
    }

    static List<String> adviceOnHeap() {
        var runtime = Runtime.getRuntime();
        return List.of(
                "  Of a heap of " + megabytes(runtime.maxMemory()) + ", "
                        + megabytes(runtime.totalMemory() - runtime.freeMemory())
                        + " are in use. Variables keep what they hold:",
                "  set large ones to null, or give the kernel more: ./lab kernel install --memory 8g");
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }

    @Override
    public String name() {
        return name;
    }
}
