package jenomics.kernel.shell;

import java.util.LinkedHashMap;
import jenomics.provenance.GenomicsException;

/**
 * What {@code System.exit} of a cell comes to: the kernel stays. Public because the code of cells calls it, see
 * {@link ExitCalls}.
 */
public final class CellExit {
    private CellExit() {}

    /** In place of {@code System.exit(status)}. */
    public static void exit(int status) {
        throw refusal("System.exit(" + status + ")");
    }

    /** In place of {@code runtime.exit(status)}. */
    public static void exit(Runtime runtime, int status) {
        throw refusal("Runtime.exit(" + status + ")");
    }

    /** In place of {@code runtime.halt(status)}. */
    public static void halt(Runtime runtime, int status) {
        throw refusal("Runtime.halt(" + status + ")");
    }

    private static GenomicsException refusal(String call) {
        var waysOn = new LinkedHashMap<String, Object>();
        waysOn.put("to end the cell here", "throw an exception, or return from the method");
        waysOn.put("to begin anew", "Restart in the notebook's menu Kernel");
        waysOn.put("to end the kernel", "Shut Down in the notebook's menu Kernel");
        return new GenomicsException(
                call + " would end the kernel, and with it every variable of this session; it was not done.", waysOn);
    }
}
