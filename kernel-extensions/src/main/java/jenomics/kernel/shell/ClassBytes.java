package jenomics.kernel.shell;

/** The bytes of a class file, big-endian as they are. */
final class ClassBytes {
    private final byte[] array;

    ClassBytes(byte[] array) {
        this.array = array.clone();
    }

    byte[] array() {
        return array;
    }

    int u1(int at) {
        return array[at] & 0xff;
    }

    int u2(int at) {
        return u1(at) << 8 | u1(at + 1);
    }

    int u4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }

    void put1(int at, int value) {
        array[at] = (byte) value;
    }

    void put2(int at, int value) {
        put1(at, value >> 8);
        put1(at + 1, value);
    }
}
