package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenomics.provenance.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleCohortTest {
    private static final String FOLDER = "datasets/cohort";
    private static final List<String> FILES = List.of(
            "rna.csv.gz",
            "methylation.csv.gz",
            "protein.csv.gz",
            "samples.csv",
            "truth/drivers.tsv",
            "truth/factors.csv");

    @TempDir
    Path folder;

    @Test
    void theGeneratorMakesTheCommittedDataSet() {
        ExampleCohort.write(folder);
        for (String name : FILES) {
            assertEquals(
                    DataFile.readText(DataFile.find(FOLDER).resolve(name)),
                    DataFile.readText(folder.resolve(name)),
                    name);
        }
    }

    @Test
    void theCardTellsWhatLiesThere() throws IOException {
        var kept = DataFile.find(FOLDER);
        var card = new ObjectMapper().readTree(kept.resolve("dataset.json").toFile());
        for (String name : FILES) {
            assertEquals(
                    Fingerprint.ofFile(kept.resolve(name)).sha256(),
                    card.path("files").path(name).path("sha256").asText(),
                    name);
        }
        assertEquals("CC0-1.0", card.get("licence").asText());
        assertEquals("beta", card.at("/layers/methylation/scale").asText());
        assertEquals(
                card.get("cohortFingerprint").asText(),
                Simulate.cohort().make().cohort().fingerprint().sha256());
    }

    @Test
    void itLoadsAsItWasMade() {
        var made = Simulate.cohort().make().cohort();
        var loaded = Omics.load(FOLDER);
        assertEquals(made.ids(), loaded.ids());
        assertEquals(made.layerNames(), loaded.layerNames());
        for (var layer : made.layers()) {
            var read = loaded.layer(layer.name());
            assertEquals(layer.features(), read.features());
            assertEquals(layer.scale(), read.scale());
            assertArrayEquals(layer.toArray(), read.toArray(), layer.name());
        }
        assertEquals(made.sheet().columns(), loaded.sheet().columns());
    }

    @Test
    void itIsSmall() throws IOException {
        try (var files = Files.walk(DataFile.find(FOLDER))) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(f -> f.toFile().length())
                    .sum();
            assertTrue(bytes < 1 << 20, bytes + " bytes");
        }
    }
}
