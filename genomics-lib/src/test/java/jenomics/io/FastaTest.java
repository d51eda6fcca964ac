package jenomics.io;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import org.junit.jupiter.api.Test;

class FastaTest extends WrittenFiles {
    private static final String TWO = ">one promoter=yes chromosome=chrI\nACGT\nacgtn\n>two promoter=no\nRYSW\n";

    @Test
    void readsNamesBasesAndAttributes() {
        var set = Fasta.read(file("two.fa", TWO));
        assertEquals(2, set.size());
        assertEquals("ACGTACGTN", set.get(0).bases());
        assertEquals("yes", set.get(0).attribute("promoter"));
        assertEquals("chrI", set.get("one").attribute("chromosome"));
        assertNull(set.get("two").attribute("chromosome"));
        assertEquals(List.of("promoter", "chromosome"), set.attributes());
        assertTrue(
                set.notes().toString().contains("5 lower-case (soft-masked) bases"),
                set.notes().toString());
    }

    @Test
    void lineEndsBlankLinesAndAByteOrderMarkChangeNothing() {
        var plain = Fasta.read(file("plain.fa", TWO));
        var windows = Fasta.read(file("windows.fa", "\uFEFF\r\n" + TWO.replace("\n", "\r\n")));
        var loose = Fasta.read(file("loose.fa", TWO.replace("\n>", "\n\n\n>").strip()));
        assertEquals(plain, windows);
        assertEquals(plain, loose);
    }

    @Test
    void gzipAndBgzipHoldTheSame() throws IOException {
        String text = large(300);
        var plain = Fasta.read(file("x.fa", text));
        assertEquals(plain, Fasta.read(gzip("x.fa.gz", text)));
        assertEquals(plain, Fasta.read(bgzip("x.fa.bgz", text)));
        // several members, one after the other, as cat a.gz b.gz makes
        var joined = new ByteArrayOutputStream();
        joined.write(gzipped(text.substring(0, 1000)));
        joined.write(gzipped(""));
        joined.write(gzipped(text.substring(1000)));
        assertEquals(plain, Fasta.read(file("joined.gz", joined.toByteArray())));
    }

    @Test
    void recordsMayBeLongerThanAnyBuffer() {
        String text = large(3) + ">chr big\n" + ("ACGTTGCA".repeat(10) + "\n").repeat(20_000);
        var set = Fasta.read(file("big.fa", text));
        assertEquals(1_600_000, set.get("chr").lengthBp());
        assertEquals("big", set.get("chr").attribute("description"));
    }

    @Test
    void limitStopsBeforeTheRestIsLookedAt() {
        var file = file("rest.fa", TWO + ">bad\nAC!GT\n");
        assertEquals(2, Fasta.reader().limit(2).read(file).size());
        assertThrows(GenomicsException.class, () -> Fasta.read(file));
    }

    @Test
    void forEachHandsOverOneByOne() {
        var ids = new java.util.ArrayList<String>();
        long count = Fasta.reader().forEach(file("two.fa", TWO), (SequenceRecord r) -> ids.add(r.id()));
        assertEquals(2, count);
        assertEquals(List.of("one", "two"), ids);
    }

    @Test
    void aWrongCharacterIsSaidWithItsPlace() {
        var file = file("wrong.fa", ">chr7 x\nACGTACGT\nACGTAJGT\n");
        var error = assertThrows(GenomicsException.class, () -> Fasta.read(file));
        assertTrue(
                error.getMessage()
                        .startsWith("FASTA record 'chr7' line 3 has character 'J' at column 6. Allowed are the IUPAC "
                                + "letters ACGTRYSWKMBDHVN, in either case."),
                error.getMessage());
        assertEquals(3L, error.facts().get("line"));
        assertEquals(6L, error.facts().get("column"));
    }

    @Test
    void gapsRnaAndProteinAreRefusedWithAHint() {
        assertSays(file("g.fa", ">a\nAC-GT\n"), "character '-' at column 3", "take the gaps out");
        assertSays(file("s.fa", ">a\nACGT*\n"), "character '*' at column 5", "take the gaps out");
        assertSays(file("u.fa", ">a\nACGU\n"), "character 'U' at column 4", "write T for U");
        assertSays(file("p.fa", ">a\nMKLE\n"), "character 'L' at column 3", "protein");
        assertSays(file("b.fa", ">a\nAC\u00e9\n"), "character '0xC3' at column 3");
    }

    @Test
    void whatIsNoFastaIsRefused() {
        assertSays(file("empty.fa", ""), "is empty");
        assertSays(file("blank.fa", "\n \n"), "is empty");
        assertSays(file("seq.fa", "\nACGT\n"), "is not FASTA: line 2 begins with 'ACGT'", "begins with '>'");
        assertSays(file("x.fq", "@read\nACGT\n+\nIIII\n"), "is not FASTA", "FASTQ");
        assertSays(file("none.fa", ">a\nACGT\n>b\n>c\nAC\n"), "FASTA record 'b' line 3 has no bases");
        assertSays(file("last.fa", ">a\nACGT\n>b"), "FASTA record 'b' line 3 has no bases");
        assertSays(file("name.fa", ">a\nACGT\n>\nAC\n"), "record number 2 (line 3)", "has no name");
        assertSays(file("twins.fa", ">a\nACGT\n>b\nAC\n>a x\nGG\n"), "named 'a'", "lines 1 and 5");
        assertSays(folder, "is a folder");
    }

    @Test
    void aCutGzipSaysHowFarItGot() throws IOException {
        byte[] whole = gzipped(large(300));
        var cut = file("cut.fa.gz", Arrays.copyOf(whole, whole.length / 2));
        assertSays(cut, "is cut short", String.format("%,d bytes", whole.length / 2), "at record 'r1", "are whole");
        var tail = file("tail.fa.gz", Arrays.copyOf(whole, whole.length - 4));
        assertSays(tail, "is cut short", "record 'r299'");
    }

    @Test
    void aBgzipCutBetweenBlocksIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(bgzip("whole.bgz", large(300)));
        var cut = file("cut.bgz", Arrays.copyOf(whole, whole.length - 28));
        assertSays(cut, "is cut short", "empty last block");
    }

    @Test
    void damagedGzipIsNoticed() throws IOException {
        byte[] whole = gzipped(large(300));
        whole[whole.length - 6] ^= 1;
        assertSays(file("damaged.gz", whole), "checksum does not match");
        byte[] followed = Arrays.copyOf(gzipped(TWO), gzipped(TWO).length + 3);
        followed[followed.length - 1] = 'x';
        assertSays(file("followed.gz", followed), "what follows is not gzip");
    }

    @Test
    void aMissingFileNamesSimilarOnes() {
        file("promoters.fa.gz", TWO);
        var missing = folder.resolve("promotors.fa");
        assertSays(missing, "There is no file '" + missing + "'. Similar files: ", "promoters.fa.gz");
        assertSays(folder.resolve("none/x.fa"), "the folder '" + folder.resolve("none") + "' is missing too");
        assertSays(
                Path.of("datasets/yeast-promoters/tran.fa.gz"),
                "looked from " + Path.of("").toAbsolutePath() + " and from the ",
                " folders above it",
                "train.fa.gz");
    }

    private void assertSays(Path file, String... parts) {
        refuses(() -> Fasta.read(file), parts);
    }

    private static String large(int records) {
        var random = new SplittableRandom(7);
        var out = new StringBuilder();
        for (int i = 0; i < records; i++) {
            out.append(">r").append(i).append('\n');
            for (int line = 0; line < 10; line++) {
                random.ints(60, 0, 4).forEach(b -> out.append("ACGT".charAt(b)));
                out.append('\n');
            }
        }
        return out.toString();
    }

    private Path bgzip(String name, String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var bgzip = new BlockCompressedOutputStream(out, (File) null)) {
            bgzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file(name, out.toByteArray());
    }
}
