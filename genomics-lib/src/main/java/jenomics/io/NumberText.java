package jenomics.io;

import java.nio.charset.StandardCharsets;

/** Decimal numbers out of bytes, exactly as {@link Double#parseDouble} reads them, and quickly. */
final class NumberText {
    private static final int SAFE_DIGITS = 18;
    private static final long EXACT = 1L << 53;
    private static final double[] POWERS = new double[23];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private final byte point;

    /** @param point what stands before the decimals, {@code .} or {@code ,} */
    NumberText(char point) {
        this.point = (byte) point;
    }

    /** The number that these bytes are, or NaN if they are none. */
    double parse(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        long digits = 0;
        int known = 0;
        int scale = 0;
        boolean any = false;
        boolean afterPoint = false;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                any = true;
                if (known == SAFE_DIGITS) {
                    return slowly(text, from, to);
                }
                digits = digits * 10 + digit;
                known += digits > 0 ? 1 : 0;
                scale -= afterPoint ? 1 : 0;
            } else if (text[at] == point && !afterPoint) {
                afterPoint = true;
            } else {
                break;
            }
        }
        if (!any) {
            return Double.NaN;
        }
        if (at < to) {
            int exponent = exponent(text, at, to);
            if (exponent == Integer.MIN_VALUE) {
                return Double.NaN;
            }
            scale += exponent;
        }
        if (digits >= EXACT || scale >= POWERS.length || -scale >= POWERS.length) {
            return slowly(text, from, to);
        }
        double value = scale < 0 ? digits / POWERS[-scale] : digits * POWERS[scale];
        return negative ? -value : value;
    }

    /** What follows the e; the smallest int if it is no exponent. */
    private static int exponent(byte[] text, int from, int to) {
        int at = from + 1;
        if ((text[from] | 0x20) != 'e' || at == to) {
            return Integer.MIN_VALUE;
        }
        boolean negative = text[at] == '-';
        at += negative || text[at] == '+' ? 1 : 0;
        int exponent = 0;
        int first = at;
        for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
            exponent = Math.min(9_999, exponent * 10 + text[at] - '0');
        }
        return at == first || at < to ? Integer.MIN_VALUE : negative ? -exponent : exponent;
    }

    private double slowly(byte[] text, int from, int to) {
        String number = new String(text, from, to - from, StandardCharsets.ISO_8859_1).replace((char) point, '.');
        return number.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?") ? Double.parseDouble(number) : Double.NaN;
    }
}
