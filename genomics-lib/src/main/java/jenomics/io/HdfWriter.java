package jenomics.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Writes an HDF5 file that every version of the format's own library reads: superblock 0, objects with their values one
 * after the other, texts of any length in heaps. Children come before the group that has them. The library that reads
 * ({@link HdfContent}) writes, too, but texts of fixed length, which AnnData does not take.
 */
final class HdfWriter implements AutoCloseable {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int SUPERBLOCK = 96;
    private static final int HEAP_HEAD = 16;
    private static final int SMALLEST_HEAP = 4096;
    private static final int TEXTS_IN_HEAP = 30_000;
    private static final int REFERENCE = 16;

    private final FileChannel channel;
    private final OutputStream out;
    private long position;

    HdfWriter(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        put(new byte[SUPERBLOCK]);
    }

    /** Where values were put. */
    private long put(byte[] bytes) throws IOException {
        align();
        long address = position;
        out.write(bytes);
        position += bytes.length;
        return address;
    }

    private void align() throws IOException {
        while (position % 8 != 0) {
            out.write(0);
            position++;
        }
    }

    /** A matrix of float32; its header, to be completed and placed. */
    HdfHeader matrix(int rows, int columns, java.util.function.IntFunction<float[]> row) throws IOException {
        align();
        long address = position;
        var buffer = HdfHeader.buffer(4 * columns);
        for (int r = 0; r < rows; r++) {
            buffer.clear();
            for (float value : row.apply(r)) {
                buffer.putFloat(value);
            }
            out.write(buffer.array());
            position += buffer.capacity();
        }
        return HdfHeader.dataset(HdfType.FLOAT32, new long[] {rows, columns}, address, 4L * rows * columns);
    }

    HdfHeader numbers(double[] values) throws IOException {
        var buffer = HdfHeader.buffer(8 * values.length);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return list(HdfType.FLOAT64, values.length, buffer.array());
    }

    HdfHeader codes(int[] values) throws IOException {
        var buffer = HdfHeader.buffer(4 * values.length);
        for (int value : values) {
            buffer.putInt(value);
        }
        return list(HdfType.INT32, values.length, buffer.array());
    }

    HdfHeader texts(List<String> values) throws IOException {
        return list(HdfType.TEXT, values.size(), references(values));
    }

    private HdfHeader list(HdfType type, int length, byte[] bytes) throws IOException {
        return HdfHeader.dataset(type, new long[] {length}, put(bytes), bytes.length);
    }

    /** Puts texts into heaps; what points to them there. */
    private byte[] references(List<String> values) throws IOException {
        var references = HdfHeader.buffer(REFERENCE * values.size());
        for (int from = 0; from < values.size(); from += TEXTS_IN_HEAP) {
            heap(values.subList(from, Math.min(values.size(), from + TEXTS_IN_HEAP)), references);
        }
        return references.array();
    }

    /** A global heap (section III.E): length and text, one after the other. */
    private void heap(List<String> values, ByteBuffer references) throws IOException {
        var texts = values.stream().map(v -> v.getBytes(StandardCharsets.UTF_8)).toList();
        int needed = HEAP_HEAD
                + texts.stream()
                        .mapToInt(t -> HEAP_HEAD + (t.length + 7) / 8 * 8)
                        .sum();
        int size = Math.max(SMALLEST_HEAP, needed + HEAP_HEAD);
        align();
        long address = position;
        var heap = HdfHeader.buffer(size)
                .put("GCOL".getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .putLong(size);
        for (int i = 0; i < texts.size(); i++) {
            byte[] text = texts.get(i);
            heap.putShort((short) (i + 1))
                    .putShort((short) 1)
                    .putInt(0)
                    .putLong(text.length)
                    .put(text);
            heap.position((heap.position() + 7) / 8 * 8);
            references.putInt(text.length).putLong(address).putInt(i + 1);
        }
        heap.putLong(0).putLong(size - heap.position() + 8L);
        put(heap.array());
    }

    /** Says something of an object in a text. */
    void say(HdfHeader object, String name, String text) throws IOException {
        object.attribute(name, HdfType.TEXT, new long[0], references(List.of(text)));
    }

    void say(HdfHeader object, String name, List<String> texts) throws IOException {
        object.attribute(name, HdfType.TEXT, new long[] {texts.size()}, references(texts));
    }

    void say(HdfHeader object, String name, boolean truth) {
        object.attribute(name, HdfType.TRUTH, new long[0], new byte[] {(byte) (truth ? 1 : 0)});
    }

    /** Places an object; its address. */
    long place(HdfHeader object) throws IOException {
        return put(object.bytes());
    }

    /** A group of placed objects, to be completed and placed. */
    HdfHeader group(Map<String, Long> children) {
        var group = HdfHeader.group();
        children.forEach(group::link);
        return group;
    }

    /** Ends the file with the group that everything else lies in. */
    void finish(long root) throws IOException {
        align();
        out.flush();
        var block = HdfHeader.buffer(SUPERBLOCK)
                .put(SIGNATURE)
                .put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0})
                .putShort((short) 4)
                .putShort((short) 16)
                .putInt(0)
                .putLong(0)
                .putLong(HdfHeader.NOWHERE)
                .putLong(position)
                .putLong(HdfHeader.NOWHERE)
                .putLong(0)
                .putLong(root);
        block.position(SUPERBLOCK).flip();
        channel.write(block, 0);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
