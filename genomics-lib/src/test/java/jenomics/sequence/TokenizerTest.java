package jenomics.sequence;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenomics.provenance.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    @ParameterizedTest
    @ValueSource(ints = {3, 6})
    void readsEveryGoldenTextAsDnabertDoes(int k) throws IOException {
        var golden = golden(k);
        var tokenizer = OverlappingKmerTokenizer.of(k);
        assertEquals(
                golden.get("vocabulary_size").asInt(), tokenizer.vocabulary().size());
        assertEquals(
                golden.get("vocabulary_sha256_of_lines").asText(),
                Fingerprint.of(String.join("\n", tokenizer.vocabulary())).sha256());
        int cases = 0;
        for (var one : golden.get("tokenize")) {
            String text = one.get("text").asText();
            assertArrayEquals(
                    ints(one.get("ids_if_uppercased")), tokenizer.encode(text).ids(), text);
            cases++;
        }
        assertTrue(cases >= 15, "cases: " + cases);
    }

    @Test
    void kmersKnowTheirBases() {
        var tokens = OverlappingKmerTokenizer.of(3).encode("ACGTA");
        assertArrayEquals(new int[] {-1, 0, 1, 2, -1}, tokens.start());
        assertArrayEquals(new int[] {-1, 3, 4, 5, -1}, tokens.end());
        assertTrue(tokens.isSpecial(0) && tokens.isSpecial(4) && !tokens.isSpecial(1));
    }

    @Test
    void aVocabularyOfAnotherOrderIsRead() {
        var own =
                OverlappingKmerTokenizer.of(List.of("A", "C", "[MASK]", "G", "T", "[PAD]", "[UNK]", "[CLS]", "[SEP]"));
        assertEquals(1, own.k());
        assertArrayEquals(new int[] {7, 0, 1, 6, 8}, own.encode("acn").ids());
        assertEquals(5, own.padId());
        assertEquals(2, own.maskId());
        assertEquals("1-mers, overlapping, 9 tokens", own.describe());
    }

    @Test
    void wrongVocabulariesAreRefused() {
        refuses(() -> OverlappingKmerTokenizer.of(List.of("[PAD]", "[UNK]", "[CLS]", "[MASK]", "A")), "lacks [SEP]");
        refuses(
                () -> OverlappingKmerTokenizer.of(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "A", "AC")),
                "found lengths [1, 2]");
        refuses(() -> OverlappingKmerTokenizer.of(9), "found k = 9");
        refuses(() -> BaseTokenizer.standard().framed("[X]", null), "no token '[X]'");
    }

    @Test
    void singleBasesEachHaveAToken() {
        var standard = BaseTokenizer.standard();
        var tokens = standard.encode("aCGTNR");
        assertArrayEquals(new int[] {2, 4, 5, 6, 7, 8, 1}, tokens.ids());
        assertArrayEquals(new int[] {-1, 0, 1, 2, 3, 4, 5}, tokens.start());
        assertArrayEquals(new int[] {-1, 1, 2, 3, 4, 5, 6}, tokens.end());
        assertEquals(1, standard.specialTokens());
        assertEquals("single bases, 9 tokens", standard.describe());
    }

    @Test
    void singleBasesReadTheVocabularyOfAPublishedModel() {
        // HyenaDNA: CLS 0 SEP 1 BOS 2 MASK 3 PAD 4 RESERVED 5 UNK 6 A 7 C 8 G 9 T 10 N 11; [SEP] at the end
        var hyena = BaseTokenizer.of(
                        List.of(
                                "[CLS]",
                                "[SEP]",
                                "[BOS]",
                                "[MASK]",
                                "[PAD]",
                                "[RESERVED]",
                                "[UNK]",
                                "A",
                                "C",
                                "G",
                                "T",
                                "N"),
                        "[PAD]",
                        "[UNK]",
                        "[MASK]")
                .framed(null, "[SEP]");
        assertArrayEquals(
                new int[] {7, 8, 9, 10, 11, 6, 1}, hyena.encode("ACGTNR").ids());
        assertEquals(4, hyena.padId());
        assertEquals(3, hyena.maskId());
    }

    @Test
    void oneHotRowsAreAcgtAndOtherLettersAreZero() {
        float[][] rows = OneHot.of("ACGTN", 6);
        for (int row = 0; row < 4; row++) {
            float[] expected = new float[6];
            expected[row] = 1;
            assertArrayEquals(expected, rows[row]);
        }
        assertEquals("ACGTNN", OneHot.decode(rows));
        var set = SequenceSet.of(List.of(SequenceRecord.of("a", "AC"), SequenceRecord.of("b", "GTT")));
        float[][][] all = OneHot.of(set);
        assertEquals(2, all.length);
        assertEquals("ACN", OneHot.decode(all[0]));
        refuses(() -> OneHot.of("ACGTN", 4), "5 bp does not fit into 4");
    }

    @Test
    void kmersAreCountedOnBothStrands() {
        var counts = KmerCounts.of(2).addBothStrands("AACNGT");
        assertEquals(1, counts.count("AA"));
        assertEquals(2, counts.count("AC")); // the forward AC and the complement of GT
        assertEquals(2, counts.count("GT"));
        assertEquals(1, counts.count("TT"));
        assertEquals(0, counts.count("CG"));
        assertEquals(6, counts.total());
        assertEquals("GATC", KmerCounts.kmer(0b10001101, 4));
        assertEquals(counts, KmerCounts.of(2, counts.counts()));
        refuses(() -> counts.count("ACG"), "'ACG' is none");
        refuses(() -> KmerCounts.of(2, new long[3]), "found 3 counts");
    }

    private static JsonNode golden(int k) throws IOException {
        try (var in = TokenizerTest.class.getResourceAsStream("/golden/tokenizers/dnabert_k" + k + ".json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static int[] ints(JsonNode array) {
        var ints = new ArrayList<Integer>();
        array.forEach(n -> ints.add(n.asInt()));
        return ints.stream().mapToInt(Integer::intValue).toArray();
    }
}
