package jenomics.kernel.shell;

import java.util.List;

/** Stop was pressed. */
public final class StoppedError extends CellError {
    private final transient Object result;

    StoppedError(int cell, Object result) {
        super(
                "cell [" + cell + "] was stopped",
                List.of(Ansi.red("KeyboardInterrupt") + ": cell [" + cell + "] was stopped"));
        this.result = result;
    }

    @Override
    public String name() {
        return "KeyboardInterrupt";
    }

    /** What the last statement still gave back when it was stopped politely; null if nothing. */
    public Object result() {
        return result;
    }
}
