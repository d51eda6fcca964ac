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
    private volatile boolean inputAllowed;

    void install() {
        renew();
        System.setIn(new InputLines(this::ask));
    }

    /** Also after Stop: a thread that ends in the middle of a print leaves half a line in the old stream. */
    void renew() {
        System.setOut(new PrintStream(stdout, false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(stderr, false, StandardCharsets.UTF_8));
    }

    /** From now on the shell thread works for this cell. */
    void attach(ShellReplyEnvironment cell, boolean allowInput) {
        OutputTarget.isNow(cell);
        inputAllowed = allowInput;
        setEnv(cell);
        setJupyterInEnabled(allowInput);
    }

    void publish() {
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
