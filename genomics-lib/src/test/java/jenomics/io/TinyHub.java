package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import jenomics.io.HubSettings.Patience;
import jenomics.provenance.GenomicsException;
import jenomics.testing.HubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub with one small model, a cache to keep it in, and what to look at after something went wrong. */
abstract class TinyHub {
    static final Patience PATIENT = new Patience(
            3, Duration.ofMillis(1), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    @TempDir
    Path folder;

    Path cache;
    HubServer hub;
    byte[] weights;

    @BeforeEach
    void start() throws IOException {
        cache = folder.resolve("cache");
        var model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        Files.writeString(model.resolve("vocab.txt"), "<unk>\n");
        weights = new byte[200_000];
        new Random(1).nextBytes(weights);
        Files.write(model.resolve("model.safetensors"), weights);
        hub = HubServer.of("org/tiny", model);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    HubSettings settings(String token) {
        return new HubSettings(URI.create(hub.endpoint()), cache, token, false, PATIENT);
    }

    HuggingFace here() {
        return HuggingFace.of(settings(null));
    }

    String failure() {
        return failure(null);
    }

    String failure(String token) {
        var e = assertThrows(
                GenomicsException.class, () -> HuggingFace.of(settings(token)).model("org/tiny"));
        assertFalse(Files.exists(blob()), "nothing wrong may take the place of the weights");
        assertFalse(Files.exists(cache.resolve("models--org--tiny/refs/main")), "nothing unfinished may be announced");
        return e.getMessage();
    }

    Path blob() {
        return cache.resolve("models--org--tiny/blobs/" + HubServer.sha256(weights));
    }

    Path partial() {
        return blob().resolveSibling(blob().getFileName() + ".jenomics.incomplete");
    }

    void assertArrived() throws IOException {
        assertArrayEquals(
                weights, Files.readAllBytes(here().model("org/tiny").folder().resolve("model.safetensors")));
        assertFalse(Files.exists(partial()), "the unfinished file was left behind");
    }

    long requestsForWeights() {
        return hub.seen().stream()
                .filter(seen -> seen.request().equals("GET /storage/model.safetensors"))
                .count();
    }
}
