package jenomics.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A series of a line chart.
 *
 * @param colour index of its categorical colour; -1 for a dashed line of reference
 * @param ys NaN (or infinite) where the line breaks
 * @param noise the ys before smoothing, or empty
 * @param band what surrounds the line, or null
 */
record Line(String name, int colour, double[] xs, double[] ys, double[] noise, Band band) {
    /** Lower and upper limits at some x. */
    record Band(double[] xs, double[] lows, double[] highs) {}

    /** Columns of this many pixels keep their lowest and highest point: less is not seen under a 2.2 pixel line. */
    private static final double COLUMN = 2;

    private static final double DOT = 3.5;
    private static final double WIDTH = 2.2;
    /** Noise drawn with a thick line is a blot. */
    private static final double DENSE_WIDTH = 1.1;

    boolean reference() {
        return colour < 0;
    }

    Ink ink() {
        return reference() ? Ink.QUIET : Ink.of(Palette.category(colour));
    }

    Pen pen() {
        return reference() ? Pen.of(ink(), 1.4).dashed(5) : Pen.of(ink(), WIDTH);
    }

    Line with(Band newBand) {
        return new Line(name, colour, xs, ys, noise, newBand);
    }

    Line smoothedOver(double span) {
        double[] smooth = ys.clone();
        double newest = 2 / (span + 1);
        double average = Double.NaN;
        for (int i = 0; i < smooth.length; i++) {
            if (Double.isFinite(smooth[i])) {
                average = Double.isNaN(average) ? smooth[i] : average + newest * (smooth[i] - average);
                smooth[i] = average;
            }
        }
        return new Line(name, colour, xs, smooth, ys, band);
    }

    void drawNoise(Surface surface, Frame frame) {
        if (noise.length > 0) {
            for (var piece : pieces(xs, noise)) {
                var thin = thinned(frame.px(piece.xs()), frame.py(piece.ys()));
                surface.polyline(thin.xs(), thin.ys(), Pen.of(ink().withAlpha(0.3), DENSE_WIDTH));
            }
        }
    }

    void draw(Surface surface, Frame frame) {
        for (var piece : pieces(xs, ys)) {
            double[] px = frame.px(piece.xs());
            double[] py = frame.py(piece.ys());
            if (px.length == 1) {
                surface.dots(px, py, DOT, ink());
            } else {
                var thin = thinned(px, py);
                boolean dense =
                        noise.length == 0 && thin.xs().length > frame.plot().width() / COLUMN;
                surface.polyline(thin.xs(), thin.ys(), dense ? Pen.of(ink(), DENSE_WIDTH) : pen());
            }
        }
    }

    void drawBand(Surface surface, Frame frame) {
        if (band == null) {
            return;
        }
        for (var piece : pieces(band.xs(), band.lows(), band.highs())) {
            var low = thinned(frame.px(piece.xs()), frame.py(piece.ys()));
            var high = thinned(frame.px(piece.xs()), frame.py(piece.highs()));
            surface.polygon(
                    thereAndBack(low.xs(), high.xs()), thereAndBack(low.ys(), high.ys()), ink().withAlpha(0.18));
        }
    }

    private static double[] thereAndBack(double[] there, double[] back) {
        double[] ring = java.util.Arrays.copyOf(there, there.length + back.length);
        for (int i = 0; i < back.length; i++) {
            ring[there.length + i] = back[back.length - 1 - i];
        }
        return ring;
    }

    /** A stretch without gaps; highs only in bands. */
    record Piece(double[] xs, double[] ys, double[] highs) {}

    static List<Piece> pieces(double[] xs, double[] ys) {
        return pieces(xs, ys, ys);
    }

    private static List<Piece> pieces(double[] xs, double[] ys, double[] highs) {
        var pieces = new ArrayList<Piece>();
        int start = 0;
        for (int i = 0; i <= xs.length; i++) {
            boolean gap =
                    i == xs.length || !Double.isFinite(xs[i]) || !Double.isFinite(ys[i]) || !Double.isFinite(highs[i]);
            if (gap) {
                if (i > start) {
                    pieces.add(new Piece(cut(xs, start, i), cut(ys, start, i), cut(highs, start, i)));
                }
                start = i + 1;
            }
        }
        return pieces;
    }

    private static double[] cut(double[] values, int from, int to) {
        return java.util.Arrays.copyOfRange(values, from, to);
    }

    /** Places on paper, fewer where many share a pixel column: the first, lowest, highest and last of each stay. */
    static Piece thinned(double[] px, double[] py) {
        if (px.length <= 2 * Math.abs(px[px.length - 1] - px[0]) / COLUMN || !ascending(px)) {
            return new Piece(px, py, py);
        }
        var keep = new ArrayList<Integer>();
        for (int from = 0, to; from < px.length; from = to) {
            long column = (long) Math.floor(px[from] / COLUMN);
            int lowest = from;
            int highest = from;
            to = from;
            while (to < px.length && (long) Math.floor(px[to] / COLUMN) == column) {
                lowest = py[to] < py[lowest] ? to : lowest;
                highest = py[to] > py[highest] ? to : highest;
                to++;
            }
            keep(keep, from == 0 ? 0 : Math.min(lowest, highest));
            keep(keep, Math.min(lowest, highest));
            keep(keep, Math.max(lowest, highest));
            keep(keep, to == px.length ? to - 1 : Math.max(lowest, highest));
        }
        double[] thinX = keep.stream().mapToDouble(i -> px[i]).toArray();
        double[] thinY = keep.stream().mapToDouble(i -> py[i]).toArray();
        return new Piece(thinX, thinY, thinY);
    }

    private static void keep(List<Integer> kept, int index) {
        if (kept.isEmpty() || kept.get(kept.size() - 1) < index) {
            kept.add(index);
        }
    }

    private static boolean ascending(double[] values) {
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
