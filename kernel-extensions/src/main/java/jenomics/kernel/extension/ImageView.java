package jenomics.kernel.extension;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** An image as a PNG; one that is larger than any screen is shown smaller. */
final class ImageView {
    private static final int LARGEST_SIDE = 2_000;

    private ImageView() {}

    static Bundle bundle(BufferedImage image) {
        String size = "image · " + image.getWidth() + " × " + image.getHeight() + " pixels";
        int longest = Math.max(image.getWidth(), image.getHeight());
        if (longest <= LARGEST_SIDE) {
            return Bundle.text(size).png(png(image), 1);
        }
        var smaller = scaled(image, (double) LARGEST_SIDE / longest);
        return Bundle.text(size + ", shown as " + smaller.getWidth() + " × " + smaller.getHeight())
                .png(png(smaller), 1);
    }

    private static BufferedImage scaled(BufferedImage image, double scale) {
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var smaller = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var pen = smaller.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(image, 0, 0, width, height, null);
        pen.dispose();
        return smaller;
    }

    private static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("The image cannot be written as a PNG", e);
        }
        return bytes.toByteArray();
    }
}
