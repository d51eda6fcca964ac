package jenomics.plot;

import java.util.ArrayList;
import java.util.List;

/** One entry of a legend. Legends stand in rows above the plot, where they never cover data nor move while it grows. */
record Key(String name, Ink ink, Mark mark) {
    enum Mark {
        LINE,
        DASHES,
        DOT,
        BLOCK
    }

    static final double ROW = 20;
    private static final double SWATCH = 22;
    private static final double GAP = 7;
    private static final double BETWEEN = 20;
    private static final double WIDEST = 260;

    private String label() {
        return Face.LEGEND.fit(name, WIDEST);
    }

    private double swatch() {
        return mark == Mark.LINE || mark == Mark.DASHES ? SWATCH : 13;
    }

    private double width() {
        return swatch() + GAP + Face.LEGEND.width(label()) + BETWEEN;
    }

    /** The entries row by row, as many in each as fit the width. */
    static List<List<Key>> rows(List<Key> keys, double width) {
        var rows = new ArrayList<List<Key>>();
        double used = 0;
        for (Key key : keys) {
            if (rows.isEmpty() || used + key.width() - BETWEEN > width) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.get(rows.size() - 1).add(key);
            used += key.width();
        }
        return rows;
    }

    /** Draws the rows downwards from the corner. */
    static void draw(Surface surface, List<List<Key>> rows, double x, double top) {
        double y = top + ROW / 2;
        for (var row : rows) {
            double at = x;
            for (Key key : row) {
                key.drawSwatch(surface, at, y);
                surface.text(key.label(), at + key.swatch() + GAP, y + Face.LEGEND.drop(), Face.LEGEND);
                at += key.width();
            }
            y += ROW;
        }
    }

    private void drawSwatch(Surface surface, double x, double y) {
        switch (mark) {
            case LINE -> surface.line(x + 1, y, x + SWATCH - 1, y, Pen.of(ink, 2.6));
            case DASHES -> surface.line(x, y, x + SWATCH, y, Pen.of(ink, 1.4).dashed(5));
            case DOT -> surface.dots(new double[] {x + 6}, new double[] {y}, 4.5, ink);
            case BLOCK -> surface.rect(new Box(x, y - 6, 13, 12), ink);
        }
    }
}
