package jenomics.kernel;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** What stands behind {@code System.in}: asks the front end for a line whenever a cell reads past the last one. */
final class InputLines extends InputStream {
    private final Supplier<String> ask;
    private byte[] line = {};
    private int at;

    /** @param ask gives a line with its end, or null where the front end takes no questions */
    InputLines(Supplier<String> ask) {
        this.ask = ask;
    }

    @Override
    public synchronized int read() {
        return more() ? line[at++] & 0xFF : -1;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int n = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, offset, n);
        at += n;
        return n;
    }

    @Override
    public synchronized int available() {
        return line.length - at;
    }

    private boolean more() {
        if (at == line.length) {
            String answer = ask.get();
            line = answer == null ? new byte[0] : answer.getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        return at < line.length;
    }
}
