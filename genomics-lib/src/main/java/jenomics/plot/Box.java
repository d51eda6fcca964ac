package jenomics.plot;

/** A rectangle on the paper, in nominal pixels, y downwards. */
record Box(double x, double y, double width, double height) {
    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    double centreX() {
        return x + width / 2;
    }

    double centreY() {
        return y + height / 2;
    }

    /** The same box with these widths taken off its sides. */
    Box inset(double left, double top, double rightSide, double bottomSide) {
        return new Box(
                x + left, y + top, Math.max(1, width - left - rightSide), Math.max(1, height - top - bottomSide));
    }
}
