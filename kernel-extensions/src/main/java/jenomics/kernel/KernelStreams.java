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
    private volatile boolean saidNobodyAnswers;

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
        saidNobodyAnswers = false;
        setEnv(cell);
        setJupyterInEnabled(allowInput);
    }

    void publish() {
        stdout.publish();
        stderr.publish();
    }

    /**
     * A line from whoever sits at the front end.
     *
     * @param secret whether the front end hides it
     */
    String ask(String prompt, boolean secret) {
        publish();
        if (!inputAllowed || !(OutputTarget.current() instanceof ShellReplyEnvironment cell)) {
            throw new IllegalStateException(
                    "Nobody can be asked \"" + prompt + "\": this run of the notebook takes no input"
                            + " (nbconvert, papermill and others run so). Give the value in a variable of the environment.");
        }
        return cell.readFromStdIn(prompt, secret).stripTrailing();
    }

    /** For {@code System.in}, which is at its end where nobody can be asked. */
    private String ask() {
        publish();
        if (inputAllowed && OutputTarget.current() instanceof ShellReplyEnvironment cell) {
            return cell.readFromStdIn();
        }
        if (!saidNobodyAnswers) {
            saidNobodyAnswers = true;
            System.err.println("[The cell reads System.in, but this run of the notebook takes no input.]");
        }
        return null;
    }
}
