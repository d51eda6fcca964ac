package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import jenomics.provenance.Fingerprint;
import jenomics.sequence.PlantedMotif;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YeastPromotersTest {
    private static final String FOLDER = "datasets/yeast-promoters";

    @TempDir
    Path folder;

    @Test
    void theGeneratorMakesTheCommittedDataSet() {
        var made = YeastPromoters.write(folder);
        var kept = Fasta.read(FOLDER + "/train.fa.gz");
        assertEquals(made.fingerprint(), kept.fingerprint());
        for (String name : new String[] {"train.fa.gz", "truth.tsv"}) {
            assertEquals(text(DataFile.find(FOLDER).resolve(name)), text(folder.resolve(name)), name);
        }
    }

    @Test
    void byteForByteWhereTheCompressorIsTheUsualOne() throws IOException {
        Assumptions.assumeTrue(usualZlib(), "another zlib than the usual one: equal content packs to other bytes");
        YeastPromoters.write(folder);
        for (String name : new String[] {"train.fa.gz", "truth.tsv", "dataset.json"}) {
            assertArrayEquals(
                    Files.readAllBytes(DataFile.find(FOLDER).resolve(name)),
                    Files.readAllBytes(folder.resolve(name)),
                    name);
        }
    }

    @Test
    void theCardTellsWhatLiesThere() throws IOException {
        var kept = DataFile.find(FOLDER);
        var card = new ObjectMapper().readTree(kept.resolve("dataset.json").toFile());
        for (String name : new String[] {"train.fa.gz", "truth.tsv"}) {
            assertEquals(
                    Fingerprint.ofFile(kept.resolve(name)).sha256(),
                    card.at("/files/" + name + "/sha256").asText());
        }
        assertEquals("CC0-1.0", card.get("licence").asText());
        assertEquals(
                card.get("sequencesFingerprint").asText(),
                Fasta.read(kept.resolve("train.fa.gz")).fingerprint().sha256());
    }

    @Test
    void theTruthTableIsTheTruthOfTheHeaders() {
        var sequences = Fasta.read(FOLDER + "/train.fa.gz");
        long planted =
                sequences.stream().mapToLong(r -> PlantedMotif.in(r).size()).sum();
        var table = DelimitedTable.read(DataFile.find(FOLDER + "/truth.tsv"));
        assertEquals(planted, table.rows().size());
        var first = table.rows().get(0).cells();
        assertEquals(
                PlantedMotif.in(sequences.get(first.get(0))).get(0).toString(),
                first.get(2) + ":" + first.get(3) + "-" + first.get(4) + ":" + first.get(5));
    }

    @Test
    void aNotebookBelowFindsIt() {
        assertTrue(Path.of("").toAbsolutePath().endsWith("genomics-lib"), "tests run in the module's folder");
        assertEquals("datasets", DataFile.find(FOLDER).getParent().getFileName().toString());
    }

    private static String text(Path file) {
        return DataFile.readText(file);
    }

    private static boolean usualZlib() {
        byte[] text = "ACGTTGCAATCG".repeat(100).concat("GATTACA").getBytes();
        byte[] packed = new byte[200];
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(text);
        deflater.finish();
        int n = deflater.deflate(packed);
        deflater.end();
        return Fingerprint.of(Arrays.copyOf(packed, n)).brief().equals("f1991606876e");
    }
}
