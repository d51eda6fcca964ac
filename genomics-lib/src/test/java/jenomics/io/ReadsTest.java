package jenomics.io;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.samtools.SAMFileHeader;
import htsjdk.samtools.SAMFileWriterFactory;
import htsjdk.samtools.SAMRecord;
import htsjdk.samtools.SAMSequenceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads as a sequencer gives them, and as an aligner places them. */
@Timeout(600)
class ReadsTest extends WrittenFiles {
    private static final String FASTQ = "@r1 first\nACGTN\n+r1\nIIII!\n@r2\nGGCC\n+\n5555\n\n";

    @Test
    void readsBecomeSequences() {
        var reads = Fastq.read(file("r.fastq", FASTQ));
        assertEquals(List.of("r1", "r2"), reads.ids());
        assertEquals(List.of("ACGTN", "GGCC"), reads.bases());
        assertEquals("IIII!", reads.get(0).attribute("quality"));
        assertEquals(
                1,
                Fastq.reader().leastQuality(30).read(folder.resolve("r.fastq")).size());
        assertEquals(1, Fastq.reader().limit(1).read(folder.resolve("r.fastq")).size());
        assertEquals(2, Fastq.forEach(folder.resolve("r.fastq").toString(), read -> {}));
    }

    @Test
    void theSummaryCountsEveryBase() {
        var summary = Fastq.summary(file("r.fastq", FASTQ));
        assertEquals(2, summary.reads());
        assertEquals(9, summary.bases());
        assertEquals((4 * 40 + 0 + 4 * 20) / 9.0, summary.meanQuality(), 1e-12);
        assertArrayEquals(new double[] {30, 30, 30, 30, 0}, summary.quality(), 1e-12);
        assertArrayEquals(new double[] {20, 20, 20, 20, 0}, summary.lowQuality());
        assertArrayEquals(new double[] {0.5, 0, 0.5, 0, 0}, summary.composition()[0]);
        assertArrayEquals(new double[] {0, 0, 0, 0, 1}, summary.composition()[4]);
        assertEquals(0.75, summary.meanGc(), 1e-12);
        assertTrue(
                summary.toString()
                        .startsWith("r.fastq · 2 reads · 4 to 5 bp, median 4 · mean quality 26.7 · GC 75.0 %"),
                summary.toString());
        assertTrue(summary.plot().svg().contains("Phred score"));
        var old = Fastq.reader().phred64().summary(file("old.fastq", "@r\nAC\n+\nhB\n"));
        assertArrayEquals(new double[] {40, 2}, old.quality());
    }

    @Test
    void badReadsAreRefusedWithTheirPlace() {
        bad("@r1\nACGT\n+\nIII\n", "line 4, has 3 qualities for the 4 bases of 'r1'");
        bad("@r1\nACJT\n+\nIIII\n", "line 2, has character 'J' at column 3");
        bad("@r1\nACGT\nIIII\n@r2\n", "line 3, is not the line '+'");
        bad("@r1\nACGT\n+\nII\tI\n", "line 4, has the quality '\t' at column 3");
        bad(">r1\nACGT\n", "line 1, begins with '>r1' where '@'");
        bad("@r1\nACGT\n+\n", "ends in the read 'r1', before its qualities; it is cut short");
        bad("@\nACGT\n+\nIIII\n", "line 1, has no name of a read");
    }

    private void bad(String content, String what) {
        var bad = file("bad.fastq", content);
        String said = refusal(() -> Fastq.summary(bad));
        assertTrue(said.contains(what), said);
    }

    private static final String SAM = "@HD\tVN:1.6\tSO:unsorted\n@SQ\tSN:c1\tLN:100\n@SQ\tSN:c2\tLN:50\n"
            + "a\t99\tc1\t1\t60\t10M\t=\t31\t40\tACGTACGTAC\tIIIIIIIIII\n"
            + "a\t147\tc1\t31\t60\t5M2D5M\t=\t1\t-42\tACGTACGTAC\tIIIIIIIIII\n"
            + "b\t1024\tc1\t1\t20\t10M\t*\t0\t0\tACGTACGTAC\tIIIIIIIIII\n"
            + "c\t4\t*\t0\t0\t*\t*\t0\t0\tACGTACGTAC\tIIIIIIIIII\n"
            + "d\t16\tc2\t1\t30\t3S7M\t*\t0\t0\tACGTACGTAC\tIIIIIIIIII\n"
            + "d\t256\tc1\t1\t0\t10M\t*\t0\t0\t*\t*\n"
            + "d\t2048\tc2\t20\t30\t3M7H\t*\t0\t0\tACG\tIII\n";

    @Test
    void alignmentsAreCounted() {
        var summary = Sam.summary(file("a.sam", SAM));
        assertEquals(5, summary.reads());
        assertEquals(4, summary.mapped());
        assertEquals(1, summary.duplicates());
        assertEquals(2, summary.paired());
        assertEquals(2, summary.proper());
        assertEquals(1, summary.secondary());
        assertEquals(1, summary.supplementary());
        assertEquals(40, summary.medianInsert());
        assertEquals(20, summary.contigs().get(0).alignedBp());
        assertEquals(0.2, summary.contigs().get(0).depth());
        assertEquals(10, summary.contigs().get(1).alignedBp());
        assertEquals(2, summary.mappingQuality()[60]);
        assertTrue(
                summary.toString().startsWith("a.sam · 5 reads · 80.0 % mapped · 0.200-fold depth"),
                summary.toString());
        assertTrue(summary.plot().svg().contains("reads per base"));
        assertEquals(2, Sam.reader().limit(2).summary(folder.resolve("a.sam")).reads());
    }

    private Path bam(String name, Path reference) throws IOException {
        var header = new SAMFileHeader();
        header.addSequence(new SAMSequenceRecord("c1", 60));
        header.setSortOrder(SAMFileHeader.SortOrder.coordinate);
        var factory = new SAMFileWriterFactory();
        var path = folder.resolve(name);
        try (var writer = factory.makeWriter(header, true, path, reference)) {
            for (int i = 1; i <= 40; i++) {
                var record = new SAMRecord(header);
                record.setReadName("r" + i);
                record.setReferenceIndex(0);
                record.setAlignmentStart(i);
                record.setCigarString("10M");
                record.setMappingQuality(60);
                record.setReadString("ACGTACGTACGTA".substring((i - 1) % 4, (i - 1) % 4 + 10));
                record.setBaseQualities(new byte[] {30, 30, 30, 30, 30, 30, 30, 30, 30, 30});
                writer.addAlignment(record);
            }
        }
        return path;
    }

    @Test
    void bamAndCramAreCountedAlike() throws IOException {
        var genome = file("g.fa", ">c1\n" + "ACGT".repeat(15) + "\n");
        Files.writeString(folder.resolve("g.fa.fai"), "c1\t60\t4\t60\t61\n");
        var bam = Sam.summary(bam("a.bam", genome));
        assertEquals(40, bam.mapped());
        assertEquals(400.0 / 60, bam.depth(), 1e-12);
        var cram = bam("a.cram", genome);
        var withGenome = Sam.reader().reference(genome.toString()).summary(cram);
        assertEquals(bam.contigs(), withGenome.contigs());
        assertTrue(refusal(() -> Sam.summary(cram)).contains("is a CRAM file, which leaves out what the genome has"));
        byte[] whole = Files.readAllBytes(folder.resolve("a.bam"));
        var cut = Files.write(folder.resolve("cut.bam"), Arrays.copyOf(whole, whole.length / 2));
        assertTrue(refusal(() -> Sam.summary(cut)).contains("cannot be read as SAM, BAM or CRAM"));
        Mutations.each(whole, 31, f -> Sam.summary(Files.write(folder.resolve("f.bam"), f))
                .toString());
        byte[] crammed = Files.readAllBytes(cram);
        Mutations.each(crammed, 32, f -> Sam.reader()
                .reference(genome.toString())
                .summary(Files.write(folder.resolve("f.cram"), f))
                .toString());
    }

    @Test
    void damagedReadsAreReadOrRefused() throws IOException {
        Mutations.eachText(FASTQ.getBytes(StandardCharsets.UTF_8), 33, f -> Fastq.summary(
                        Files.write(folder.resolve("f.fastq"), f))
                .toString());
        Mutations.eachText(
                SAM.getBytes(StandardCharsets.UTF_8), 34, f -> Sam.summary(Files.write(folder.resolve("f.sam"), f))
                        .toString());
    }
}
