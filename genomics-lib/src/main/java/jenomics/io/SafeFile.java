package jenomics.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Files that are there whole or not at all: written beside their place, forced to disk, then moved in one step. When
 * anything fails on the way (a full disk, a stop) the old file is still what it was.
 */
public final class SafeFile {

    /** What writes the content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** What the name of a file ends with that is being written. */
    static final String DRAFT = ".part";

    private SafeFile() {}

    /** Where a file is written before it is moved to its place. */
    static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + DRAFT);
    }

    /** Writes and returns the file; missing folders are made. */
    public static Path write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        Path draft = draft(target);
        try {
            Files.createDirectories(target.getParent());
            try (var channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw failed(file, draft, e);
        } catch (RuntimeException | Error e) {
            discard(draft);
            throw e;
        }
    }

    private static GenomicsException failed(Path file, Path draft, IOException cause) {
        boolean existed = Files.exists(file);
        discard(draft);
        return new GenomicsException(
                "Cannot write " + file + ": " + cause.getMessage() + ". "
                        + (existed ? "The file that was there before is untouched." : "Nothing was left behind.")
                        + " Free some space or choose another folder.",
                Map.of("file", file.toString(), "cause", String.valueOf(cause.getMessage())),
                cause);
    }

    private static void discard(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // The draft stays; the file itself is safe, which is what counts.
        }
    }
}
