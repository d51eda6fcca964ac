package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
