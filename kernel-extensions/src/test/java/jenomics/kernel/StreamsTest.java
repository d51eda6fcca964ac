package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsTest {

    @Test
    void textIsCutBetweenCharacters() {
        byte[] bytes = "aé€🧬".getBytes(StandardCharsets.UTF_8);
        int[] whole = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
        for (int n = 0; n <= bytes.length; n++) {
            assertEquals(whole[n], CellStream.wholeCharacters(Arrays.copyOf(bytes, n)), n + " bytes");
        }
    }

    @Test
    void aLineIsReadInPieces() throws IOException {
        Iterator<String> answers = List.of("abc\n", "d\n").iterator();
        var lines = new InputLines(() -> answers.hasNext() ? answers.next() : null);
        byte[] two = new byte[2];
        assertEquals(2, lines.read(two, 0, 2));
        assertArrayEquals(new byte[] {'a', 'b'}, two);
        assertEquals('c', lines.read());
        assertEquals(1, lines.available());
        assertEquals(1, lines.read(two, 0, 2), "no further than the end of the line: the next is not asked for yet");
        assertEquals("d\n", new String(lines.readNBytes(2), StandardCharsets.US_ASCII));
        assertEquals(-1, lines.read());
        assertEquals(-1, lines.read(two, 0, 2));
    }

    @Test
    void aBadConnectionFileIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("kernel-1.json");
        assertEquals("The connection file " + file + " cannot be read (NoSuchFileException).", refusal(file));
        Files.writeString(file, "{");
        assertTrue(refusal(file).startsWith("The connection file " + file + " is not JSON: "));
        Files.writeString(file, "{}");
        assertTrue(refusal(file).contains("does not say ip and transport"));
        Files.writeString(file, "{\"ip\": \"127.0.0.1\", \"transport\": \"tcp\", \"shell_port\": 70000}");
        assertEquals("The connection file " + file + " says shell_port = 70000; a port is 1 to 65535.", refusal(file));
    }

    private static String refusal(Path file) {
        return assertThrows(GenomicsException.class, () -> ConnectionFile.read(file))
                .getMessage();
    }
}
