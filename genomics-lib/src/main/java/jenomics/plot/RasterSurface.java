package jenomics.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import jenomics.provenance.GenomicsException;

/** Draws with Java2D at twice the nominal size. The only door to AWT in this package besides XChart's. */
final class RasterSurface implements Surface {
    private static final int SCALE = 2;

    private final Graphics2D graphics;

    private RasterSurface(Graphics2D graphics) {
        this.graphics = graphics;
    }

    static byte[] png(Drawing drawing) {
        return png(
                drawing.title(),
                drawing.width(),
                drawing.height(),
                graphics ->
                        drawing.draw(new RasterSurface(graphics), new Box(0, 0, drawing.width(), drawing.height())));
    }

    /** What is painted in nominal pixels on white paper of this size, at twice the size. */
    static byte[] png(String title, double width, double height, Consumer<Graphics2D> painting) {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        try {
            return encode(paint(width, height, painting));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the PNG of the chart '" + title + "'", e);
        } catch (GenomicsException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (fontsMissing(e)) {
                throw noFonts(title, e);
            }
            throw e;
        }
    }

    private static BufferedImage paint(double width, double height, Consumer<Graphics2D> painting) {
        int across = (int) Math.round(width * SCALE);
        int down = (int) Math.round(height * SCALE);
        var image = new BufferedImage(across, down, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, across, down);
            graphics.scale(SCALE, SCALE);
            hints(graphics);
            painting.accept(graphics);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static void hints(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    private static byte[] encode(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /**
     * What the JDK throws without fontconfig, FreeType or any font: InternalError, UnsatisfiedLinkError,
     * NoClassDefFoundError or a bare Error, by version and by what is missing. The words and the place tell.
     */
    private static boolean fontsMissing(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if ((cause + "").toLowerCase(java.util.Locale.ROOT).matches("(?s).*(font|freetype).*")) {
                return true;
            }
            for (var frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith("sun.font.")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static GenomicsException noFonts(String title, Throwable cause) {
        return new GenomicsException(
                "The chart '" + title + "' cannot become a PNG: Java found no fonts on this machine. "
                        + "Install them (apt-get install fontconfig fonts-dejavu-core) and start Java again; "
                        + "svg() needs none.",
                Map.of("chart", title, "packages", "fontconfig fonts-dejavu-core"),
                cause);
    }

    @Override
    public void polyline(double[] xs, double[] ys, Pen pen) {
        graphics.setColor(colour(pen.ink()));
        graphics.setStroke(stroke(pen));
        graphics.draw(path(xs, ys));
    }

    @Override
    public void polygon(double[] xs, double[] ys, Ink fill) {
        var path = path(xs, ys);
        path.closePath();
        fill(path, fill);
    }

    @Override
    public void rect(Box box, Ink fill) {
        fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()), fill);
    }

    @Override
    public void outline(Box box, Pen pen) {
        graphics.setColor(colour(pen.ink()));
        graphics.setStroke(stroke(pen));
        graphics.draw(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
    }

    @Override
    public void dots(double[] xs, double[] ys, double radius, Ink fill) {
        for (int i = 0; i < xs.length; i++) {
            fill(new Ellipse2D.Double(xs[i] - radius, ys[i] - radius, 2 * radius, 2 * radius), fill);
        }
    }

    @Override
    public void text(String text, double x, double y, Face face) {
        var font = new Font(Font.SANS_SERIF, face.bold() ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) face.size());
        graphics.setFont(font);
        graphics.setColor(colour(face.ink()));
        double width =
                font.getStringBounds(text, graphics.getFontRenderContext()).getWidth();
        double back = face.anchor() == Face.Anchor.START ? 0 : face.anchor() == Face.Anchor.END ? width : width / 2;
        var before = graphics.getTransform();
        graphics.translate(x, y);
        if (face.sideways()) {
            graphics.rotate(-Math.PI / 2);
        }
        graphics.drawString(text, (float) -back, 0f);
        graphics.setTransform(before);
    }

    @Override
    public void raster(Raster raster, Box box) {
        var image = new BufferedImage(raster.columns(), raster.rows(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < raster.rows(); row++) {
            for (int column = 0; column < raster.columns(); column++) {
                image.setRGB(column, row, raster.rgb(row, column));
            }
        }
        boolean enlarged = raster.columns() <= box.width() * SCALE && raster.rows() <= box.height() * SCALE;
        stretch(
                image,
                box,
                enlarged
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }

    @Override
    public void picture(byte[] png, Box box) {
        try {
            var image = ImageIO.read(new ByteArrayInputStream(png));
            stretch(image, box, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the PNG of a chart inside this one", e);
        }
    }

    private void stretch(BufferedImage image, Box box, Object interpolation) {
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
        var placed = new AffineTransform(
                box.width() / image.getWidth(), 0, 0, box.height() / image.getHeight(), box.x(), box.y());
        graphics.drawImage(image, placed, null);
    }

    @Override
    public void letter(Letter letter, Box box, boolean flipped, Ink fill) {
        var path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (double[] ring : letter.rings()) {
            for (int i = 0; i < ring.length; i += 2) {
                double x = box.x() + ring[i] * box.width() / 100;
                double down = flipped ? 100 - ring[i + 1] : ring[i + 1];
                double y = box.y() + down * box.height() / 100;
                if (i == 0) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
            }
            path.closePath();
        }
        fill(path, fill);
    }

    @Override
    public void within(Box box, Runnable drawing) {
        Shape before = graphics.getClip();
        graphics.clip(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
        drawing.run();
        graphics.setClip(before);
    }

    private void fill(Shape shape, Ink ink) {
        graphics.setColor(colour(ink));
        graphics.fill(shape);
    }

    private static Path2D path(double[] xs, double[] ys) {
        var path = new Path2D.Double();
        path.moveTo(xs[0], ys[0]);
        for (int i = 1; i < xs.length; i++) {
            path.lineTo(xs[i], ys[i]);
        }
        return path;
    }

    private static BasicStroke stroke(Pen pen) {
        float[] dash = pen.dash() > 0 ? new float[] {(float) pen.dash()} : null;
        int cap = pen.dash() > 0 ? BasicStroke.CAP_BUTT : BasicStroke.CAP_ROUND;
        return new BasicStroke((float) pen.width(), cap, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    private static Color colour(Ink ink) {
        return new Color(
                ink.rgb() >> 16 & 0xFF, ink.rgb() >> 8 & 0xFF, ink.rgb() & 0xFF, (int) Math.round(ink.alpha() * 255));
    }
}
