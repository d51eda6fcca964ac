package jenomics.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** The lines of a file, plain or compressed, through one buffer; a byte order mark is passed over. */
final class LineBytes implements LineSource {
    private final Path file;
    private final InputStream in;
    private final int longest;
    private byte[] buffer = new byte[1 << 17];
    private int position;
    private int end;
    private int from;
    private int to;
    private long line;

    /** @param longest how many bytes a line may have; an eighth of the memory in any case */
    LineBytes(Path file, int longest) {
        this.file = file;
        this.in = Unpacked.open(file);
        this.longest = (int) Math.min(longest, Runtime.getRuntime().maxMemory() / 8);
    }

    @Override
    public boolean next() {
        if (position == end && !fill(position)) {
            return false;
        }
        from = position;
        int at = position;
        while (true) {
            for (; at < end; at++) {
                if (buffer[at] == '\n') {
                    return found(at, at + 1);
                }
            }
            int length = at - from;
            if (!fill(from)) {
                return found(from + length, from + length);
            }
            at = from + length;
        }
    }

    private boolean found(int stop, int next) {
        line++;
        to = stop > from && buffer[stop - 1] == '\r' ? stop - 1 : stop;
        position = next;
        if (line == 1 && to - from >= 3 && (buffer[from] & 0xff) == 0xef && (buffer[from + 1] & 0xff) == 0xbb) {
            from += 3;
        }
        return true;
    }

    /** Moves what is kept to the front and reads on; false at the end of the file. */
    private boolean fill(int keep) {
        int kept = end - keep;
        if (kept > longest) {
            throw new GenomicsException(
                    "Line " + (line + 1) + " of '" + file + "' goes on for more than " + Forecast.size(longest)
                            + ". Is it a text file of lines?",
                    Map.of("file", file.toString(), "line", line + 1));
        }
        if (kept >= buffer.length / 2) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        System.arraycopy(buffer, keep, buffer, 0, kept);
        end = kept;
        position -= keep;
        from -= keep;
        try {
            int n = in.read(buffer, end, buffer.length - end);
            end += Math.max(n, 0);
            return n > 0;
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
    }

    @Override
    public byte[] bytes() {
        return buffer;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    /** The number of this line, from 1. */
    long line() {
        return line;
    }

    @Override
    public String where() {
        return "line " + line;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
    }
}
