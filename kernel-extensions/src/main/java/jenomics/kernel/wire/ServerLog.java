package jenomics.kernel.wire;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The process's own stderr, where the Jupyter server keeps its log; {@code System.err} belongs to the cells. */
public final class ServerLog {
    private static final PrintStream STDERR =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private ServerLog() {}

    public static void say(String line) {
        STDERR.println("[jenomics kernel] " + line);
    }

    /** What should not have happened, with its stack trace. */
    public static void say(String line, Throwable e) {
        say(line);
        e.printStackTrace(STDERR);
    }
}
