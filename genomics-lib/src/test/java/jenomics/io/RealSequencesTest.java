package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.samtools.reference.FastaSequenceFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import jenomics.sequence.MarkovChain;
import jenomics.sequence.SequenceRecord;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, where they lie beside the project. */
class RealSequencesTest {

    @Test
    void theYeastGenomeIsReadWhole() {
        var genome = Fasta.read(SharedFolder.file("data/genomes/S_cerevisiae.R64-1-1.fa.gz"));
        assertEquals(17, genome.size());
        assertEquals(
                12_157_105, genome.stream().mapToLong(SequenceRecord::lengthBp).sum());
        assertEquals(1_531_933, genome.get("IV").lengthBp());
        assertEquals("R64-1-1:IV:1:1531933:1", genome.get("IV").attribute("chromosome"));
        assertEquals(0.383, genome.get("IV").gc(), 0.005); // Jacq et al. 1997: 37.9 %
    }

    @Test
    void theSameBasesAsHtsjdkReads() {
        for (String name : new String[] {"E_coli_K12_MG1655.ASM584v2.fna.gz", "S_arboricola_H6.genome.fa.gz"}) {
            var file = SharedFolder.file("data/genomes/" + name);
            var theirs = new TreeMap<String, String>();
            try (var reference = new FastaSequenceFile(file, true)) {
                for (var s = reference.nextSequence(); s != null; s = reference.nextSequence()) {
                    theirs.put(s.getName(), new String(s.getBases(), StandardCharsets.ISO_8859_1).toUpperCase());
                }
            }
            var ours = new TreeMap<String, String>();
            Fasta.reader().forEach(file, r -> ours.put(r.id(), r.bases()));
            assertTrue(ours.equals(theirs), name);
        }
    }

    @Test
    void tablesOfSequencesAreRead() {
        var promoters = SequenceTable.read(SharedFolder.file("data/yeast-tasks/yeast_promoter_300.tsv.gz"));
        assertEquals(12_530, promoters.size());
        assertEquals("XIII", promoters.attribute(1, "chrom"));
        assertEquals(1_418, promoters.where("split", "test").size());
        assertTrue(promoters.describe().headline().startsWith("12,530 sequences \u00b7 300 bp"), promoters.toString());
        var expression = SequenceTable.read(SharedFolder.file("data/yeast-tasks/yeast_gpra_expression_80.tsv.gz"));
        assertEquals(51_443, expression.where("split", "train").size());
        assertEquals(5.3747928587784, expression.get(0).number("expression"));
    }

    @Test
    void theCountsInTheLibraryAreThoseOfTheGenome(@TempDir Path folder) {
        var genome = SharedFolder.file("data/genomes/S_cerevisiae.R64-1-1.fa.gz");
        var counts = CountKmers.write(6, genome, folder.resolve("counts.txt"), Set.of("VIII", "XIV", "Mito"));
        var again = new String[] {DataFile.readText(folder.resolve("counts.txt"))};
        try (var in = MarkovChain.class.getResourceAsStream("yeast-6mers.txt")) {
            assertEquals(again[0], new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        // the chain must find the chromosomes it has not seen less surprising than equal bases (2 bits)
        double unseen =
                MarkovChain.yeast().bitsPerBase(Fasta.read(genome).get("VIII").bases());
        assertEquals(1.93, unseen, 0.02);
        assertEquals(
                MarkovChain.of(counts).bitsPerBase("ACGTACGTACGT"),
                MarkovChain.yeast().bitsPerBase("ACGTACGTACGT"));
    }
}
