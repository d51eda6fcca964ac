package jenomics.io;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;

class MotifFilesTest extends WrittenFiles {
    private static final String JASPAR =
            ">MA0004.1\tArnt\nA  [ 4 19 0 0 0 0 ]\nC  [16 0 20 0 0 0 ]\nG  [ 0 1 0 20 0 20 ]\nT  [ 0 0 0 0 20 0 ]\n";
    private static final String BARE = ">X1 bare\n4 1\n0 1\n0 1\n0 1\n";
    private static final String MEME = """
            MEME version 4

            ALPHABET= ACGT

            strands: + -

            Background letter frequencies
            A 0.25 C 0.25 G 0.25 T 0.25

            MOTIF MA0004.1 Arnt
            letter-probability matrix: alength= 4 w= 6 nsites= 20 E= 0
             0.200000  0.800000  0.000000  0.000000
             0.950000  0.000000  0.050000  0.000000
             0.000000  1.000000  0.000000  0.000000
             0.000000  0.000000  1.000000  0.000000
             0.000000  0.000000  0.000000  1.000000
             0.000000  0.000000  1.000000  0.000000
            URL http://example.org/MA0004.1

            MOTIF second
            letter-probability matrix: alength= 4
            0.25 0.25 0.25 0.25
            MOTIF third
            letter-probability matrix: alength= 4 w= 1
            0 0 0.5 0.5
            """;

    @Test
    void countsOfJasparAreKept() {
        var motifs = Jaspar.read(file("j.txt", JASPAR + "\n" + BARE));
        var arnt = motifs.get("Arnt");
        assertEquals("MA0004.1 Arnt", arnt.name());
        assertEquals("CACGTG", arnt.consensus());
        assertArrayEquals(new double[] {4, 16, 0, 0}, arnt.counts()[0]);
        assertArrayEquals(new double[] {0.2, 0.8, 0, 0}, arnt.frequencies()[0]);
        assertEquals(4.2 / 20.8, arnt.withPseudocount(0.8).frequencies()[0][0], 1e-15);
        assertEquals("bare", motifs.get(1).name().substring(3));
        assertTrue(motifs.toString().startsWith("2 motifs · 2 to 6 bp"), motifs.toString());
    }

    @Test
    void memeIsTheSameMotif() {
        var meme = Meme.read(file("m.meme", MEME));
        assertEquals(
                List.of("MA0004.1 Arnt", "second", "third"),
                meme.stream().map(m -> m.name()).toList());
        var arnt = Jaspar.read(file("j.txt", JASPAR)).get("MA0004.1");
        for (int i = 0; i < arnt.width(); i++) {
            assertArrayEquals(arnt.frequencies()[i], meme.get("Arnt").frequencies()[i], 1e-9);
            assertArrayEquals(arnt.counts()[i], meme.get("Arnt").counts()[i], 1e-9);
        }
        assertTrue(refusal(() -> meme.get("second").counts()).contains("was made of frequencies"));
    }

    @Test
    void weightsAndScoresFollowFromTheCounts() {
        var arnt = Jaspar.read(file("j.txt", JASPAR)).get(0).withPseudocount(0.8);
        double[][] weights = arnt.weights(0.3, 0.2, 0.2, 0.3);
        assertEquals(Math.log(16.2 / 20.8 / 0.2) / Math.log(2), weights[0][1], 1e-12);
        assertEquals(arnt.highestBits(), arnt.score("CACGTG"), 1e-12);
        assertEquals(arnt.score("CACGTG"), arnt.reverseComplement().score("CACGTG"), 1e-12);
        assertArrayEquals(new double[] {0, 20, 0, 0}, arnt.reverseComplement().counts()[0]);
        assertEquals(arnt.scan("TTCACGTGAA").get(0).bits(), arnt.score("CACGTG"), 1e-12);
        assertTrue(refusal(() -> arnt.score("ACG")).contains("scores 6 bases; found 3"));
        assertTrue(refusal(() -> arnt.weights(0.5, 0.5, 0.5, 0.5)).startsWith("A background is four frequencies"));
    }

    @Test
    void badFilesAreRefused() {
        bad(JASPAR.replace("T  [ 0 0 0 0 20 0 ]\n", ""), "line 1, begins the motif 'MA0004.1 Arnt' with 3 rows");
        bad(JASPAR.replace("[16 0 20", "[16 20"), "line 3, has 5 counts for C, where A has 6");
        bad(JASPAR.replace("[16 0", "[16 -3"), "line 3, has the count '-3'; it is a number from 0");
        bad(JASPAR.replace("\nC ", "\nG "), "line 3, begins with 'G' where the row of C belongs");
        bad(JASPAR + "A [1]\n", "is a fifth row of the motif");
        bad("4 5 6\n", "comes before any '>'");
        bad("", "holds no motif: no line begins with '>'");
        bad(JASPAR.replace("[ 4 19", "[ 0 19").replace("[16 0", "[0 0"), "not all 0");
        badMeme(MEME.replace("MEME version 4", "MEM"), "line 1, comes before 'MEME version 4'");
        badMeme(MEME.replace("w= 6", "w= 7"), "after 6 of 7 positions");
        badMeme(MEME.replace("ACGT", "PROTEIN"), "motifs of DNA are read");
        badMeme(MEME.replace("0.950000", "0.5"), "should hold four frequencies that sum to 1");
        badMeme("MEME version 5\nMOTIF x\n", "holds no motif");
        badMeme(MEME.replace("MOTIF MA0004.1 Arnt\n", ""), "is a matrix before any 'MOTIF'");
        var motifs = Jaspar.read(file("j.txt", JASPAR));
        assertEquals(
                "No motif is named 'Arntt'; names look like ['MA0004.1 Arnt']. Did you mean 'Arnt'?",
                refusal(() -> motifs.get("Arntt")));
    }

    private void bad(String content, String what) {
        var bad = file("bad.txt", content);
        String said = refusal(() -> Jaspar.read(bad));
        assertTrue(said.contains(what), said);
    }

    private void badMeme(String content, String what) {
        var bad = file("bad.meme", content);
        String said = refusal(() -> Meme.read(bad));
        assertTrue(said.contains(what), said);
    }

    @Test
    void aLogoIsDrawn() {
        var motifs = Jaspar.read(file("j.txt", JASPAR));
        assertTrue(motifs.plot("Arnt").svg().contains("<svg"));
        assertTrue(motifs.plot().svg().contains("MA0004.1"));
    }

    @Test
    void allOfJaspar2018IsRead() {
        var sizes = java.util.Map.of(
                "vertebrates", 579, "plants", 489, "fungi", 176, "insects", 133, "nematodes", 26, "urochordates", 1);
        sizes.forEach((taxon, size) -> {
            var jaspar = Jaspar.read(SharedFolder.file("data/sequence/jaspar/JASPAR2018_CORE_" + taxon + ".txt"));
            var meme = Meme.read(SharedFolder.file("data/sequence/jaspar/JASPAR2018_CORE_" + taxon + ".meme"));
            assertEquals(size, jaspar.size());
            assertEquals(size, meme.size());
            for (int i = 0; i < size; i++) {
                assertEquals(jaspar.get(i).name(), meme.get(i).name());
                assertArrayEquals(jaspar.get(i).frequencies()[0], meme.get(i).frequencies()[0], 1e-4);
            }
        });
    }
}
