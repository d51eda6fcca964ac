package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import jenomics.sequence.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceEncoderTest {
    private static final SequenceEncoder ENCODER = new SequenceEncoder(Tiny.ESM, Tiny.TOKENIZER, null, Pooling.MEAN);

    @Test
    void theLongestPieceFillsTheModel() {
        assertEquals(63 * 3, ENCODER.longestBp());
        var random = new Random(1);
        assertEquals(1, ENCODER.segments(Tiny.bases(random, 189, 0.5), 0).size());
        assertTrue(ENCODER.segments(Tiny.bases(random, 190, 0.5), 0).size() > 1);
    }

    /** With unknown bases, which are tokens of their own, pieces are cut again. */
    @Test
    void segmentsCoverEveryBaseAndOverlap() {
        var random = new Random(2);
        for (int trial = 0; trial < 300; trial++) {
            int length = 1 + random.nextInt(trial % 10 == 0 ? 5000 : 700);
            double unknown = trial % 3 == 0 ? 0.4 : 0;
            var text = new StringBuilder(Tiny.bases(random, length, 0.5));
            for (int i = 0; i < length; i++) {
                if (random.nextDouble() < unknown || trial % 7 == 0 && i > length / 2 && i < length / 2 + 200) {
                    text.setCharAt(i, 'N');
                }
            }
            for (int frame = 0; frame < 3; frame++) {
                check(text.toString(), frame);
            }
        }
    }

    private static void check(String bases, int frame) {
        String read = bases.length() > frame + 3 ? bases.substring(frame) : bases;
        int reached = 0;
        var segments = ENCODER.segments(bases, frame);
        for (var segment : segments) {
            assertTrue(segment.length() <= Tiny.ESM.maximumTokens(), "a segment of " + segment.length() + " tokens");
            String text = text(segment);
            int at = find(read, text, reached);
            assertTrue(at >= 0, "'" + text + "' continues what was read up to " + reached + " of '" + read + "'");
            reached = Math.max(reached, at + text.length());
        }
        assertEquals(read.length(), reached, "all bases are read");
    }

    /** Where a segment lies that leaves no base out after the last one read; -1 if there is no such place. */
    private static int find(String read, String text, int reached) {
        return read.lastIndexOf(text, reached);
    }

    private static String text(Tokens segment) {
        var text = new StringBuilder();
        for (int t = 0; t < segment.length(); t++) {
            if (!segment.isSpecial(t)) {
                text.append(Tiny.TOKENIZER.vocabulary().get(segment.ids()[t]));
            }
        }
        return text.toString();
    }

    @Test
    void neighboursOfPlainSequencesShareAQuarter() {
        var segments = ENCODER.segments(Tiny.bases(new Random(3), 2000, 0.5), 0);
        int total = segments.stream().mapToInt(s -> s.end()[s.length() - 1]).sum();
        assertTrue(total >= 2000 + (segments.size() - 1) * 189 / 4, segments.size() + " segments, " + total + " bp");
        assertTrue(total <= 2000 + (segments.size() - 1) * 189 / 2, segments.size() + " segments, " + total + " bp");
    }

    @Test
    void paddingAndCompanyChangeNothing(@TempDir Path folder) {
        var random = new Random(4);
        var sequences = new ArrayList<String>();
        for (int length : new int[] {30, 61, 5, 400, 188, 1, 95}) {
            sequences.add(Tiny.bases(random, length, 0.5));
        }
        for (var pooling : Pooling.values()) {
            try (var net = Checkpoint.open(Tiny.checkpoint(folder)).network()) {
                var encoder = new SequenceEncoder(Tiny.ESM, Tiny.TOKENIZER, net, pooling);
                float[][] together = encoder.embed(sequences, done -> true);
                for (int i = 0; i < together.length; i++) {
                    float[] alone = encoder.embed(List.of(sequences.get(i)), done -> true)[0];
                    assertArrayEquals(
                            alone, together[i], 1e-5f, sequences.get(i).length() + " bp, " + pooling);
                }
                assertTrue(Math.abs(together[0][0] - together[1][0]) > 1e-3, "embeddings differ");
                assertNull(encoder.embed(sequences, done -> false), "stopped");
            }
        }
    }
}
