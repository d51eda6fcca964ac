package jenomics.io;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class LabelledSequencesTest extends WrittenFiles {
    private static final String FOUR = ">a\nACGT\n>b\nAAAA\n>c\nCCCC\n>d\nGGGT\n";

    @Test
    void headersAreReadInTheCommonStyles() {
        assertHeader("x a=1 b=two", "x", Map.of("a", "1", "b", "two"));
        assertHeader("x a=1; b=2;", "x", Map.of("a", "1", "b", "2"));
        assertHeader("x|a=1|b=2", "x", Map.of("a", "1", "b", "2"));
        assertHeader("x a=1 | b=2", "x", Map.of("a", "1", "b", "2"));
        assertHeader(
                "x [organism=Homo sapiens] [chromosome=1] rest here",
                "x",
                Map.of("organism", "Homo sapiens", "chromosome", "1", "description", "rest here"));
        assertHeader(
                "YAL001C_mRNA cdna gene:YAL001C gene_biotype:protein_coding",
                "YAL001C_mRNA",
                Map.of("gene", "YAL001C", "gene_biotype", "protein_coding", "description", "cdna"));
        assertHeader(
                "truth truth=TATA:312-320:+;Reb1:150-157:-", "truth", Map.of("truth", "TATA:312-320:+;Reb1:150-157:-"));
    }

    @Test
    void namesWithBarsAndPlacesStayWhole() {
        assertHeader("sp|P12345|NAME some words", "sp|P12345|NAME", Map.of("description", "some words"));
        assertHeader("chr1:100-200(+)", "chr1:100-200(+)", Map.of());
        assertHeader(
                "x chr1:100-200 https://example.org/x",
                "x",
                Map.of("description", "chr1:100-200 https://example.org/x"));
    }

    @Test
    void headerFieldsAreNamedByPlace() {
        var file = file("p.fa", ">P_1|1|training\nACGT\n>P_2|0|testing\nACGA\n");
        var set = Fasta.reader().headerFields("id", "label", "part").read(file);
        assertEquals("P_2", set.id(1));
        assertEquals("0", set.attribute(1, "label"));
        assertEquals("P_1|1|training", Fasta.read(file).id(0));
        refuses(() -> Fasta.reader().headerFields("id", "label").read(file), "has 3 fields, where 2 were named");
    }

    @Test
    void labelsComeFromATableBesideOrNamed() {
        var fasta = file("s.fa", FOUR);
        file("s.labels.tsv", "id\tpromoter\ta b\na\tyes\t1\nb\tno\t\nc\tyes\t3\nd\tno\t4\n");
        var set = Fasta.read(fasta);
        assertEquals("yes", set.attribute(0, "promoter"));
        assertNull(set.attribute(1, "a b"));
        assertTrue(
                set.notes().get(0).startsWith("labels [promoter, a b] from "),
                set.notes().toString());
        assertTrue(Fasta.reader().withoutLabelsBeside().read(fasta).attributes().isEmpty());

        file("other.csv", "score,\"na\"\"me\"\n\"1,5\",a\n2,b\n3,c\n4,d\n");
        var other = Fasta.reader()
                .labels(folder.resolve("other.csv").toString(), "na\"me")
                .read(fasta);
        assertEquals("1,5", other.attribute(0, "score"));
        assertEquals(List.of("score"), other.attributes());

        var table = Table.create(
                "t", StringColumn.create("probe", "a", "b", "c", "d"), StringColumn.create("k", "1", "2", "1", "2"));
        assertEquals(
                2,
                Fasta.reader()
                        .labels(table, "probe")
                        .read(fasta)
                        .where("k", "2")
                        .size());
        refuses(() -> Fasta.reader().labels(table, "nome"), "no column 'nome'", "[probe, k]");
    }

    @Test
    void keepsOnlyTheAttributesAskedFor() {
        var file = file("k.fa", ">a x=1 y=2\nACGT\n");
        assertEquals(List.of("y"), Fasta.reader().attributes("y").read(file).attributes());
        refuses(() -> Fasta.reader().attributes("z").read(file), "has an attribute 'z'", "[x, y]");
    }

    @Test
    void missingAndUnknownLabelsAreNamed() {
        var fasta = file("m.fa", FOUR);
        var few = file("few.tsv", "id\tk\na\t1\n");
        refuses(
                () -> Fasta.reader().labels(few).read(fasta),
                "3 of 4 sequences have no labels in",
                "'b', 'c', 'd'",
                "partialLabels()");
        var more = file("more.tsv", "id\tk\na\t1\nb\t1\nc\t1\nd\t1\ne\t1\nf\t1\ng\t1\nh\t1\n");
        refuses(
                () -> Fasta.reader().labels(more).read(fasta),
                "4 of 8 names in",
                "are no sequences of the file: 'e', 'f', 'g', \u2026",
                "partialLabels()");
        assertEquals("1", Fasta.reader().labels(few).partialLabels().read(fasta).attribute(0, "k"));
        assertEquals(4, Fasta.reader().labels(more).partialLabels().read(fasta).size());
        // with a limit, the labels of the rest are no mistake
        assertEquals(2, Fasta.reader().labels(more).limit(2).read(fasta).size());
    }

    @Test
    void brokenLabelTablesAreRefused() {
        refuses(
                () -> Fasta.reader().labels(file("t1.tsv", "id\tk\na\t1\nb\t1\na\t2\n")),
                "labels of 'a' stand twice",
                "line 2 and line 4",
                "column 'id'");
        refuses(() -> Fasta.reader().labels(file("t2.tsv", "id\tk\na\t1\t2\n")), "Line 2", "has 3 cells", "2 columns");
        refuses(() -> Fasta.reader().labels(file("t3.tsv", "")), "is empty");
        refuses(() -> Fasta.reader().labels(file("t4.tsv", "id\tk\tk\n")), "two columns named 'k'");
    }

    @Test
    void aTableOfSequencesIsOneLine() throws IOException {
        var text = "sequence\tchrom\tname\tlabel\nACGT\tI\tg1\t1\nacca\tII\tg1\t0\n";
        var set = SequenceTable.read(gzip("t.tsv.gz", text));
        assertEquals("ACCA", set.get("row2").bases());
        assertEquals(List.of("chrom", "name", "label"), set.attributes());
        assertEquals("0", set.attribute(1, "label"));
        assertEquals(
                1, SequenceTable.reader().limit(1).read(file("u.tsv", text)).size());
        var named = SequenceTable.read(file("n.csv", "Name,Seq\nx,ACGT\ny,AC\n"));
        assertEquals("x", named.id(0));
        assertEquals("dna AC", named.withAttribute("d", r -> "dna " + r.bases()).attribute(1, "d"));
    }

    @Test
    void brokenTablesOfSequencesAreRefused() throws IOException {
        refuses(
                () -> SequenceTable.read(file("a.tsv", "chrom\tlabel\nI\t1\n")),
                "no column named one of [sequence, seq, dna, bases]",
                "[chrom, label]",
                "sequenceColumn(");
        refuses(
                () -> SequenceTable.read(file("b.tsv", "sequence\tlabel\nACGT\t1\nAC-T\t0\n")),
                "Line 3",
                "column 'sequence', has character '-' at base 3");
        refuses(() -> SequenceTable.read(file("c.tsv", "sequence\tlabel\n\t1\n")), "Line 2", "has no bases");
        refuses(() -> SequenceTable.read(file("d.tsv", "sequence\tlabel\n")), "has a header and no rows");
        refuses(
                () -> SequenceTable.reader().idColumn("k").read(file("e.tsv", "sequence\tk\nAC\t1\nAG\t1\n")),
                "named '1': lines 2 and 3");
        byte[] whole = Files.readAllBytes(gzip("whole.tsv.gz", "sequence\tk\nAC\t1\nAG\t1\n"));
        var cut = Files.write(folder.resolve("cut.tsv.gz"), Arrays.copyOf(whole, whole.length - 9));
        refuses(() -> SequenceTable.read(cut), "is cut short", "after " + (whole.length - 9) + " bytes");
    }

    @Test
    void writingAndReadingGiveTheSameSet() {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("promoter", "yes");
        attributes.put("truth", "TATA:312-320:+;Reb1:150-157:-");
        attributes.put("note", "two words; and more");
        attributes.put("bar", "a|b");
        attributes.put("ends", "with;");
        attributes.put("empty", "");
        var set = SequenceSet.of(
                List.of(new SequenceRecord("a", "ACGTN".repeat(50), attributes), SequenceRecord.of("b", "R")));
        for (String name : List.of("w.fa", "w.fa.gz")) {
            var file = Fasta.write(set, folder.resolve(name));
            assertEquals(set, Fasta.read(file));
            assertEquals(set.fingerprint(), Fasta.read(file).fingerprint());
        }
        assertTrue(read("w.fa").lines().allMatch(l -> l.startsWith(">") || l.length() <= 80));
        byte[] gz = bytes("w.fa.gz");
        assertArrayEquals(
                gz,
                bytes(Fasta.write(set, folder.resolve("again.fa.gz"))
                        .getFileName()
                        .toString()));
        assertArrayEquals(new byte[4], Arrays.copyOfRange(gz, 4, 8)); // no time in the gzip header
    }

    @Test
    void whatCannotStandInAHeaderIsRefusedAndTheOldFileStays() {
        var old = file("old.fa", FOUR);
        var set = SequenceSet.of(List.of(SequenceRecord.of("a", "ACGT"), SequenceRecord.of("b c", "ACGT")));
        refuses(() -> Fasta.write(set, old), "of sequence 'b c' cannot stand in a FASTA header");
        assertEquals(FOUR, read("old.fa"));
        var bracket = SequenceSet.of(List.of(SequenceRecord.of("a", "ACGT").with("k", "x ] y")));
        refuses(() -> Fasta.write(bracket, old), "sequence 'a'", "k=x ] y");
        assertEquals(List.of("old.fa"), names());
    }

    @Test
    void aFailureWhileWritingLeavesTheOldFile() {
        var old = file("full.fa", FOUR);
        refuses(
                () -> DataFile.write(old, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }),
                "Cannot write",
                "No space left on device",
                "What was there before is as it was");
        assertEquals(FOUR, read("full.fa"));
        assertEquals(List.of("full.fa"), names());
    }

    private static void assertHeader(String header, String id, Map<String, String> attributes) {
        var parsed = FastaHeader.common().read(header);
        assertEquals(id, parsed.id());
        assertEquals(attributes, parsed.attributes());
    }

    private List<String> names() {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private byte[] bytes(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String read(String name) {
        return new String(bytes(name), java.nio.charset.StandardCharsets.UTF_8);
    }
}
