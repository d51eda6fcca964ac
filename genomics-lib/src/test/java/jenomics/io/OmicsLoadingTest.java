package jenomics.io;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import jenomics.omics.Matching;
import jenomics.omics.Scale;
import org.junit.jupiter.api.Test;

/** Tables of layers and their sample sheet, loaded together. */
class OmicsLoadingTest extends WrittenFiles {
    @Test
    void folderIsLoadedAndAligned() {
        path("study_rna.csv", "gene,a,b,c\nTP53,1,2,3\nESR1,4,5,6\n");
        path("study_protein.csv", ",c,a,d\np1,1,2,3\np2,4,5,6\np3,7,8,9\np4,1,1,1\n");
        path("study_labels.csv", "sample,class\na,x\nb,y\nc,x\n");
        path("README.md", "about");
        var cohort = Omics.load(folder.toString());
        assertEquals(List.of("protein", "rna"), cohort.layerNames());
        assertEquals(List.of("c", "a"), cohort.ids());
        assertEquals("x", cohort.attribute(1, "class"));
        assertEquals(1, cohort.layer("rna").value("a", "TP53"));
        String shown = cohort.toString();
        assertTrue(shown.contains("passed over: README.md"), shown);
        assertTrue(shown.contains("samples in columns (the names of samples of other files stand there)"), shown);
        var all = Omics.loader().keepAllSamples().scale("rna", Scale.COUNTS).load(folder.toString());
        assertEquals(List.of("c", "a", "d", "b"), all.ids());
        assertEquals(Scale.COUNTS, all.layer("rna").scale());
        refuses(
                () -> Omics.loader().scale("dna", Scale.COUNTS).load(folder.toString()),
                "A scale was given for [dna], but the layers are [protein, rna].");
    }

    @Test
    void loadingSaysWhatDoesNotFit() throws IOException {
        String rna = path("rna.csv", "gene,P.1,P.2\nTP53,1,2\nESR1,1,2\nX,3,4\n");
        String labels = path("labels.csv", "sample,class\nP-1,x\nP-2,y\n");
        refuses(() -> Omics.load(rna, labels), "Compared by letters and digits alone they share 2");
        assertEquals(
                "y",
                Omics.loader()
                        .matching(Matching.LETTERS_AND_DIGITS)
                        .load(rna, labels)
                        .attribute(1, "class"));
        String other = path("meta.csv", "sample,sex\nP-1,f\nP-2,m\n");
        refuses(() -> Omics.load(rna, labels, other), "Which of these is the sample sheet: [labels.csv, meta.csv]?");
        var none = Files.createDirectories(folder.resolve("none"));
        Files.writeString(none.resolve("notes.md"), "x");
        refuses(() -> Omics.load(none.toString()), "holds no layer: no .csv, .tsv");
    }

    @Test
    void sheetWithoutNamesIsNumbered() {
        var sheet = Omics.sheet(path("lung.csv", "time,event,age\n455,1,68\n1010,0,56\n455,1,60\n"));
        assertEquals(List.of("1", "2", "3"), sheet.ids());
        assertEquals(
                "time with event (1 of 0/1): 2 events",
                sheet.survival().orElseThrow().toString());
        refuses(
                () -> Omics.sheet(path("none.csv", "")),
                "The sample sheet '" + folder.resolve("none.csv") + "' is empty.");
    }
}
