package jenomics.kernel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenomics.kernel.shell.CellError;
import jenomics.kernel.shell.CellShell;
import jenomics.kernel.shell.RunningCell;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/**
 * A kernel as JJava is one: its base library untouched, which finds the extension by itself, and a JShell. A line that
 * begins with {@code %} is a magic.
 */
public final class KernelOnJJavasBase extends BaseKernel {
    private final CellShell shell = new CellShell(List.of());
    private int cells;

    private KernelOnJJavasBase() {
        super(
                "A kernel on JJava's base",
                "1",
                new LanguageInfo.Builder("Java").build(),
                List.of(),
                null,
                new JupyterIO(StandardCharsets.UTF_8),
                new CommManager(),
                new Renderer(),
                null,
                new MagicsRegistry(),
                true,
                new StringStyler.Builder().build());
    }

    public static void main(String[] arguments) throws Exception {
        var connection =
                new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
        var kernel = new KernelOnJJavasBase();
        kernel.becomeHandlerForConnection(connection);
        kernel.onStartup();
        connection.connect();
        connection.waitUntilClose();
    }

    @Override
    public Object evalRaw(String code) {
        try {
            return code.startsWith("%")
                    ? magicsRegistry.evalLineMagic(this, code.substring(1), List.of())
                    : shell.eval(new RunningCell(++cells), code);
        } catch (CellError e) {
            throw new IllegalStateException(e.name() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public DisplayData inspect(String code, int at, boolean detailed) {
        return null;
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        return null;
    }

    @Override
    public String isComplete(String code) {
        return IS_COMPLETE_MAYBE;
    }
}
