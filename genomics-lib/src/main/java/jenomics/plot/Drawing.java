package jenomics.plot;

/** A chart that can be drawn on any surface, at any place: alone, or inside {@link Panels}. Immutable. */
abstract class Drawing implements Chart {
    /** Nominal width in pixels. */
    abstract double width();

    /** Nominal height in pixels. */
    abstract double height();

    /** Draws into the area, which may be of another size than the nominal one; the paper is white already. */
    abstract void draw(Surface surface, Box area);

    @Override
    public final String svg() {
        return SvgSurface.document(this);
    }

    @Override
    public final byte[] png() {
        return RasterSurface.png(this);
    }

    @Override
    public final String toString() {
        return text();
    }
}
