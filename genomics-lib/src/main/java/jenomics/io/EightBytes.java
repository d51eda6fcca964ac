package jenomics.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of a text as one number, the first of them lowest, so that all are looked at together. */
final class EightBytes {
    static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    static final long HIGH_BITS = ~LOW_BITS;
    private static final long ONES = 0x0101010101010101L;
    private static final VarHandle VIEW = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EightBytes() {}

    static long at(byte[] text, int from) {
        return (long) VIEW.get(text, from);
    }

    /** The place of the first byte whose high bit is set; 8 if none is. */
    static int first(long marked) {
        return Long.numberOfTrailingZeros(marked) >>> 3;
    }

    /** Where the one or the other stands first; {@code to} if nowhere. */
    static int find(byte[] text, int from, int to, char one, char other) {
        long ones = ONES * one;
        long others = ONES * other;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = at(text, at);
            long found = zeros(eight ^ ones) | zeros(eight ^ others);
            if (found != 0) {
                return at + first(found);
            }
        }
        while (at < to && text[at] != one && text[at] != other) {
            at++;
        }
        return at;
    }

    /** Marks bytes that are 0; above the first of them also others may be marked. */
    private static long zeros(long eight) {
        return eight - ONES & ~eight & HIGH_BITS;
    }
}
