package jenomics.kernel.spec;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The kernel's icon: one and a half turns of a double helix. Drawn, so that no picture need be kept. */
final class Logo {
    private static final Color ONE_STRAND = new Color(0x3b, 0x78, 0xb5);
    private static final Color OTHER_STRAND = new Color(0xe0, 0x7b, 0x39);
    private static final Color RUNG = new Color(0x9a, 0xa5, 0xb1);
    private static final double TURNS = 1.5;
    private static final int RUNGS = 9;

    private Logo() {}

    /** Writes logo-32x32.png and logo-64x64.png; a Java without its desktop module goes without. */
    static void write(Path folder) throws IOException {
        try {
            for (int size : new int[] {32, 64}) {
                ImageIO.write(
                        draw(size),
                        "png",
                        folder.resolve("logo-" + size + "x" + size + ".png").toFile());
            }
        } catch (LinkageError e) {
            // Jupyter shows the first letter of the name
        }
    }

    private static BufferedImage draw(int size) {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.rotate(Math.PI / 6, size / 2.0, size / 2.0);
        g.setColor(RUNG);
        g.setStroke(new BasicStroke(size / 24f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int i = 0; i < RUNGS; i++) {
            double t = (i + 0.5) / RUNGS;
            g.draw(new Line2D.Double(x(t, size, 1), y(t, size), x(t, size, -1), y(t, size)));
        }
        g.setStroke(new BasicStroke(size / 11f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        strand(g, size, -1, OTHER_STRAND);
        strand(g, size, 1, ONE_STRAND);
        g.dispose();
        return image;
    }

    private static void strand(Graphics2D g, int size, int side, Color color) {
        var path = new Path2D.Double();
        path.moveTo(x(0, size, side), y(0, size));
        for (double t = 0.02; t <= 1; t += 0.02) {
            path.lineTo(x(t, size, side), y(t, size));
        }
        g.setColor(color);
        g.draw(path);
    }

    private static double x(double t, int size, int side) {
        return size / 2.0 + side * size * 0.24 * Math.sin(2 * Math.PI * TURNS * t + 0.6);
    }

    private static double y(double t, int size) {
        return size * (0.02 + 0.96 * t);
    }
}
