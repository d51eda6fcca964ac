package jenomics.kernel.shell;

import java.util.List;

/** A statement threw. */
public final class RuntimeError extends CellError {
    private final String name;

    RuntimeError(String name, String message, List<String> report) {
        super(message, report);
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }
}
