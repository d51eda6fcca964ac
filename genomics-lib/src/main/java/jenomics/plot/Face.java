package jenomics.plot;

/**
 * How text is set. The position given with the text is on its baseline, at the end named by the anchor; sideways text
 * reads upwards.
 */
record Face(double size, boolean bold, Anchor anchor, boolean sideways, Ink ink) {
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    static final Face TITLE = new Face(15, true, Anchor.START, false, Ink.TITLE);
    static final Face AXIS = new Face(13, false, Anchor.MIDDLE, false, Ink.TEXT);
    static final Face TICK = new Face(11, false, Anchor.MIDDLE, false, Ink.TEXT);
    static final Face LEGEND = new Face(12, false, Anchor.START, false, Ink.TEXT);

    Face at(Anchor newAnchor) {
        return new Face(size, bold, newAnchor, sideways, ink);
    }

    Face turned() {
        return new Face(size, bold, anchor, true, ink);
    }

    Face in(Ink newInk) {
        return new Face(size, bold, anchor, sideways, newInk);
    }

    Face sized(double newSize) {
        return new Face(newSize, bold, anchor, sideways, ink);
    }

    Face heavy() {
        return new Face(size, true, anchor, sideways, ink);
    }

    /** How far below the middle of a line of this text its baseline lies. */
    double drop() {
        return size * 0.35;
    }

    double width(String text) {
        return TextWidth.of(text, size) * (bold ? 1.09 : 1);
    }

    /** The text, cut with an ellipsis where it is wider than this. */
    String fit(String text, double width) {
        if (width(text) <= width) {
            return text;
        }
        int keep = 1;
        for (int tooMany = text.length(); tooMany - keep > 1; ) { // halved each time: a name may be very long
            int middle = (keep + tooMany) / 2;
            if (width(text.substring(0, middle) + "…") <= width) {
                keep = middle;
            } else {
                tooMany = middle;
            }
        }
        if (Character.isHighSurrogate(text.charAt(keep - 1))) {
            keep--;
        }
        return text.substring(0, keep) + "…";
    }
}
