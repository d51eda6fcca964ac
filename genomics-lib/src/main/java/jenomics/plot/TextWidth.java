package jenomics.plot;

/**
 * Widths of text without a font: what lays a chart out where AWT must not wake up. The advances are those of DejaVu
 * Sans, the widest of the usual sans-serif faces, so that a viewer with another one has room to spare.
 */
final class TextWidth {
    /** Advances of the characters 32 to 126, in hundredths of the font size. */
    private static final int[] ADVANCES = {
        32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34,
        84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99,
        69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52,
        39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
    };

    private static final int OTHER = 75;
    private static final int WIDE = 105;
    /** From here on (Hangul, CJK and most emoji) characters fill a square. */
    private static final int FIRST_WIDE = 0x1100;

    private TextWidth() {}

    static double of(String text, double size) {
        return text.codePoints().map(TextWidth::advance).sum() * size / 100;
    }

    private static int advance(int character) {
        if (character >= 32 && character < 127) {
            return ADVANCES[character - 32];
        }
        return character >= 0x2000 && character < 0x2E80 || character < FIRST_WIDE ? OTHER : WIDE;
    }
}
