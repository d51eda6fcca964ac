package jenomics.genome;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GenomeTest {
    @Test
    void reverseComplementKeepsIupacMeaningAndCase() {
        assertEquals("ACGT", DnaSequence.reverseComplement("ACGT"));
        assertEquals("NBDHVKMWSRYACGT", DnaSequence.reverseComplement("ACGTRYSWKMBDHVN"));
        assertEquals("acGT", DnaSequence.reverseComplement("ACgt"));
        assertEquals("", DnaSequence.reverseComplement(""));
        for (char c : Alphabet.IUPAC.letters().toCharArray()) {
            int meaning = Alphabet.meaning(c);
            int other = Alphabet.meaning(Alphabet.complement(c));
            // A and T change places, C and G do: the bits read backwards
            assertEquals(Integer.reverse(meaning) >>> 28, other, String.valueOf(c));
        }
    }

    @Test
    void dnaIsReadInEitherCaseAndNothingElse() {
        assertEquals("ACGTN", DnaSequence.of("acgtn").bases());
        refuses(() -> DnaSequence.of("ACJT"), "character 'J' at position 3");
        refuses(() -> DnaSequence.reverseComplement("A-"), "character '-' at position 2");
        refuses(() -> Alphabet.DNA.read("ACN"), "allowed are ACGT,");
        refuses(() -> DnaSequence.of("\u4e00"), "character '\u4e00'");
    }

    @Test
    void gcCountsKnownBasesOnly() {
        assertEquals(0.5, DnaSequence.of("ACGTNNNN").gc());
        assertEquals(2 / 3.0, DnaSequence.of("SSW").gc());
        assertTrue(Double.isNaN(DnaSequence.of("NNN").gc()));
        assertEquals("CG", DnaSequence.of("ACGT").slice(1, 3).bases());
        refuses(() -> DnaSequence.of("ACGT").slice(2, 5), "4 bp has no bases 2 to 5");
    }

    @Test
    void bedAndRegionNameTheSameBases() {
        var bed = Locus.ofBed("chr7", 0, 10);
        assertEquals(bed, Locus.ofRegion("chr7:1-10"));
        assertEquals(10, bed.lengthBp());
        assertEquals("chr7:1-10", bed.toString());
        assertEquals(Locus.ofBed("chr7", 1202, 1203), Locus.ofRegion("chr7:1,203"));
        assertEquals("chr7:1-10(-)", Locus.ofRegion("chr7:1-10:-").toString());
        assertEquals(Locus.ofRegion("chr7:1-10(+)"), bed.on(Strand.FORWARD));
    }

    @Test
    void lociTouchOnlyWhereTheyShareABase() {
        var locus = Locus.ofBed("chr7", 10, 20);
        assertTrue(locus.overlaps(Locus.ofBed("chr7", 19, 30)));
        assertFalse(locus.overlaps(Locus.ofBed("chr7", 20, 30)));
        assertFalse(locus.overlaps(Locus.ofBed("chr8", 10, 20)));
        assertTrue(locus.contains(Locus.ofBed("chr7", 10, 20)));
        assertFalse(locus.contains(Locus.ofBed("chr7", 9, 20)));
    }

    @Test
    void impossibleLociAreRefused() {
        refuses(() -> Locus.ofBed("chr7", 10, 10), "found chr7 10 to 10");
        refuses(() -> Locus.ofBed("chr7", -1, 10), "found chr7 -1 to 10");
        refuses(() -> Locus.ofBed(" ", 0, 10), "needs a chromosome");
        refuses(() -> Locus.ofRegion("chr7"), "found 'chr7'");
        refuses(() -> Locus.ofRegion("chr7:0-10"), "counts from 1");
        refuses(() -> Strand.of("x"), "found 'x'");
    }

    @Test
    void aConsensusSurvivesTheRoundTrip() {
        for (String consensus : new String[] {"TATAWAWR", "RTCRYNNNNNACG", "ACACCCAYACAYY", "BDHVKMSN"}) {
            assertEquals(consensus, Motif.ofConsensus("m", consensus).consensus());
        }
        var reb1 = Motif.ofConsensus("Reb1", "TTACCCG");
        assertEquals("CGGGTAA", reb1.reverseComplement().consensus());
        assertEquals(14, reb1.totalInformationBits(), 1e-9);
        assertArrayEquals(new double[] {2, 1, 0}, Motif.ofConsensus("m", "AWN").informationBits(), 1e-9);
    }

    @Test
    void countsBecomeFrequencies() {
        var motif = Motif.ofCounts("m", new double[][] {{9, 1, 0, 0}, {0, 0, 5, 5}}, 2);
        assertArrayEquals(new double[] {9.5 / 12, 1.5 / 12, 0.5 / 12, 0.5 / 12}, motif.frequencies()[0], 1e-12);
        assertEquals("AK", motif.consensus());
        refuses(() -> Motif.ofCounts("m", new double[][] {{1, 0, 0, 0}, {0, 0, 0, 0}}, 0), "Position 2 of motif 'm'");
        refuses(() -> Motif.ofFrequencies("m", new double[][] {{0.5, 0.1, 0.1, 0.1}}), "sum to 1");
        refuses(() -> Motif.ofConsensus("m", ""), "has no positions");
    }

    @Test
    void samplesFollowTheFrequencies() {
        var motif = Motif.ofFrequencies("m", new double[][] {{0.7, 0, 0.3, 0}, {0, 1, 0, 0}});
        var random = new SplittableRandom(1);
        int a = 0;
        for (int i = 0; i < 10_000; i++) {
            String drawn = motif.sample(random);
            assertTrue(drawn.equals("AC") || drawn.equals("GC"), drawn);
            a += drawn.equals("AC") ? 1 : 0;
        }
        assertEquals(7000, a, 200); // more than four standard deviations (46)
    }

    @Test
    void scanFindsBothStrands() {
        var reb1 = Motif.ofConsensus("Reb1", "TTACCCG");
        var hits = reb1.scan("AATTACCCGAACGGGTAANN");
        assertEquals(2, hits.size());
        assertEquals(new Motif.Hit(2, 9, Strand.FORWARD, hits.get(0).bits()), hits.get(0));
        assertEquals(reb1.highestBits(), hits.get(0).bits(), 1e-9);
        assertEquals(11, hits.get(1).start());
        assertEquals(Strand.REVERSE, hits.get(1).strand());
        // a matching base scores log2(0.9925 / 0.25) bits
        assertEquals(7 * Math.log(0.9925 / 0.25) / Math.log(2), reb1.highestBits(), 1e-9);
        assertEquals(0, reb1.scan("TTACC").size());
        assertEquals(0, reb1.scan("TTAGCCG", reb1.highestBits()).size());
        assertEquals(1, reb1.scan("TTAGCCG", 0).size());
    }

    @Test
    void aMotifSaysWhatItIs() {
        String text = Motif.ofConsensus("TATA", "TATAWAWR").toString();
        assertTrue(text.startsWith("TATA \u00b7 TATAWAWR \u00b7 8 bp \u00b7 13.0 bits"), text);
    }
}
