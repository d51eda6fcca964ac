package jenomics.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
    static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void everyChartBecomesAPngOfTwiceItsSize() throws IOException {
        for (var example : Examples.all().entrySet()) {
            var image = read(example.getValue().png());
            var drawing = (Drawing) example.getValue();
            assertEquals(Math.round(drawing.width() * 2), image.getWidth(), example.getKey());
            assertEquals(Math.round(drawing.height() * 2), image.getHeight(), example.getKey());
            assertEquals(0xFFFFFF, image.getRGB(1, 1) & 0xFFFFFF, example.getKey());
        }
    }

    @Test
    void ourOwnEncoderIsReadByOthers() throws IOException {
        int[] colours = {0x000000, 0xFF0000, 0x00FF00, 0x0000FF};
        var raster = new Raster(3, 3, colours, new byte[] {0, 1, 2, 0, 1, 2, 3, 2, 1});
        var image = read(raster.png());
        assertEquals(3, image.getWidth());
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                assertEquals(raster.rgb(row, column), image.getRGB(column, row) & 0xFFFFFF);
            }
        }
    }

    /** The words of JDK 17 where libfontconfig, libfreetype or every font was taken away, as seen. */
    @Test
    void withoutFontsTheErrorNamesThePackages() {
        Throwable[] seen = {
            new Error("Probable fatal error: No physical fonts found."),
            new UnsatisfiedLinkError("/usr/lib/jvm/lib/libfontmanager.so: libfreetype.so.6: cannot open shared object"),
            new RuntimeException("Fontconfig head is null, check your fonts or fonts configuration"),
            new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager")
        };
        for (Throwable thrown : seen) {
            var error = assertThrows(
                    GenomicsException.class, () -> RasterSurface.png("loss", 10, 10, graphics -> sneak(thrown)));
            assertEquals(
                    "The chart 'loss' cannot become a PNG: Java found no fonts on this machine. Install them "
                            + "(apt-get install fontconfig fonts-dejavu-core) and start Java again; svg() needs none.",
                    error.getMessage());
            assertSame(thrown, error.getCause());
            assertEquals("fontconfig fonts-dejavu-core", error.facts().get("packages"));
        }
    }

    @Test
    void otherErrorsStayWhatTheyAre() {
        var own = new IllegalStateException("a mistake");
        assertSame(
                own,
                assertThrows(
                        IllegalStateException.class, () -> RasterSurface.png("loss", 10, 10, graphics -> sneak(own))));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void savesByEnding(@TempDir Path folder) throws IOException {
        var chart = LineChart.of("t").line("a", 1, 2);
        assertEquals(chart.svg(), Files.readString(chart.save(folder.resolve("a.svg"))));
        assertArrayEquals(chart.png(), Files.readAllBytes(chart.save(folder.resolve("a.PNG"))));
        var error = assertThrows(GenomicsException.class, () -> chart.save(folder.resolve("a.pdf")));
        assertEquals("A chart is saved as .svg or .png; 'a.pdf' ends in neither.", error.getMessage());
        assertTrue(Files.notExists(folder.resolve("a.pdf")));
    }
}
