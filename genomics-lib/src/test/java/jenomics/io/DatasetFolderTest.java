package jenomics.io;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.omics.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that say what they hold: with a card, and in MOGONET's layout. */
class DatasetFolderTest {
    @TempDir
    Path folder;

    private static MultiOmics cohort() {
        var samples = List.of("a", "b", "c,<i>");
        var rna = OmicsLayer.of("rna", samples, List.of("TP53", "x,\"y\""), new float[][] {
                    {1, 1.5e-9f}, {Float.NaN, 0.1f}, {3, -4}
                })
                .withScale(Scale.LOG2);
        var calls = OmicsLayer.of("DNA calls", samples, List.of("rs1"), new float[][] {{0}, {1}, {2}})
                .withScale(Scale.DOSAGE);
        var sheet = SampleSheet.ofText(
                "sample",
                samples,
                List.of("subtype", "part"),
                List.of(Arrays.asList("=A", "train"), Arrays.asList(null, "test"), Arrays.asList("=A", "train")));
        return MultiOmics.of(rna, calls).with(sheet);
    }

    private static DatasetCard card() {
        return DatasetCard.of("cohort", "A cohort").licence("CC0-1.0").split("part", "made for tests");
    }

    @Test
    void whatIsSavedIsLoadedAsItWas() throws IOException {
        var card = Omics.save(cohort(), folder, card());
        assertEquals(
                List.of("rna.csv.gz", "DNA-calls.csv.gz", "samples.csv"),
                List.copyOf(card.files().keySet()));
        var again = Omics.load(folder.toString());
        assertEquals(cohort().fingerprint(), again.fingerprint());
        assertEquals(Scale.LOG2, again.layer("rna").scale());
        assertEquals(Scale.DOSAGE, again.layer("DNA calls").scale());
        assertTrue(again.notes().contains("card: A cohort"));
        assertTrue(again.notes().contains("published split 'part': made for tests"));
        byte[] first = Files.readAllBytes(folder.resolve("dataset.json"));
        Omics.save(cohort(), folder, card());
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("dataset.json")));
        assertEquals(card, DatasetCard.read(folder));
        assertTrue(card.toString().startsWith("cohort · A cohort"), card.toString());
        assertEquals(List.of(), card.faults(folder));
    }

    @Test
    void aChangedFileIsNoted() throws IOException {
        Omics.save(cohort(), folder, card());
        Files.writeString(
                folder.resolve("samples.csv"),
                Files.readString(folder.resolve("samples.csv")).replace("=A", "B"));
        assertTrue(Omics.load(folder).notes().contains("not as the card says: samples.csv differs"));
        Files.delete(folder.resolve("rna.csv.gz"));
        assertEquals(
                List.of("rna.csv.gz is missing", "samples.csv differs"),
                DatasetCard.read(folder).faults(folder));
    }

    @Test
    void onlyTheLayersOfTheCardAreLoaded() throws IOException {
        Omics.save(cohort(), folder, card());
        Files.writeString(folder.resolve("truth.csv"), "sample,driver\na,1\nb,2\n");
        assertEquals(List.of("rna", "DNA calls"), Omics.load(folder).layerNames());
        assertEquals(
                Scale.UNKNOWN,
                Omics.loader()
                        .scale("rna", Scale.UNKNOWN)
                        .load(folder)
                        .layer("rna")
                        .scale());
    }

    @Test
    void badCardsAreRefused() throws IOException {
        bad("nonsense", "is no JSON: ");
        bad("[1]", "is no JSON object");
        bad("{\"files\": {\"../x\": {}}}", "names the file '../x', which lies outside its folder");
        bad("{\"files\": {\"x\": {\"sha256\": \"12\"}}}", "says the SHA-256 '12' of 'x'");
        bad(
                "{\"layers\": {\"rna\": {\"file\": \"x\"}}}",
                "says that the layer 'rna' is in the file 'x', which is none");
        bad(
                "{\"files\": {\"x\": {}}, \"layers\": {\"rna\": {\"file\": \"x\", \"scale\": \"logs\"}}}",
                "names the scale 'logs'");
        bad("{\"sheet\": \"s.csv\"}", "names the sample sheet 's.csv', which is none of its files");
    }

    private void bad(String json, String what) throws IOException {
        Files.writeString(folder.resolve("dataset.json"), json);
        String said = refusal(() -> DatasetCard.read(folder));
        assertTrue(said.startsWith("The card '") && said.contains(what), said);
    }

    private void mogonet() throws IOException {
        Files.writeString(folder.resolve("1_tr.csv"), "1.0e+00,2\n3,4\n5,6\n");
        Files.writeString(folder.resolve("1_te.csv"), "7,8\n9,NA\n");
        Files.writeString(folder.resolve("1_featname.csv"), "TP53\nTP53\n");
        Files.writeString(folder.resolve("2_tr.csv"), "0\n1\n0\n");
        Files.writeString(folder.resolve("2_te.csv"), "1\n1\n");
        Files.writeString(folder.resolve("labels_tr.csv"), "0.000000e+00\n1.000000e+00\n1\n");
        Files.writeString(folder.resolve("labels_te.csv"), "1\n0\n");
    }

    @Test
    void mogonetsLayoutIsReadWithItsSplit() throws IOException {
        mogonet();
        var cohort = Omics.mogonet(folder.toString());
        assertEquals(List.of("view1", "view2"), cohort.layerNames());
        assertEquals(List.of("train1", "train2", "train3", "test1", "test2"), cohort.ids());
        assertEquals(List.of("TP53", "TP53.2"), cohort.layer("view1").features());
        assertArrayEquals(
                new float[] {2, 4, 6, 8, Float.NaN}, cohort.layer("view1").column("TP53.2"));
        assertEquals("1", cohort.attribute(1, "label"));
        var split = Split.of(cohort).given("part");
        assertEquals(3, split.train().size());
        assertEquals(2, split.test().size());
        assertEquals(List.of("0", "1"), split.check(Task.binary("label")).classes());
        assertEquals(
                List.of("mRNA", "DNA"), Omics.mogonet(folder, "mRNA", "DNA").layerNames());
    }

    @Test
    void aBrokenMogonetFolderIsRefused() throws IOException {
        assertTrue(refusal(() -> Omics.mogonet(folder)).contains("has no '1_tr.csv': MOGONET's layout is"));
        mogonet();
        assertTrue(
                refusal(() -> Omics.mogonet(folder, "one")).contains("holds 2 views, and 1 names were given: [one]"));
        Files.writeString(folder.resolve("2_te.csv"), "1\n");
        assertTrue(refusal(() -> Omics.mogonet(folder))
                .contains("has 1 lines in '2_te.csv', but 2 labels for the test part"));
        Files.writeString(folder.resolve("2_te.csv"), "1\n1,2\n");
        assertTrue(refusal(() -> Omics.mogonet(folder)).contains("Line 2 of '"));
        Files.delete(folder.resolve("2_te.csv"));
        assertTrue(refusal(() -> Omics.mogonet(folder)).contains("has no '2_te.csv'"));
    }
}
