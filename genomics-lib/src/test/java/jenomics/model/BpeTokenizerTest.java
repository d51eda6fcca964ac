package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.Bpe;
import jenomics.sequence.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BpeTokenizerTest {

    /** Words among random bases, in both cases, with unknown letters. */
    private static List<String> sequences(long seed, int count) {
        var random = new Random(seed);
        var sequences = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var bases = new StringBuilder();
            while (bases.length() < 20 + 2 * i) {
                bases.append(random.nextInt(3) == 0 ? Tiny.MOTIF : Tiny.bases(random, 5, 0.4))
                        .append(random.nextInt(9) == 0 ? "NN" : "a");
            }
            sequences.add(bases.toString());
        }
        return sequences;
    }

    /** Applies the merges one after the other, as they were learned; an unknown letter is a token of its own. */
    private static int[] expected(Bpe bpe, String sequence) {
        var text = new ArrayList<>(List.of(sequence.toUpperCase(Locale.ROOT).split("")));
        for (var merge : bpe.merges()) {
            for (int i = 0; i + 1 < text.size(); i++) {
                if (text.get(i).equals(merge.left()) && text.get(i + 1).equals(merge.right())) {
                    text.set(i, merge.left() + merge.right());
                    text.remove(i + 1);
                }
            }
        }
        var ids = new ArrayList<>(List.of(1));
        text.forEach(token -> ids.add(Math.max(0, bpe.vocabulary().indexOf(token))));
        ids.add(2);
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Every token stands for the bases that it is spelt with, and none is left out. */
    private static void assertSpans(Tokens tokens, String sequence, Bpe bpe) {
        int at = 0;
        for (int t = 0; t < tokens.length(); t++) {
            if (!tokens.isSpecial(t)) {
                assertEquals(at, tokens.start()[t]);
                at = tokens.end()[t];
                String read = sequence.substring(tokens.start()[t], at).toUpperCase(Locale.ROOT);
                assertEquals(read.equals("N") ? "[UNK]" : read, bpe.vocabulary().get(tokens.ids()[t]));
            }
        }
        assertEquals(sequence.length(), at);
        assertTrue(tokens.isSpecial(0) && tokens.isSpecial(tokens.length() - 1));
    }

    @Test
    void whatWasLearnedIsReadWithTheSameNumbers(@TempDir Path folder) {
        var bpe = Bpe.train(sequences(20, 200), 400);
        var tokenizer = BpeTokenizer.read(bpe.save(folder.resolve("new/tokenizer.json")));
        assertEquals(bpe.vocabulary(), tokenizer.vocabulary());
        int joined = 0;
        for (String heldOut : sequences(21, 100)) {
            var tokens = tokenizer.encode(heldOut);
            assertArrayEquals(expected(bpe, heldOut), tokens.ids(), heldOut);
            assertSpans(tokens, heldOut, bpe);
            joined += heldOut.length() - tokens.length();
        }
        assertTrue(joined > 4000, "bases joined: " + joined);
    }

    @Test
    void itSaysWhatItIs() {
        var tokenizer = BpeTokenizer.of(Bpe.train(List.of("ACGTACGTNACGT"), 4096));
        assertEquals("byte pairs, 12 tokens", tokenizer.describe());
        assertArrayEquals(
                new int[] {1, 11, 0, 10, 2}, tokenizer.encode("acgtNgt").ids());
        assertEquals(3, tokenizer.padId());
        assertEquals(4, tokenizer.maskId());
        assertEquals(2, tokenizer.specialTokens());
        assertEquals(4, tokenizer.basesPerToken());
        assertEquals(1, tokenizer.frames());
        assertEquals(1285, tokenizer.basesIn(1000), "three quarters of the mean of 1, 1, 1, 1, 2, 2 and 4 bases");
    }

    @Test
    void aDamagedFileIsRefused(@TempDir Path folder) throws Exception {
        var file = folder.resolve("tokenizer.json");
        assertSays(file, "{", file + " is not JSON.");
        assertSays(
                file,
                "{\"model\": {\"type\": \"WordPiece\", \"vocab\": {}}}",
                file + " holds a tokenizer of type 'WordPiece'; byte pairs (BPE) are read.");
        assertSays(
                file,
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"A\": 0, \"C\": 2}}}",
                file + " has no token with number 1.");
        assertSays(
                file,
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"A\": 0}, \"merges\": [\"A C\"]}}",
                "Hugging Face's tokenizer library cannot use " + file + ": ");
    }

    private static void assertSays(Path file, String content, String part) throws Exception {
        Files.writeString(file, content);
        var error = assertThrows(GenomicsException.class, () -> BpeTokenizer.read(file));
        assertTrue(error.getMessage().contains(part), () -> "'" + part + "' not in: " + error.getMessage());
    }
}
