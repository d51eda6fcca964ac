package jenomics.omics;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class MultiOmicsTest {
    private final OmicsLayer rna = layer("rna", "a", "b", "c", "d");
    private final OmicsLayer protein = layer("protein", "d", "b", "x", "a");
    private final SampleSheet sheet = SampleSheet.ofText(
            "id",
            List.of("b", "d", "a", "z"),
            List.of("subtype", "age"),
            List.of(List.of("LumA", "61"), Arrays.asList("Basal", null), List.of("LumA", "48"), List.of("Her2", "50")));

    /** Values that tell the layer, the sample and the feature. */
    private static OmicsLayer layer(String name, String... samples) {
        float[][] rows = new float[samples.length][];
        for (int s = 0; s < samples.length; s++) {
            rows[s] = new float[] {name.length() + samples[s].charAt(0), name.length() * 0.5f + samples[s].charAt(0)};
        }
        return OmicsLayer.of(name, List.of(samples), List.of(name + "1", name + "2"), rows);
    }

    @Test
    void layersAreAlignedOnSharedSamplesInTheOrderOfTheFirst() {
        var cohort = MultiOmics.of(rna, protein);
        assertEquals(List.of("a", "b", "d"), cohort.ids());
        for (var layer : cohort.layers()) {
            for (int s = 0; s < cohort.size(); s++) {
                assertEquals(layer.name().length() + cohort.id(s).charAt(0), layer.value(s, 0));
            }
        }
        assertEquals(
                List.of(
                        "rna: 1 of 4 samples left out, not in every layer: 'c'",
                        "protein: 1 of 4 samples left out, not in every layer: 'x'"),
                cohort.notes());
    }

    @Test
    void allSamplesMayBeKeptWithMissingBlocks() {
        var cohort = MultiOmics.ofAll(List.of(rna, protein), Matching.EXACT);
        assertEquals(List.of("a", "b", "c", "d", "x"), cohort.ids());
        assertFalse(cohort.layer("protein").measured(2));
        assertTrue(cohort.layer("rna").measured(2));
        assertEquals("rna: not measured in 1 of 5 samples: 'x'", cohort.notes().get(0));
        assertTrue(cohort.toString().contains("4 of 5"), cohort.toString());
    }

    @Test
    void mismatchShowsTheFirstThreeOfEachSideAndTheRuleThatWouldDo() {
        var dotted = layer("meth", "TCGA.A1.A0SB", "TCGA.A1.A0SD", "TCGA.A1.A0SE", "TCGA.A1.A0SF");
        var dashed = layer("rna", "TCGA-A1-A0SB", "TCGA-A1-A0SD");
        refuses(
                () -> MultiOmics.of(dotted, dashed),
                "The layers share no sample, with names compared as written: 'meth' has 'TCGA.A1.A0SB', 'TCGA.A1.A0SD',"
                        + " 'TCGA.A1.A0SE' and 1 more; 'rna' has 'TCGA-A1-A0SB', 'TCGA-A1-A0SD'. Compared by letters and"
                        + " digits alone they share 2: matching(Matching.LETTERS_AND_DIGITS).");
        var cohort = MultiOmics.ofShared(List.of(dotted, dashed), Matching.LETTERS_AND_DIGITS);
        assertEquals(List.of("TCGA.A1.A0SB", "TCGA.A1.A0SD"), cohort.ids());
        assertEquals(
                "samples compared by letters and digits alone", cohort.notes().get(0));
    }

    @Test
    void barcodesOfTcgaMeetByPatient() {
        var tumour = layer("rna", "TCGA-A1-A0SB-01A-11R", "TCGA-A1-A0SD-01A-11R");
        var methylation = layer("meth", "tcga.a1.a0sd.01a", "TCGA.A1.A0SB.01A");
        var cohort = MultiOmics.ofShared(List.of(tumour, methylation), Matching.TCGA_PATIENT);
        assertEquals(List.of("TCGA-A1-A0SB", "TCGA-A1-A0SD"), cohort.ids());
        var twice = layer("rna", "TCGA-A1-A0SB-01A", "TCGA-A1-A0SB-11A");
        refuses(
                () -> MultiOmics.ofShared(List.of(twice, methylation), Matching.TCGA_PATIENT),
                "The samples 'TCGA-A1-A0SB-01A' and 'TCGA-A1-A0SB-11A' of the layer 'rna' are the same when names are"
                        + " compared by TCGA patient (12 characters).");
    }

    @Test
    void exchangedAxesAreRecognised() {
        var turned = OmicsLayer.of("meth", List.of("cg1"), List.of("a", "b"), new float[][] {{1, 2}});
        refuses(
                () -> MultiOmics.of(rna, turned),
                "2 features of 'meth' are samples of 'rna': it was read with its axes exchanged.");
    }

    @Test
    void layersNeedDifferentNames() {
        refuses(() -> MultiOmics.of(rna, rna), "Two layers are named 'rna'.");
        refuses(() -> MultiOmics.ofShared(List.of(), Matching.EXACT), "A cohort needs at least one layer; found none.");
        refuses(() -> MultiOmics.of(rna).layer("dna"), "There is no layer 'dna' here; there are [rna].");
        refuses(() -> MultiOmics.of(rna).only(), "Name at least one layer; there are [rna].");
        refuses(() -> MultiOmics.of(rna).sheet(), "These samples have no sample sheet; give one with .with(");
        refuses(() -> MultiOmics.of(rna).with(protein), "The layer 'protein' has other samples, or in another order:");
    }

    @Test
    void sheetIsLookedUpByName() {
        var cohort = MultiOmics.of(rna).with(sheet);
        assertEquals(List.of("subtype", "age"), cohort.attributes());
        assertEquals("LumA", cohort.attribute(0, "subtype"));
        assertEquals("61", cohort.attribute(1, "age"));
        assertNull(cohort.attribute(2, "subtype"));
        assertNull(cohort.attribute(3, "age"));
        assertEquals(
                List.of(
                        "no row in the sample sheet for 1 sample: 'c'",
                        "1 row of the sample sheet belong to no sample here"),
                cohort.notes());
        assertEquals(List.of("a", "b"), cohort.where("subtype", "LumA").ids());
        refuses(
                () -> MultiOmics.of(layer("rna", "A", "B")).with(sheet),
                "The sample sheet has no row for any sample, with names compared as written: its column 'id' has 'b', 'd',"
                        + " 'a' and 1 more; the samples are 'A', 'B'. Compared by letters and digits alone they share 2:");
    }

    @Test
    void summaryShowsLayersSizesScalesMissingAndClasses() {
        String shown =
                MultiOmics.of(rna, protein).with(sheet).scale("rna", Scale.LOG2).toString();
        assertTrue(
                shown.startsWith("3 samples · 2 layers: rna 2, protein 2 · subtype: 1 Basal, 0 Her2, 2 LumA")
                        || shown.startsWith("3 samples · 2 layers: rna 2, protein 2 · subtype: 1 Basal, 2 LumA"),
                shown);
        assertTrue(shown.contains("log2 units"), shown);
        assertTrue(shown.contains("subtype"), shown);
        assertTrue(shown.contains("33.3 %"), shown);
    }

    @Test
    void splitsLikeAnySamples() {
        var cohort = simulated();
        var split = Split.of(cohort).stratify("class").test(0.25).seed(3);
        assertEquals(60, split.train().size());
        assertEquals(20, split.test().size());
        assertEquals(10, split.test().where("class", "case").size());
        for (int i = 0; i < split.test().size(); i++) {
            int place = cohort.ids().indexOf(split.test().id(i));
            assertArrayEquals(
                    cohort.layer("rna").row(place), split.test().layer("rna").row(i));
            assertEquals(cohort.attribute(place, "class"), split.test().attribute(i, "class"));
        }
        var task = split.check(Task.multiclass("class"));
        assertEquals(List.of("case", "control"), task.classes());
    }

    @Test
    void equalValuesInDifferentPartsAreALeak() {
        var cohort = simulated();
        float[][] rows = cohort.layer("rna").toArray();
        rows[1] = rows[0].clone();
        var twins = MultiOmics.of(
                        OmicsLayer.of("rna", cohort.ids(), cohort.layer("rna").features(), rows))
                .with(cohort.sheet());
        assertEquals(twins.contentKey(0), twins.contentKey(1));
        assertNotEquals(twins.contentKey(0), twins.contentKey(2));
        var split = Split.of(twins).keepTogether("patient").test("p0");
        refuses(split::train, "'s1' (train) and 's0' (test) are identical");
    }

    @Test
    void fingerprintFollowsAttributesToo() {
        var cohort = MultiOmics.of(rna).with(sheet);
        assertEquals(cohort.fingerprint(), MultiOmics.of(rna).with(sheet).fingerprint());
        assertNotEquals(cohort.fingerprint(), MultiOmics.of(rna).fingerprint());
    }

    @Test
    void labelsCanBeDealtOutAnew() {
        var cohort = simulated();
        var values = new ArrayList<String>();
        for (int i = 0; i < cohort.size(); i++) {
            values.add(i % 2 == 0 ? "control" : null);
        }
        var relabelled = cohort.relabelled("class", values);
        assertEquals("control", relabelled.attribute(0, "class"));
        assertEquals(null, relabelled.attribute(1, "class"));
        assertEquals("p1", relabelled.attribute(1, "patient"));
        assertEquals("case", cohort.attribute(0, "class"), "the old ones stay as they were");
        assertEquals(cohort.layer("rna"), relabelled.layer("rna"));
        assertThrows(GenomicsException.class, () -> cohort.relabelled("subtype", values));
    }

    private static MultiOmics simulated() {
        var ids = IntStream.range(0, 80).mapToObj(i -> "s" + i).toList();
        var random = new java.util.Random(5);
        float[][] rows = new float[80][3];
        for (float[] row : rows) {
            for (int f = 0; f < 3; f++) {
                row[f] = (float) random.nextGaussian();
            }
        }
        var facts = new ArrayList<List<String>>();
        ids.forEach(id -> facts.add(
                List.of(Integer.parseInt(id.substring(1)) % 2 == 0 ? "case" : "control", "p" + id.substring(1))));
        return OmicsLayer.of("rna", ids, List.of("x", "y", "z"), rows)
                .with(SampleSheet.ofText("id", ids, List.of("class", "patient"), facts));
    }

    @Test
    void columnsGetTheirKindsFromTheirValues() {
        assertEquals(SheetColumn.Kind.FACTOR, sheet.column("subtype").kind());
        assertEquals(SheetColumn.Kind.NUMBER, sheet.column("age").kind());
        assertArrayEquals(
                new double[] {61, Double.NaN, 48, 50}, sheet.column("age").numbers());
        var text = SampleSheet.ofText(
                "id", List.of("1", "2", "3"), List.of("remark"), List.of(List.of("x"), List.of("y"), List.of("z")));
        assertEquals(SheetColumn.Kind.TEXT, text.column("remark").kind());
        refuses(() -> sheet.column("stage"), "The sample sheet has no column 'stage'; it has [subtype, age].");
    }

    @Test
    void levelsMayBeSaidAndHold() {
        var ordered = sheet.factor("subtype", "LumA", "Her2", "Basal");
        assertEquals(List.of("LumA", "Her2", "Basal"), ordered.column("subtype").levels());
        assertEquals(
                "{LumA=2, Her2=1, Basal=1}", ordered.column("subtype").counts().toString());
        refuses(
                () -> sheet.factor("subtype", "LumA", "Basal"),
                "Sample 'z' has 'Her2' for 'subtype', which is none of the levels [LumA, Basal].");
    }

    @Test
    void sheetIsATableAtTheDoor() {
        var table = sheet.table();
        assertEquals(List.of("id", "subtype", "age"), table.columnNames());
        assertTrue(table.column("age").isMissing(1));
        var back = SampleSheet.of(table, "id");
        assertEquals(sheet.columns(), back.columns());
        var numbers = Table.create(
                "t",
                StringColumn.create("id", "a"),
                IntColumn.create("n", new int[] {3}),
                DoubleColumn.create("x", 1.25));
        assertEquals("3", SampleSheet.of(numbers, "id").value(0, "n"));
        assertEquals("1.25", SampleSheet.of(numbers, "id").value(0, "x"));
        refuses(() -> SampleSheet.of(numbers, "name"), "The table 't' has no column 'name'; it has [id, n, x].");
    }

    @Test
    void survivalIsRecognisedByNamesAndValues() {
        var lung = SampleSheet.ofText(
                "id",
                List.of("1", "2", "3"),
                List.of("OS.time", "OS", "age"),
                List.of(List.of("455", "1", "68"), List.of("1010", "0", "56"), Arrays.asList(null, "1", "60")));
        var survival = lung.survival().orElseThrow();
        assertEquals("OS.time with OS (1 of 0/1): 2 events", survival.toString());
        assertEquals(Arrays.asList(455.0, 1010.0, null), survival.times());
        assertEquals(List.of(true, false, true), survival.events());
        assertTrue(lung.toString().contains("survival: OS.time with OS"), lung.toString());
        assertTrue(sheet.survival().isEmpty());
        var vital = SampleSheet.ofText(
                "id",
                List.of("1", "2"),
                List.of("time", "vital_status"),
                List.of(List.of("5", "Dead"), List.of("6", "Alive")));
        assertEquals(List.of(true, false), vital.survival().orElseThrow().events());
        var negative = SampleSheet.ofText(
                "id", List.of("1", "2"), List.of("time", "status"), List.of(List.of("-5", "1"), List.of("6", "0")));
        assertTrue(negative.survival().isEmpty());
    }

    @Test
    void sheetsAreChecked() {
        refuses(
                () -> SampleSheet.ofText("id", List.of("a"), List.of("x", "x"), List.of(List.of("1", "2"))),
                "The sample sheet has two columns named 'x'.");
        refuses(
                () -> SampleSheet.ofText("id", List.of("a", "a"), List.of("x"), List.of(List.of("1"), List.of("2"))),
                "Every sample of the sample sheet needs a name of its own");
        refuses(
                () -> SampleSheet.of(
                        "id",
                        List.of("a", "b"),
                        List.of(new SheetColumn("x", SheetColumn.Kind.TEXT, List.of("1"), List.of()))),
                "The column 'x' of the sample sheet has 1 value for 2 samples.");
    }
}
