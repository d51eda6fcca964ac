package jenomics.model.pretraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import jenomics.model.pretraining.GenomeCorpus.Chromosome;
import jenomics.model.pretraining.GenomeCorpus.Windows;
import jenomics.model.pretraining.MaskedBatch.Hiding;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.KmerTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pretraining learns from, what it hides, and what it is compared with. */
class CorpusTest {
    private static final Set<String> TEST = Set.of("VIII", "XIV");
    private static final Set<String> VALIDATION = Set.of("V");

    @TempDir
    Path folder;

    @Test
    void heldOutChromosomesAreInNoWindow() {
        var corpus = GenomeCorpus.read(SmallGenomes.write(folder), TEST, VALIDATION);
        assertEquals(List.of("I", "I"), names(corpus.training()));
        assertEquals(List.of("V", "V"), names(corpus.validation()));
        assertEquals(List.of("VIII", "XIV", "VIII", "XIV"), names(corpus.test()));
        var windows = new Windows(corpus.training(), 60);
        var random = new SplittableRandom(1);
        int reverse = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] window = windows.draw(random);
            boolean forward = isIn(corpus.training(), window);
            reverse += forward ? 0 : 1;
            assertTrue(forward || isIn(corpus.training(), GenomeCorpus.reverseComplement(window)));
        }
        assertTrue(reverse > 900 && reverse < 1100, reverse + " of 2000 windows were on the reverse strand");
    }

    private static List<String> names(List<Chromosome> chromosomes) {
        return chromosomes.stream().map(Chromosome::name).toList();
    }

    private static boolean isIn(List<Chromosome> chromosomes, byte[] window) {
        String text = text(window);
        return chromosomes.stream().anyMatch(c -> text(c.codes()).contains(text));
    }

    private static String text(byte[] codes) {
        var text = new StringBuilder();
        for (byte code : codes) {
            text.append("ATCGN".charAt(code));
        }
        return text.toString();
    }

    @Test
    void windowsBeginEverywhereAndHoldNoUnknownBase() {
        byte[] codes = GenomeCorpus.codes("ACGTNACGGTCANNTTTACG");
        var windows = new Windows(List.of(new Chromosome("g", "I", codes)), 4);
        var seen = new java.util.TreeSet<String>();
        var random = new SplittableRandom(2);
        for (int i = 0; i < 500; i++) {
            seen.add(text(windows.draw(random)));
        }
        var expected = new java.util.TreeSet<String>();
        for (String forward : List.of("ACGT", "ACGG", "CGGT", "GGTC", "GTCA", "TTTA", "TTAC", "TACG")) {
            expected.add(forward);
            expected.add(text(GenomeCorpus.reverseComplement(GenomeCorpus.codes(forward))));
        }
        assertEquals(expected, seen);
    }

    @Test
    void chromosomesWithoutAWindowAreAnError() {
        var unknown = List.of(new Chromosome("g", "I", GenomeCorpus.codes("ACGTNACGT")));
        var e = assertThrows(GenomicsException.class, () -> new Windows(unknown, 5));
        assertEquals(
                "None of the chromosomes [I] has 5 known bases in a row, which is one window. Take fewer --tokens.",
                e.getMessage());
        assertThrows(GenomicsException.class, () -> new Windows(unknown, 100));
    }

    @Test
    void foldersWithoutGenomesAreAnError() throws IOException {
        var nowhere = folder.resolve("nowhere");
        var e = assertThrows(GenomicsException.class, () -> GenomeCorpus.read(nowhere, TEST, VALIDATION));
        assertEquals("There is no folder of genomes " + nowhere + ".", e.getMessage());
        Files.writeString(folder.resolve("bacterium.fa"), ">chr1\nACGT\n");
        e = assertThrows(GenomicsException.class, () -> GenomeCorpus.read(folder, Set.of("VIII"), VALIDATION));
        assertEquals(
                "None of the FASTA files in " + folder + " has the chromosomes [VIII] and [V] to hold out.",
                e.getMessage());
    }

    @Test
    void aGenomeWithoutTheHeldOutChromosomesIsLeftOut() throws IOException {
        SmallGenomes.write(folder);
        Files.writeString(folder.resolve("other.fa"), ">chr1\nACGT\n");
        var corpus = GenomeCorpus.read(folder, Set.of("VIII"), VALIDATION);
        assertTrue(
                corpus.leftOut().contains("other (no chromosomes [VIII] to hold out)"),
                corpus.leftOut().toString());
        assertEquals(Set.of("genome1.fa", "genome2.fa"), corpus.files().keySet());
    }

    @Test
    void markovProbabilitiesSumToOneAndMatchACount() {
        byte[] codes = GenomeCorpus.codes("AACAAGAACNAAT");
        var chromosomes = List.of(new Chromosome("g", "I", codes));
        for (int order : new int[] {0, 2}) {
            double[] logs = MarkovBaseline.of(order, chromosomes).kmerLogProbabilities(codes, 3, 3);
            assertEquals(64, logs.length);
            assertEquals(1, Arrays.stream(logs).map(Math::exp).sum(), 1e-12);
        }
        // After AA on the forward strand: C, G, C, T. On the reverse strand (ATTNGTTCTTGTT) AA never occurs.
        double[] afterAa = MarkovBaseline.of(2, chromosomes).kmerLogProbabilities(codes, 2, 1);
        assertArrayEquals(new double[] {1 / 8.0, 2 / 8.0, 3 / 8.0, 2 / 8.0}, probabilities(afterAa), 1e-12);
        // A: 8 forward, 1 reverse; T the same turned round; C: 2 and 1 (of one G); G: 1 and 2.
        double[] plain = MarkovBaseline.of(0, chromosomes).kmerLogProbabilities(codes, 0, 1);
        assertArrayEquals(new double[] {10 / 28.0, 10 / 28.0, 4 / 28.0, 4 / 28.0}, probabilities(plain), 1e-12);
        double[] three = MarkovBaseline.of(2, chromosomes).kmerLogProbabilities(codes, 2, 3);
        int cag = 2 * 16 + 0 * 4 + 3;
        double[] afterAc = MarkovBaseline.of(2, chromosomes).kmerLogProbabilities(codes, 3, 1);
        double[] afterCa = MarkovBaseline.of(2, chromosomes).kmerLogProbabilities(codes, 4, 1);
        assertEquals(afterAa[2] + afterAc[0] + afterCa[3], three[cag], 1e-12);
    }

    private static double[] probabilities(double[] logs) {
        return Arrays.stream(logs).map(Math::exp).toArray();
    }

    @Test
    void aMaskedBatchHidesWhatItSays() {
        var tokenizer = KmerTokenizer.of(3);
        var random = new SplittableRandom(3);
        var windows = new ArrayList<byte[]>();
        for (int b = 0; b < 200; b++) {
            byte[] window = new byte[93];
            for (int i = 0; i < window.length; i++) {
                window[i] = (byte) random.nextInt(4);
            }
            windows.add(window);
        }
        var batch = MaskedBatch.of(windows, tokenizer, 0.15, Hiding.TRAINING, random);
        assertEquals(200, batch.batch());
        assertEquals(32, batch.length());
        int hidden = batch.places().length;
        assertEquals(0.15, hidden / 6200.0, 0.02);
        int masked = 0;
        int kept = 0;
        int next = 0;
        for (int at = 0; at < batch.ids().length; at++) {
            int b = at / 32;
            long truth = at % 32 == 0
                    ? tokenizer.vocabulary().indexOf("<cls>")
                    : tokenizer.encode(text(windows.get(b))).ids()[at % 32];
            if (next < hidden && batch.places()[next] == at) {
                assertEquals(truth, batch.targets()[next++]);
                masked += batch.ids()[at] == tokenizer.maskId() ? 1 : 0;
                kept += batch.ids()[at] == truth ? 1 : 0;
            } else {
                assertEquals(truth, batch.ids()[at]);
            }
        }
        assertEquals(hidden, next, "places are ascending and none is a class token");
        assertEquals(0.8, masked / (double) hidden, 0.05);
        assertEquals(0.1 + 0.1 / 64, kept / (double) hidden, 0.04);
        var all = MaskedBatch.of(windows, tokenizer, 0.15, Hiding.ALL_MASKED, random);
        for (long place : all.places()) {
            assertEquals(tokenizer.maskId(), all.ids()[(int) place]);
        }
    }

    @Test
    void equalSeedsDrawEqualBatches() {
        var windows = List.of(GenomeCorpus.codes("ACGTTGCATTAGCCA".repeat(4)));
        var tokenizer = KmerTokenizer.of(3);
        var one = MaskedBatch.of(windows, tokenizer, 0.5, Hiding.TRAINING, new SplittableRandom(4));
        var same = MaskedBatch.of(windows, tokenizer, 0.5, Hiding.TRAINING, new SplittableRandom(4));
        assertArrayEquals(one.ids(), same.ids());
        assertArrayEquals(one.places(), same.places());
    }
}
