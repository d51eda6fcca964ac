package jenomics.plot;

/**
 * A colour to draw with.
 *
 * @param rgb 0xRRGGBB
 * @param alpha opacity, 0 to 1
 */
record Ink(int rgb, double alpha) {
    static final Ink PAPER = of(0xFFFFFF);
    static final Ink TITLE = of(0x111111);
    static final Ink TEXT = of(0x333333);
    static final Ink AXIS = of(0x444444);
    static final Ink GRID = of(0xE6E6E6);
    static final Ink QUIET = of(0x999999);
    /** Cells without a value. */
    static final Ink MISSING = of(0xD9D9D9);

    static Ink of(int rgb) {
        return new Ink(rgb, 1);
    }

    Ink withAlpha(double newAlpha) {
        return new Ink(rgb, newAlpha);
    }

    /** The solid colour that this much of the ink leaves on white paper. */
    Ink onPaper(double share) {
        return of(whitened(16, share) << 16 | whitened(8, share) << 8 | whitened(0, share));
    }

    private int whitened(int shift, double share) {
        return (int) Math.round(255 - (255 - (rgb >> shift & 0xFF)) * share);
    }

    String hex() {
        return String.format("#%06X", rgb);
    }
}
