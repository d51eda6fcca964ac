package jenomics.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** Pieces of a file as little-endian buffers. */
final class FilePiece {
    private FilePiece() {}

    /** Mapped, so that it takes no memory until it is looked at; a file inside a jar cannot be, and is read. */
    static ByteBuffer map(Path file, FileChannel channel, long from, long length) throws IOException {
        return file.getFileSystem() == FileSystems.getDefault()
                ? channel.map(FileChannel.MapMode.READ_ONLY, from, length).order(ByteOrder.LITTLE_ENDIAN)
                : read(channel, from, Math.toIntExact(length));
    }

    /** Read whole, position 0. */
    static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("it ends " + bytes.remaining() + " bytes early");
            }
        }
        return bytes.flip();
    }
}
