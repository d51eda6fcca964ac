package jenomics.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** How HDF5 describes a kind of value (File Format Specification 3.0, section IV.A.2.d, version 1). */
record HdfType(int size, byte[] message) {
    private static final int WHOLE = 0;
    private static final int DECIMAL = 1;
    private static final int ENUMERATION = 8;
    private static final int VARIABLE = 9;
    private static final int SIGNED = 8;
    private static final int IMPLIED_LEADING_BIT = 0x20;
    private static final int NAME = 8;

    static final HdfType INT8 = whole(1);
    static final HdfType INT32 = whole(4);
    static final HdfType FLOAT32 = decimal(4, 31, 23, 8, 127);
    static final HdfType FLOAT64 = decimal(8, 63, 52, 11, 1023);
    static final HdfType TEXT = text();
    static final HdfType TRUTH = truth();

    private static ByteBuffer begin(int bytes, int kind, int bits, int size) {
        var buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.put((byte) (1 << 4 | kind))
                .put((byte) bits)
                .put((byte) (bits >> 8))
                .put((byte) (bits >> 16))
                .putInt(size);
    }

    private static HdfType whole(int size) {
        return new HdfType(size, whole(size, SIGNED).array());
    }

    private static ByteBuffer whole(int size, int bits) {
        return begin(12, WHOLE, bits, size).putShort((short) 0).putShort((short) (8 * size));
    }

    private static HdfType decimal(int size, int sign, int mantissa, int exponent, int bias) {
        var buffer = begin(20, DECIMAL, IMPLIED_LEADING_BIT | sign << 8, size)
                .putShort((short) 0)
                .putShort((short) (8 * size))
                .put((byte) mantissa)
                .put((byte) exponent)
                .put((byte) 0)
                .put((byte) mantissa)
                .putInt(bias);
        return new HdfType(size, buffer.array());
    }

    /** UTF-8 of any length, kept in a heap. */
    private static HdfType text() {
        int string = 1;
        int utf8 = 1 << 8;
        var buffer = begin(20, VARIABLE, string | utf8, 16).put(whole(1, 0).array());
        return new HdfType(16, buffer.array());
    }

    /** What h5py takes for booleans: an enumeration of FALSE and TRUE. */
    private static HdfType truth() {
        var buffer = begin(8 + 12 + 2 * NAME + 2, ENUMERATION, 2, 1).put(INT8.message());
        for (String name : new String[] {"FALSE", "TRUE"}) {
            buffer.put(java.util.Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), NAME));
        }
        return new HdfType(1, buffer.put((byte) 0).put((byte) 1).array());
    }
}
