package jenomics.sequence;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import jenomics.genome.Motif;
import jenomics.genome.Strand;
import jenomics.io.Simulate;
import org.junit.jupiter.api.Test;

class SimulateTest {
    private static final Map<String, String> CONSENSUS = Map.of(
            "TATA", "TATAWAWR",
            "Reb1", "TTACCCG",
            "Abf1", "RTCRYNNNNNACG",
            "Rap1", "ACACCCAYACAYY",
            "Gcn4", "TGACTCA",
            "Cbf1", "RTCACRTG",
            "Mcm1", "CCNNNWWRGG");

    private final SequenceSet set = Simulate.promoters().count(600).make();

    @Test
    void plantedMotifsStandWhereTheTruthSays() {
        int checked = 0;
        for (var record : set) {
            int before = 0;
            for (var planted : PlantedMotif.in(record)) {
                assertTrue(planted.start() >= before, record.toString());
                before = planted.end();
                String consensus = CONSENSUS.get(planted.motif());
                if (consensus != null) {
                    var motif = Motif.ofConsensus(planted.motif(), consensus);
                    double best = motif.highestBits();
                    assertTrue(
                            motif.scan(record.bases(), best - 1e-6).stream()
                                    .anyMatch(h -> h.start() == planted.start() && h.strand() == planted.strand()),
                            () -> planted + " in " + record);
                    checked++;
                }
            }
        }
        assertTrue(checked > 1000, "checked " + checked);
    }

    @Test
    void promotersEndInATataBoxBeforeTheStart() {
        for (var record : set.where("promoter", "yes")) {
            var motifs = PlantedMotif.in(record);
            var last = motifs.get(motifs.size() - 1);
            assertTrue(last.motif().startsWith("TATA") && last.strand() == Strand.FORWARD, record.toString());
            assertTrue(last.start() >= 500 - 100 - 120 && last.start() <= 500 - 60 - 40, record.toString());
            for (int i = 1; i < motifs.size(); i++) {
                int gap = motifs.get(i).start() - motifs.get(i - 1).end();
                assertTrue(gap >= 5 && gap <= 40, record.toString());
            }
        }
    }

    @Test
    void halfArePromotersAndNoneIsRepeated() {
        assertEquals(300, set.where("promoter", "yes").size());
        assertEquals(
                150,
                Simulate.promoters()
                        .count(600)
                        .promoterShare(0.25)
                        .make()
                        .where("promoter", "yes")
                        .size());
        var keys = new HashSet<String>();
        for (int i = 0; i < set.size(); i++) {
            assertTrue(keys.add(set.contentKey(i)));
            assertEquals(500, set.get(i).lengthBp());
        }
    }

    @Test
    void chromosomesHaveTheirShares() {
        var big = Simulate.promoters().count(3000).lengthBp(250).make();
        double twelve = big.where("chromosome", "chrXII").size() / 3000.0;
        assertEquals(1_078_177 / 12_071_326.0, twelve, 0.021); // four standard deviations
        assertEquals(
                16, big.stream().map(r -> r.attribute("chromosome")).distinct().count());
    }

    @Test
    void theSeedDecides() {
        assertEquals(set, Simulate.promoters().count(600).make());
        assertNotEquals(
                set.fingerprint(),
                Simulate.promoters().count(600).seed(8).make().fingerprint());
    }

    @Test
    void misarrangedSequencesHaveNoTataAtTheEnd() {
        var wrong = Simulate.promoters()
                .count(200)
                .promoterShare(0)
                .misarrangedShare(1)
                .make();
        for (var record : wrong) {
            var motifs = PlantedMotif.in(record);
            assertTrue(motifs.stream().anyMatch(m -> m.motif().startsWith("TATA")), record.toString());
            assertTrue(!motifs.get(motifs.size() - 1).motif().startsWith("TATA"), record.toString());
        }
    }

    @Test
    void theBackgroundFollowsItsCounts() {
        var chain = MarkovChain.of(KmerCounts.of(2).add("ACACACACAC"));
        assertEquals(1, chain.order());
        // seen: AC 5, CA 4; each pair once more: after A: A 1, C 6, G 1, T 1
        assertArrayEquals(new double[] {1 / 9.0, 6 / 9.0, 1 / 9.0, 1 / 9.0}, chain.next("GGA"), 1e-12);
        assertEquals(-Math.log(6 / 9.0) / Math.log(2), chain.bitsPerBase("AC"), 1e-12);
        var yeast = MarkovChain.yeast();
        String drawn = yeast.sample(200_000, new SplittableRandom(3));
        assertEquals(0.617, 1 - jenomics.genome.DnaSequence.gc(drawn), 0.01); // yeast is 61.7 % A and T
        assertTrue(Math.abs(yeast.bitsPerBase(drawn) - 1.93) < 0.02, "bits " + yeast.bitsPerBase(drawn));
        assertEquals(3, yeast.sample(3, new SplittableRandom(1)).length());
    }

    @Test
    void impossibleSimulationsAreRefused() {
        refuses(() -> Simulate.promoters().lengthBp(100), "lengthBp of a promoter simulation is at least 250");
        refuses(() -> Simulate.promoters().count(0), "count of a promoter simulation is at least 1; found 0");
        refuses(() -> Simulate.promoters().promoterShare(2), "promoterShare of a promoter simulation is 0 to 1");
        refuses(() -> Simulate.promoters().misarrangedShare(-1), "misarrangedShare");
        refuses(() -> PlantedMotif.of("TATA:1-2"), "found 'TATA:1-2'");
        refuses(() -> MarkovChain.of(KmerCounts.of(1)), "at least 2 bases");
        refuses(() -> MarkovChain.yeast().next("ACG"), "looks back at 5 bases");
        assertEquals(List.of(), PlantedMotif.in(SequenceRecord.of("x", "A")));
    }
}
