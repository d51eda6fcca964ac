package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers as they stand in tables. */
class NumberTextTest {
    @Test
    void numbersAreWhatJavaReads() {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String text =
                    switch (i % 4) {
                        case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                        case 1 -> Float.toString(Float.intBitsToFloat(random.nextInt()));
                        case 2 -> String.format(java.util.Locale.ROOT, "%.6f", random.nextGaussian() * 1000);
                        default ->
                            random.nextInt(100_000) + "." + random.nextInt(1_000_000) + "E" + (random.nextInt(60) - 30);
                    };
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            double expected = text.matches(".*[nN].*") ? Double.NaN : Double.parseDouble(text);
            assertEquals(expected, new NumberText('.').parse(bytes, 0, bytes.length), text);
        }
        for (String none :
                List.of("", "-", ".", "+.", "1e", "1e+", "1.2.3", "0x1p3", "1f", "1 2", "e5", "--1", "1_000")) {
            byte[] bytes = none.getBytes(StandardCharsets.US_ASCII);
            assertTrue(Double.isNaN(new NumberText('.').parse(bytes, 0, bytes.length)), none);
        }
    }
}
