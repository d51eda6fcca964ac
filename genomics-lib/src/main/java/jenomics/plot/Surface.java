package jenomics.plot;

/**
 * What charts draw on: the few strokes they need, in nominal pixels with y downwards. One layout thus gives one look in
 * both outputs, {@link SvgSurface} (no AWT) and {@link RasterSurface} (Java2D).
 */
interface Surface {
    /** A line through the points; at least two. */
    void polyline(double[] xs, double[] ys, Pen pen);

    void polygon(double[] xs, double[] ys, Ink fill);

    void rect(Box box, Ink fill);

    void outline(Box box, Pen pen);

    /** Dots of one radius; many dots of one call may merge where they overlap. */
    void dots(double[] xs, double[] ys, double radius, Ink fill);

    void text(String text, double x, double y, Face face);

    /** A raster filling the box, each cell one flat rectangle. */
    void raster(Raster raster, Box box);

    /** A PNG stretched over the box. */
    void picture(byte[] png, Box box);

    /** The letter's outline stretched over the box, upside down when flipped. */
    void letter(Letter letter, Box box, boolean flipped, Ink fill);

    /** Draws with everything outside the box cut off. */
    void within(Box box, Runnable drawing);

    default void line(double x1, double y1, double x2, double y2, Pen pen) {
        polyline(new double[] {x1, x2}, new double[] {y1, y2}, pen);
    }
}
