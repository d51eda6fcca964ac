package jenomics.plot;

/**
 * How a line is drawn: round ends and joins.
 *
 * @param dash length of dashes and gaps; 0 draws through
 */
record Pen(Ink ink, double width, double dash) {
    static Pen of(Ink ink, double width) {
        return new Pen(ink, width, 0);
    }

    Pen dashed(double length) {
        return new Pen(ink, width, length);
    }
}
