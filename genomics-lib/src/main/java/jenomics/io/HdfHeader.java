package jenomics.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The header of an object in an HDF5 file: messages that say what it is (section IV.A.1.a, version 1). */
final class HdfHeader {
    private static final int DATASPACE = 1;
    private static final int LINK_INFO = 2;
    private static final int DATATYPE = 3;
    private static final int FILL_VALUE = 5;
    private static final int LINK = 6;
    private static final int LAYOUT = 8;
    private static final int GROUP_INFO = 10;
    private static final int ATTRIBUTE = 12;
    private static final int LARGEST = 0xfff8;
    static final long NOWHERE = -1;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private int count;

    /** A list of values that lie one after the other. */
    static HdfHeader dataset(HdfType type, long[] shape, long address, long bytes) {
        var header = new HdfHeader();
        header.add(DATASPACE, dataspace(shape));
        header.add(DATATYPE, type.message());
        header.add(FILL_VALUE, new byte[] {2, 2, 2, 1, 0, 0, 0, 0});
        header.add(
                LAYOUT,
                buffer(18)
                        .put((byte) 3)
                        .put((byte) 1)
                        .putLong(bytes == 0 ? NOWHERE : address)
                        .putLong(bytes)
                        .array());
        return header;
    }

    static HdfHeader group() {
        var header = new HdfHeader();
        header.add(
                LINK_INFO,
                buffer(18).putShort((short) 0).putLong(NOWHERE).putLong(NOWHERE).array());
        header.add(GROUP_INFO, new byte[2]);
        return header;
    }

    /** Another object in this group. */
    HdfHeader link(String name, long address) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        add(
                LINK,
                buffer(13 + text.length)
                        .put((byte) 1)
                        .put((byte) 0x11)
                        .put((byte) 1)
                        .putShort((short) text.length)
                        .put(text)
                        .putLong(address)
                        .array());
        return this;
    }

    /** What is said of this object. */
    HdfHeader attribute(String name, HdfType type, long[] shape, byte[] values) {
        byte[] text = padded((name + "\0").getBytes(StandardCharsets.US_ASCII));
        byte[] kind = padded(type.message());
        byte[] space = padded(dataspace(shape));
        add(
                ATTRIBUTE,
                buffer(8 + text.length + kind.length + space.length + values.length)
                        .put((byte) 1)
                        .put((byte) 0)
                        .putShort((short) (name.length() + 1))
                        .putShort((short) type.message().length)
                        .putShort((short) dataspace(shape).length)
                        .put(text)
                        .put(kind)
                        .put(space)
                        .put(values)
                        .array());
        return this;
    }

    /** Whether so many bytes can be said of an object. */
    static boolean fits(long bytes) {
        return bytes < LARGEST - 512;
    }

    private static byte[] dataspace(long[] shape) {
        var buffer = buffer(8 + 8 * shape.length).put((byte) 1).put((byte) shape.length);
        buffer.position(8);
        for (long extent : shape) {
            buffer.putLong(extent);
        }
        return buffer.array();
    }

    private void add(int kind, byte[] content) {
        byte[] data = padded(content);
        messages.writeBytes(
                buffer(8).putShort((short) kind).putShort((short) data.length).array());
        messages.writeBytes(data);
        count++;
    }

    private static byte[] padded(byte[] content) {
        return Arrays.copyOf(content, (content.length + 7) / 8 * 8);
    }

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] bytes() {
        byte[] all = messages.toByteArray();
        return buffer(16 + all.length)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) count)
                .putInt(1)
                .putInt(all.length)
                .putInt(0)
                .put(all)
                .array();
    }
}
