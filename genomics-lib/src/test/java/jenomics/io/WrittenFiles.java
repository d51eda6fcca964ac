package jenomics.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** Tests that read files which they write themselves, each test into a folder of its own. */
abstract class WrittenFiles {
    @TempDir
    Path folder;

    Path file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, for the doors that take a path as text. */
    String path(String name, String content) {
        return file(name, content).toString();
    }

    String path(String name, byte[] content) {
        return file(name, content).toString();
    }

    Path gzip(String name, String text) throws IOException {
        return file(name, gzipped(text));
    }

    static byte[] gzipped(String text) throws IOException {
        return packed(GZIPOutputStream::new, text);
    }

    /** A way of compressing. */
    interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    static byte[] packed(Packing packing, String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = packing.around(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
