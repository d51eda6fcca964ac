package jenomics.plot;

import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes SVG 1.1 text: a few kilobytes, coordinates to a tenth of a pixel, fonts by generic family, nothing from
 * outside the document, no AWT. The only ids are those of letters, whose definitions are the same in every document,
 * so that several charts can stand inline in one page.
 */
final class SvgSurface implements Surface {
    private static final Map<Face.Anchor, String> ANCHORS = new EnumMap<>(Map.of(
            Face.Anchor.START,
            "",
            Face.Anchor.MIDDLE,
            " text-anchor=\"middle\"",
            Face.Anchor.END,
            " text-anchor=\"end\""));

    /** Rasters up to this many cells are written as rectangles, larger ones as one small PNG. */
    private static final int CELLS_AS_RECTANGLES = 400;

    private static final double LEAST_RECTANGLE = 4;

    /** From this many dots on, a few paths draw them all; between paths, overlapping dots still add up. */
    private static final int DOTS_APART = 1500;

    private static final int DOT_LAYERS = 12;

    private final StringBuilder out = new StringBuilder();
    private final Map<Character, Letter> letters = new TreeMap<>();

    /** The drawing as a standalone document on white rounded paper. */
    static String document(Drawing drawing) {
        var surface = new SvgSurface();
        double width = drawing.width();
        double height = drawing.height();
        drawing.draw(surface, new Box(0, 0, width, height));
        String size = " width=\"" + number(width) + "\" height=\"" + number(height) + "\"";
        return "<svg xmlns=\"http://www.w3.org/2000/svg\"" + size + " viewBox=\"0 0 " + number(width) + " "
                + number(height) + "\" role=\"img\" aria-label=\"" + escape(drawing.title())
                + "\" font-family=\"sans-serif\" style=\"max-width:100%;height:auto\">\n" + surface.definitions()
                + "<rect" + size + " rx=\"6\" fill=\"#FFFFFF\"/>\n" + surface.out + "</svg>\n";
    }

    @Override
    public void polyline(double[] xs, double[] ys, Pen pen) {
        out.append("<path d=\"");
        path(xs, ys);
        out.append("\" fill=\"none\"");
        stroke(pen);
        out.append(" stroke-linecap=\"").append(pen.dash() > 0 ? "butt" : "round");
        out.append("\" stroke-linejoin=\"round\"/>\n");
    }

    @Override
    public void polygon(double[] xs, double[] ys, Ink fill) {
        out.append("<path d=\"");
        path(xs, ys);
        out.append("z\"");
        fill(fill);
        out.append("/>\n");
    }

    @Override
    public void rect(Box box, Ink fill) {
        out.append("<rect");
        place(box);
        fill(fill);
        out.append("/>\n");
    }

    @Override
    public void outline(Box box, Pen pen) {
        out.append("<rect");
        place(box);
        out.append(" fill=\"none\"");
        stroke(pen);
        out.append("/>\n");
    }

    @Override
    public void dots(double[] xs, double[] ys, double radius, Ink fill) {
        if (xs.length > DOTS_APART) {
            for (int layer = 0; layer < DOT_LAYERS; layer++) {
                layerOfDots(layer, xs, ys, Pen.of(fill, 2 * radius));
            }
            return;
        }
        out.append("<g");
        fill(fill);
        out.append(">\n");
        for (int i = 0; i < xs.length; i++) {
            out.append("<circle cx=\"").append(number(xs[i])).append("\" cy=\"").append(number(ys[i]));
            out.append("\" r=\"").append(number(radius)).append("\"/>\n");
        }
        out.append("</g>\n");
    }

    private void layerOfDots(int layer, double[] xs, double[] ys, Pen pen) {
        out.append("<path d=\"");
        for (int i = layer; i < xs.length; i += DOT_LAYERS) {
            out.append('M')
                    .append(number(xs[i]))
                    .append(' ')
                    .append(number(ys[i]))
                    .append("h0");
        }
        out.append("\" fill=\"none\" stroke-linecap=\"round\"");
        stroke(pen);
        out.append("/>\n");
    }

    @Override
    public void text(String text, double x, double y, Face face) {
        out.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append('"');
        if (face.sideways()) {
            out.append(" transform=\"rotate(-90 ")
                    .append(number(x))
                    .append(' ')
                    .append(number(y))
                    .append(")\"");
        }
        out.append(" font-size=\"").append(number(face.size())).append('"');
        out.append(face.bold() ? " font-weight=\"bold\"" : "").append(ANCHORS.get(face.anchor()));
        fill(face.ink());
        out.append('>').append(escape(text)).append("</text>\n");
    }

    @Override
    public void raster(Raster raster, Box box) {
        double least = Math.min(box.width() / raster.columns(), box.height() / raster.rows());
        if (raster.cells().length > CELLS_AS_RECTANGLES || least < LEAST_RECTANGLE) {
            boolean enlarged = raster.columns() <= box.width() && raster.rows() <= box.height();
            image(raster.png(), box, enlarged ? " style=\"image-rendering:pixelated\"" : "");
            return;
        }
        out.append("<g shape-rendering=\"crispEdges\">\n");
        for (int row = 0; row < raster.rows(); row++) {
            rowOfCells(raster, row, box);
        }
        out.append("</g>\n");
    }

    private void rowOfCells(Raster raster, int row, Box box) {
        double top = edge(box.y(), box.height(), row, raster.rows());
        double height = edge(box.y(), box.height(), row + 1, raster.rows()) - top;
        for (int from = 0, to; from < raster.columns(); from = to) {
            int rgb = raster.rgb(row, from);
            to = from + 1;
            while (to < raster.columns() && raster.rgb(row, to) == rgb) {
                to++;
            }
            double left = edge(box.x(), box.width(), from, raster.columns());
            double width = edge(box.x(), box.width(), to, raster.columns()) - left;
            rect(new Box(left, top, width, height), Ink.of(rgb));
        }
    }

    /** Edges of cells as written, so that neighbours share them: no seams. */
    private static double edge(double from, double length, int cell, int cells) {
        return Math.round((from + length * cell / cells) * 10) / 10.0;
    }

    @Override
    public void picture(byte[] png, Box box) {
        image(png, box, "");
    }

    private void image(byte[] png, Box box, String style) {
        out.append("<image");
        place(box);
        out.append(" preserveAspectRatio=\"none\"").append(style).append(" href=\"data:image/png;base64,");
        out.append(Base64.getEncoder().encodeToString(png)).append("\"/>\n");
    }

    @Override
    public void letter(Letter letter, Box box, boolean flipped, Ink fill) {
        letters.put(letter.name(), letter);
        out.append("<use href=\"#").append(id(letter)).append('"');
        fill(fill);
        out.append(" transform=\"translate(").append(number(box.x())).append(' ');
        out.append(number(flipped ? box.bottom() : box.y())).append(")scale(");
        out.append(fine(box.width() / 100)).append(' ').append(fine((flipped ? -1 : 1) * box.height() / 100));
        out.append(")\"/>\n");
    }

    @Override
    public void within(Box box, Runnable drawing) {
        // A nested svg clips without a clipPath, whose id would have to be unique in the page.
        out.append("<svg");
        place(box);
        out.append(" viewBox=\"")
                .append(number(box.x()))
                .append(' ')
                .append(number(box.y()))
                .append(' ');
        out.append(number(box.width())).append(' ').append(number(box.height())).append("\">\n");
        drawing.run();
        out.append("</svg>\n");
    }

    private static String id(Letter letter) {
        return "jenomics" + letter.name();
    }

    private String definitions() {
        if (letters.isEmpty()) {
            return "";
        }
        var defs = new StringBuilder("<defs>\n");
        for (Letter letter : letters.values()) {
            defs.append("<path id=\"").append(id(letter)).append("\" fill-rule=\"evenodd\" d=\"");
            for (double[] ring : letter.rings()) {
                for (int i = 0; i < ring.length; i += 2) {
                    defs.append(i == 0 ? 'M' : 'L')
                            .append(number(ring[i]))
                            .append(' ')
                            .append(number(ring[i + 1]));
                }
                defs.append('z');
            }
            defs.append("\"/>\n");
        }
        return defs.append("</defs>\n").toString();
    }

    /** Relative steps in whole tenths of a pixel: short, and rounding never adds up. */
    private void path(double[] xs, double[] ys) {
        long x = Math.round(xs[0] * 10);
        long y = Math.round(ys[0] * 10);
        out.append('M').append(tenths(x)).append(' ').append(tenths(y));
        for (int i = 1; i < xs.length; i++) {
            long nextX = Math.round(xs[i] * 10);
            long nextY = Math.round(ys[i] * 10);
            out.append(i == 1 ? "l" : nextX < x ? "" : " ").append(tenths(nextX - x));
            out.append(nextY < y ? "" : " ").append(tenths(nextY - y));
            x = nextX;
            y = nextY;
        }
    }

    private void place(Box box) {
        out.append(" x=\"").append(number(box.x())).append("\" y=\"").append(number(box.y()));
        out.append("\" width=\"").append(number(box.width())).append("\" height=\"");
        out.append(number(box.height())).append('"');
    }

    private void fill(Ink ink) {
        out.append(" fill=\"").append(ink.hex()).append('"');
        if (ink.alpha() < 1) {
            out.append(" fill-opacity=\"").append(fine(ink.alpha())).append('"');
        }
    }

    private void stroke(Pen pen) {
        out.append(" stroke=\"")
                .append(pen.ink().hex())
                .append("\" stroke-width=\"")
                .append(number(pen.width()));
        out.append('"');
        if (pen.ink().alpha() < 1) {
            out.append(" stroke-opacity=\"").append(fine(pen.ink().alpha())).append('"');
        }
        if (pen.dash() > 0) {
            out.append(" stroke-dasharray=\"").append(number(pen.dash())).append('"');
        }
    }

    static String number(double value) {
        return tenths(Math.round(value * 10));
    }

    private static String tenths(long tenths) {
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        if (size % 10 == 0) {
            return sign + size / 10;
        }
        return sign + (size < 10 ? "" : size / 10) + "." + size % 10;
    }

    private static String fine(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }

    /** Text as XML allows it: markup escaped, characters XML forbids replaced. */
    static String escape(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> escape(c, safe));
        return safe.toString();
    }

    private static void escape(int character, StringBuilder safe) {
        switch (character) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            case '\t', '\n', '\r' -> safe.append(' ');
            default -> safe.appendCodePoint(allowed(character) ? character : 0xFFFD);
        }
    }

    private static boolean allowed(int c) {
        return c >= 0x20 && c < 0xD800 || c >= 0xE000 && c < 0xFFFE || c >= 0x10000;
    }
}
