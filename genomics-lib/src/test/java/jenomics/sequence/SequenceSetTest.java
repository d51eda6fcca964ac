package jenomics.sequence;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequenceSetTest {
    private final SequenceSet set = SequenceSet.of(List.of(
            record("a", "AACG", "yes", "1.5"),
            record("b", "CGTT", "no", "2"),
            record("c", "AACG", "yes", null),
            record("d", "AACGTTTTTT", "no", "3")));

    @Test
    void theHeadlineSaysHowManyAndOfWhat() {
        var many = new ArrayList<SequenceRecord>();
        for (int i = 0; i < 4000; i++) {
            many.add(SequenceRecord.of("s" + i, "ACGTA".repeat(100))
                    .with("chromosome", "chr" + i % 16)
                    .with("promoter", i % 2 == 0 ? "yes" : "no")
                    .with("truth", "t" + i));
        }
        assertEquals(
                "4,000 sequences \u00b7 500 bp \u00b7 promoter: 2,000 yes, 2,000 no "
                        + "\u00b7 also: chromosome (16 values), truth",
                SequenceSet.of(many).describe().headline());
        var some = set.describe().headline();
        assertTrue(some.startsWith("4 sequences \u00b7 4\u201310 bp, median 4 \u00b7 promoter: 2 yes, 2 no"), some);
        assertEquals("0 sequences", SequenceSet.of(List.of()).describe().headline());
        assertEquals(
                "1 sequence \u00b7 4 bp",
                SequenceSet.of(List.of(SequenceRecord.of("x", "ACGT")))
                        .toString()
                        .lines()
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void bothStrandsHaveOneKey() {
        assertEquals(set.contentKey(0), set.contentKey(1));
        assertEquals(set.contentKey(0), set.contentKey(2));
        assertNotEquals(set.contentKey(0), set.contentKey(3));
        assertEquals("reverse complements", set.likeness(0, 1));
        assertEquals("identical", set.likeness(0, 2));
    }

    @Test
    void selectionsKeepOrderAndAttributes() {
        assertEquals(List.of("d", "a"), ids(set.select(new int[] {3, 0})));
        assertEquals(List.of("a", "c"), ids(set.where("promoter", "yes")));
        assertEquals(List.of("d"), ids(set.filter(r -> r.lengthBp() > 4)));
        assertEquals(List.of("a", "b"), ids(set.head(2)));
        assertEquals(List.of("promoter", "score"), set.where("promoter", "yes").attributes());
    }

    @Test
    void attributesAreAddedByNameOrComputed() {
        var labelled = set.withLabels(Map.of("a", 1, "b", 0));
        assertEquals("1", labelled.attribute(0, "label"));
        assertEquals(null, labelled.attribute(3, "label"));
        assertEquals("10", set.withAttribute("n", r -> "" + r.lengthBp()).attribute(3, "n"));
        assertEquals(List.of("promoter", "score"), set.attributes());
        assertEquals(2.0, set.get("b").number("score"));
    }

    @Test
    void theFingerprintSeesEveryPart() {
        assertEquals(set.fingerprint(), SequenceSet.of(set.records()).fingerprint());
        assertNotEquals(set.fingerprint(), set.withAttribute("score", r -> "9").fingerprint());
        assertNotEquals(set.fingerprint(), set.select(new int[] {1, 0, 2, 3}).fingerprint());
        var one = SequenceSet.of(List.of(SequenceRecord.of("x", "AC").with("a", "bc")));
        var other = SequenceSet.of(List.of(SequenceRecord.of("x", "AC").with("ab", "c")));
        assertNotEquals(one.fingerprint(), other.fingerprint());
    }

    @Test
    void theTableHasNumbersWhereAllAreNumbers() {
        var table = set.toTable();
        assertEquals(List.of("id", "length", "gc", "promoter", "score"), table.columnNames());
        assertEquals(1.5, table.doubleColumn("score").getDouble(0));
        assertTrue(table.doubleColumn("score").isMissing(2));
        assertEquals(10, table.intColumn("length").get(3));
        assertEquals(
                "length (attribute)",
                set.withAttribute("length", r -> "x").toTable().columnNames().get(5));
    }

    @Test
    void whatIsWrongIsSaid() {
        refuses(
                () -> SequenceSet.of(
                        List.of(SequenceRecord.of("x", "A"), SequenceRecord.of("x", "C"), SequenceRecord.of("x", "G"))),
                "2 of 3 repeat an earlier one: 'x' (numbers 0 and 1), 'x' (numbers 0 and 2)");
        refuses(() -> set.get(4), "There is no sequence number 4: this set has 4, numbered from 0");
        refuses(() -> set.get("z"), "No sequence is named 'z'; the names look like ['a', 'b', 'c']");
        refuses(() -> set.where("kind", "x"), "no attribute 'kind'; they have [promoter, score]");
        refuses(
                () -> set.withAttribute("k", Map.of("z", 1)),
                "1 of the names given values for 'k' are no sequences of this set: ['z']");
        refuses(() -> set.get(0).number("promoter"), "'promoter' of sequence 'a' should be a number; found 'yes'");
        refuses(() -> set.get(2).number("score"), "it has none; there are [promoter]");
        refuses(() -> SequenceRecord.of("x", ""), "Sequence 'x' has no bases");
        refuses(() -> SequenceRecord.of("x", "A*"), "Sequence 'x' has character '*' at position 2");
        refuses(() -> SequenceRecord.of(" ", "A"), "needs a name");
    }

    @Test
    void labelsCanBeDealtOutAnew() {
        var set = SequenceSet.of(List.of(record("a", "ACGT", "yes", "1"), record("b", "CCGT", "no", "2")));
        var relabelled = set.relabelled("promoter", java.util.Arrays.asList("no", null));
        assertEquals("no", relabelled.attribute(0, "promoter"));
        assertEquals(null, relabelled.attribute(1, "promoter"));
        assertEquals("2", relabelled.attribute(1, "score"));
        assertEquals("yes", set.attribute(0, "promoter"));
    }

    private static List<String> ids(SequenceSet set) {
        return set.stream().map(SequenceRecord::id).toList();
    }

    private static SequenceRecord record(String id, String bases, String promoter, String score) {
        return SequenceRecord.of(id, bases).with("promoter", promoter).with("score", score);
    }
}
