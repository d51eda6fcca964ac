package jenomics.io;

/**
 * A decimal number of up to seven characters behind its sign, as most cells of a table of measurements are: told from its
 * end and its point out of eight bytes at once. Everything else is left to {@link NumberText}, which gives the same value.
 */
final class ShortDecimal {
    /** How many bytes from the first on are looked at. */
    static final int REACH = 10;

    private static final long ZEROS = 0x3030303030303030L;
    /** Lifts a byte above 9 to its high bit. */
    private static final long ABOVE_NINE = 0x7676767676767676L;

    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7};

    private double value;
    private int length;

    /** Whether such a number begins here, followed by the delimiter or the end of the line. */
    boolean read(byte[] text, int from, byte point, byte delimiter) {
        int sign = text[from] == '-' ? 1 : 0;
        int first = from + sign;
        long digits = EightBytes.at(text, first) ^ ZEROS;
        long others = ((digits & EightBytes.LOW_BITS) + ABOVE_NINE | digits) & EightBytes.HIGH_BITS;
        int whole = EightBytes.first(others);
        boolean pointed = text[first + whole] == point && point != delimiter;
        int end = pointed ? EightBytes.first(others & others - 1) : whole;
        int count = pointed ? end - 1 : end;
        byte last = text[first + end];
        if (count == 0 || end == Long.BYTES || last != delimiter && last != '\n') {
            return false;
        }
        long before = (1L << 8 * whole) - 1;
        long packed = pointed ? digits & before | digits >>> 8 & ~before : digits;
        int number = number(packed << 8 * (Long.BYTES - count));
        double magnitude = pointed ? number / POWERS[count - whole] : number;
        value = sign == 1 ? -magnitude : magnitude;
        length = sign + end;
        return true;
    }

    /** Eight digits, the first in the lowest byte: neighbours are joined to pairs, these to fours, these to all. */
    private static int number(long digits) {
        long pairs = digits * (10 << 8 | 1) >>> 8 & 0x00ff00ff00ff00ffL;
        long fours = pairs * (100 << 16 | 1) >>> 16 & 0x0000ffff0000ffffL;
        return (int) (fours * (10_000L << 32 | 1) >>> 32);
    }

    double value() {
        return value;
    }

    /** How many bytes it has, the sign among them. */
    int length() {
        return length;
    }
}
