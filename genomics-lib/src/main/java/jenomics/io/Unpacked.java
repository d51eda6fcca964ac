package jenomics.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Files by what their first bytes say: gzip, bzip2, xz or plain. */
final class Unpacked {
    private static final byte[] BZIP2 = {'B', 'Z', 'h'};
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    /** The most memory that xz may ask for; its strongest preset asks for 65 MiB. */
    private static final int XZ_MEMORY_KIB = 256 * 1024;

    private Unpacked() {}

    static InputStream open(Path file) {
        var in = DataFile.open(file);
        if (!(in instanceof BufferedInputStream)) {
            return in;
        }
        try {
            byte[] first = first(in);
            if (starts(first, BZIP2)) {
                return new BZip2CompressorInputStream(in, true);
            }
            return starts(first, XZ) ? new XZInputStream(in, XZ_MEMORY_KIB) : in;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Whether the bytes of the file are those of the text, so that one can begin in its midst. */
    static boolean isPlain(Path file) {
        try (var in = open(file)) {
            return in instanceof BufferedInputStream;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** A file that is not packed, from a byte on. */
    static InputStream openAt(Path file, long offset) {
        try {
            return Channels.newInputStream(FileChannel.open(file).position(offset));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static byte[] first(InputStream in) throws IOException {
        in.mark(XZ.length);
        byte[] first = in.readNBytes(XZ.length);
        in.reset();
        return first;
    }

    private static boolean starts(byte[] content, byte[] magic) {
        return content.length >= magic.length && Arrays.equals(magic, Arrays.copyOf(content, magic.length));
    }

    /** What to say when reading a file fails: cut short, damaged, or not readable at all. */
    static GenomicsException failure(Path file, IOException e) {
        boolean cut =
                e instanceof EOFException || String.valueOf(e.getMessage()).contains("nexpected end");
        String what = cut ? "is cut short" : "cannot be read to its end";
        return new GenomicsException(
                "'" + file + "' " + what + " (" + e.getMessage() + "). Copy or download it again.",
                Map.of("file", file.toString()),
                e);
    }
}
