package jenomics.omics;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;

class OmicsLayerTest {
    private static final float NONE = Float.NaN;
    private final OmicsLayer rna = OmicsLayer.of(
            "rna", List.of("a", "b", "c"), List.of("TP53", "ESR1"), new float[][] {{1, 2}, {NONE, 4}, {5, 6.5f}});

    @Test
    void valuesAreFoundByPlaceAndByName() {
        assertEquals(4, rna.value(1, 1));
        assertEquals(6.5f, rna.value("c", "ESR1"));
        assertTrue(Float.isNaN(rna.value("b", "TP53")));
        assertArrayEquals(new float[] {2, 4, 6.5f}, rna.column("ESR1"));
        assertArrayEquals(new float[] {5, 6.5f}, rna.row(2));
        assertEquals(1, rna.missing());
    }

    @Test
    void slicesKeepTheOrderThatWasAskedFor() {
        var slice = rna.samples("c", "a").features("ESR1");
        assertEquals(List.of("c", "a"), slice.samples());
        assertArrayEquals(new float[][] {{6.5f}, {2}}, slice.toArray());
        assertEquals(0, slice.missing());
        assertEquals(List.of("a", "b"), rna.head(2).samples());
    }

    @Test
    void whatGoesOutIsACopy() {
        rna.row(0)[0] = 99;
        rna.toArray()[0][0] = 99;
        assertEquals(1, rna.value(0, 0));
        assertThrows(UnsupportedOperationException.class, () -> rna.samples().set(0, "x"));
    }

    @Test
    void summarySaysSizeScaleMissingAndRange() {
        String shown = rna.withScale(Scale.INTENSITY).toString();
        assertTrue(
                shown.startsWith("rna · 3 samples × 2 features · intensity · 16.7 % missing · 1 to 6.50, mean 3.70"),
                shown);
        assertTrue(shown.contains("missing"), shown);
    }

    @Test
    void scaleIsTakenFromTheValuesOnlyWhereTheyGiveItAway() {
        assertEquals(Scale.UNKNOWN, rna.withLikelyScale().scale());
        assertEquals(Scale.PRESENCE, whole(0, 1).withLikelyScale().scale());
        assertEquals(Scale.DOSAGE, whole(0, 2).withLikelyScale().scale());
        var counts = whole(0, 17).withLikelyScale();
        assertEquals(Scale.COUNTS, counts.scale());
        assertEquals(List.of("scale not said; the values look like counts (change it with withScale)"), counts.notes());
        assertEquals(Scale.UNKNOWN, whole(-1, 1).withLikelyScale().scale());
    }

    private static OmicsLayer whole(float one, float other) {
        return OmicsLayer.of("x", List.of("a"), List.of("f", "g"), new float[][] {{one, other}});
    }

    @Test
    void impossibleValueOfAScaleIsNamed() {
        refuses(
                () -> rna.withScale(Scale.BETA),
                "The layer 'rna' cannot be on the scale beta: sample 'a' has 2.0 for 'ESR1', and beta takes numbers from"
                        + " 0 to 1. Name another scale with withScale(...).");
        refuses(
                () -> rna.withScale(Scale.COUNTS),
                "sample 'c' has 6.5 for 'ESR1', and counts takes whole numbers from 0.");
    }

    @Test
    void namesMustDifferAndBeThere() {
        refuses(
                () -> OmicsLayer.of("x", List.of("a", "b", "a"), List.of("f"), new float[][] {{1}, {2}, {3}}),
                "Every sample of the layer 'x' needs a name of its own; 1 of 3 repeat an earlier one: 'a' (numbers 1 and 3).");
        refuses(
                () -> OmicsLayer.of("x", List.of("a"), List.of(" "), new float[][] {{1}}),
                "Every feature of the layer 'x' needs a name; number 1 has none.");
        refuses(
                () -> rna.features("tp53"),
                "There is no feature 'tp53' in the layer 'rna'; its 2 features look like 'TP53', 'ESR1'. Did you mean 'TP53'?");
        refuses(() -> rna.id(3), "There is no sample number 3 in the layer 'rna': it has 3, numbered from 0.");
        refuses(() -> rna.selectFeatures(new int[] {2}), "There is no feature number 2 in the layer 'rna': it has 2");
        refuses(() -> rna.named(" "), "A layer needs a name");
    }

    @Test
    void shapeMustFitTheNames() {
        refuses(
                () -> OmicsLayer.of("x", List.of("a"), List.of("f"), new float[][] {{1}, {2}}),
                "The layer 'x' has 1 sample name but 2 rows of values.");
        refuses(
                () -> OmicsLayer.of("x", List.of("a"), List.of("f"), new double[][] {{1, 2}}),
                "The layer 'x' has 1 feature, but sample 'a' has 2 values.");
        refuses(
                () -> OmicsLayer.of("x", List.of("a"), List.of("f"), new double[][] {{1e300}}),
                "The layer 'x' has the value Infinity for sample 'a' and feature 'f'. Values are finite");
    }

    @Test
    void tableGoesBothWays() {
        var table = rna.toTable();
        assertEquals(List.of("sample", "TP53", "ESR1"), table.columnNames());
        assertTrue(table.column("TP53").isMissing(1));
        var back = OmicsLayer.fromTable(table, "sample");
        assertEquals(rna.fingerprint(), back.fingerprint());
        refuses(() -> OmicsLayer.fromTable(table, "id"), "has no column 'id'");
        table.addColumns(StringColumn.create("class", "x", "y", "z"));
        refuses(
                () -> OmicsLayer.fromTable(table, "sample"),
                "The column 'class' of the table 'rna' is of type STRING; a layer takes numbers.");
    }

    @Test
    void tableOfTooManyFeaturesIsRefusedWithAWayOn() {
        var names = IntStream.range(0, 2_001).mapToObj(i -> "f" + i).toList();
        var wide = OmicsLayer.of("wide", List.of("a"), names, new float[1][2_001]);
        refuses(
                wide::toTable,
                "The layer 'wide' has 2,001 features; a table takes up to 2,000, since it gets slow with more. Choose some:"
                        + " layer.features(\"f0\", ...).toTable().");
        assertEquals(2_001, wide.features(names.subList(0, 2_000)).toTable().columnCount());
    }

    @Test
    void fingerprintFollowsTheContent() {
        assertEquals(rna.fingerprint(), rna.select(new int[] {0, 1, 2}).fingerprint());
        assertNotEquals(rna.fingerprint(), rna.samples("a", "c", "b").fingerprint());
        assertNotEquals(rna.fingerprint(), rna.withScale(Scale.LOG2).fingerprint());
    }
}
