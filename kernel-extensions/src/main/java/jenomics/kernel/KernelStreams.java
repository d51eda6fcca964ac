package jenomics.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The process's standard streams as cells see them, for good: a thread that prints after its cell is over is still heard.
 * Also the base library's {@link JupyterIO}, for code written for IJava.
 */
final class KernelStreams extends JupyterIO {
    private final CellStream stdout = new CellStream(StreamType.OUT);
    private final CellStream stderr = new CellStream(StreamType.ERR);
    private final PrintStream printOut = new PrintStream(stdout, false, StandardCharsets.UTF_8);
    private final PrintStream printErr = new PrintStream(stderr, false, StandardCharsets.UTF_8);
    private volatile boolean inputAllowed;

    void install() {
        System.setOut(printOut);
        System.setErr(printErr);
        System.setIn(new InputLines(this::ask));
    }

    /** From now on the shell thread works for this cell. */
    void attach(ShellReplyEnvironment cell, boolean allowInput) {
        OutputTarget.isNow(cell);
        inputAllowed = allowInput;
        setEnv(cell);
        setJupyterInEnabled(allowInput);
    }

    void publish() {
        printOut.flush();
        printErr.flush();
        stdout.publish();
        stderr.publish();
    }

    private String ask() {
        publish();
        return inputAllowed && OutputTarget.current() instanceof ShellReplyEnvironment cell
                ? cell.readFromStdIn()
                : null;
    }
}
