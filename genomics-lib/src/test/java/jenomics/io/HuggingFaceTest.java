package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jenomics.io.HubSettings.Patience;
import jenomics.provenance.GenomicsException;
import jenomics.testing.HubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model comes from a hub into the cache, in the layout of Hugging Face's own library. */
class HuggingFaceTest {
    private static final Patience SHORT = new Patience(
            3, Duration.ofMillis(1), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    @TempDir
    Path folder;

    private Path cache;
    private HubServer hub;

    @BeforeEach
    void start() throws IOException {
        cache = folder.resolve("cache");
        var model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{\"model_type\":\"esm\"}");
        Files.writeString(model.resolve("vocab.txt"), "<unk>\n<pad>\n");
        Files.writeString(model.resolve("README.md"), "---\nlicense: cc0-1.0\n---\n");
        Files.writeString(model.resolve("LICENSE.txt"), "free");
        Files.writeString(model.resolve("modeling_esm.py"), "import os");
        Files.write(model.resolve("tf_model.h5"), new byte[3000]);
        Safetensors.write(model.resolve("model.safetensors"), weights(1, 700), Map.of());
        hub = HubServer.of("org/tiny", model);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static Map<String, Safetensors.Tensor> weights(int seed, int size) {
        var random = new Random(seed);
        var values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat();
        }
        return Map.of("w" + seed, Safetensors.Tensor.of(values, size));
    }

    private HubSettings settings(String token, boolean offline) {
        return new HubSettings(URI.create(hub.endpoint()), cache, token, offline, SHORT);
    }

    private HuggingFace here() {
        return HuggingFace.of(settings(null, false));
    }

    private static TreeSet<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void aModelComesWithWhatItNeedsAndNothingElse() throws IOException {
        var snapshot = here().model("org/tiny");
        assertEquals("org/tiny", snapshot.repository());
        assertEquals(hub.commit(), snapshot.commit());
        assertEquals(
                new TreeSet<>(List.of("LICENSE.txt", "README.md", "config.json", "model.safetensors", "vocab.txt")),
                names(snapshot.folder()));
        for (String name : names(snapshot.folder())) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("model").resolve(name)),
                    Files.readAllBytes(snapshot.folder().resolve(name)),
                    name);
        }
        assertArrayEquals(
                weights(1, 700).get("w1").floats(),
                Weights.open(snapshot.folder()).tensors().get("w1").floats());
    }

    @Test
    void theCacheIsThatOfHuggingFacesOwnLibrary() throws IOException {
        var snapshot = here().model("org/tiny");
        var repository = cache.resolve("models--org--tiny");
        assertEquals(repository.resolve("snapshots").resolve(hub.commit()), snapshot.folder());
        assertEquals(hub.commit(), Files.readString(repository.resolve("refs/main")));
        byte[] weights = Files.readAllBytes(folder.resolve("model/model.safetensors"));
        byte[] config = Files.readAllBytes(folder.resolve("model/config.json"));
        assertEquals(
                Path.of("../../blobs/" + HubServer.sha256(weights)),
                Files.readSymbolicLink(snapshot.folder().resolve("model.safetensors")));
        assertEquals(
                Path.of("../../blobs/" + HubServer.gitHash(config)),
                Files.readSymbolicLink(snapshot.folder().resolve("config.json")));
        assertEquals(5, names(repository.resolve("blobs")).size());
        assertTrue(Files.exists(cache.resolve(".locks/models--org--tiny/" + HubServer.sha256(weights) + ".lock")));
    }

    @Test
    void aCachedModelNeedsNoNetwork() {
        var first = here().model("org/tiny");
        hub.close();
        assertEquals(first, here().model("org/tiny"));
        assertEquals(first, here().model("org/tiny@" + hub.commit()));
        assertEquals(first, HuggingFace.of(settings(null, true)).model("org/tiny"));
    }

    @Test
    void whatHuggingFacesLibraryCachedIsRead() throws IOException {
        var repository = cache.resolve("models--org--theirs");
        var snapshot = repository.resolve("snapshots/" + hub.commit());
        Files.createDirectories(repository.resolve("blobs"));
        Files.createDirectories(snapshot);
        Files.createDirectories(repository.resolve("refs/refs/pr"));
        for (String name : List.of("config.json", "vocab.txt", "model.safetensors")) {
            Files.copy(folder.resolve("model").resolve(name), repository.resolve("blobs/of-" + name));
            Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../blobs/of-" + name));
        }
        Files.writeString(repository.resolve("refs/main"), hub.commit());
        Files.writeString(repository.resolve("refs/refs/pr/1"), hub.commit() + "\n");
        var offline = HuggingFace.of(settings(null, true));
        assertEquals(snapshot, offline.model("org/theirs").folder());
        assertEquals(snapshot, offline.model("org/theirs@refs/pr/1").folder());
        assertEquals(List.of(), hub.seen());
    }

    @Test
    void anIncompleteSnapshotIsCompleted() throws IOException {
        var snapshot = here().model("org/tiny").folder();
        int before = hub.seen().size();
        Files.delete(snapshot.resolve("vocab.txt"));
        assertTrue(Files.exists(here().model("org/tiny").folder().resolve("vocab.txt")));
        assertEquals(before + 1, hub.seen().size(), "the content was still there: only the list was asked for");
        Files.delete(snapshot.toRealPath().resolve("model.safetensors").toRealPath());
        assertTrue(Files.exists(here().model("org/tiny").folder().resolve("model.safetensors")));
    }

    @Test
    void withoutNetworkAModelWithoutTokenizerFilesIsStillGiven() throws IOException {
        var snapshot = here().model("org/tiny");
        Files.delete(snapshot.folder().resolve("vocab.txt"));
        hub.close();
        assertEquals(snapshot, here().model("org/tiny"));
        assertEquals(snapshot, HuggingFace.of(settings(null, true)).model("org/tiny"));
    }

    @Test
    void aRevisionIsKeptUntilSomebodyAsksForAnUpdate() throws IOException {
        var old = here().model("org/tiny");
        String next = "fedcba9876543210fedcba9876543210fedcba98";
        hub.at(next).with("config.json", "{\"model_type\":\"new\"}".getBytes());
        assertEquals(old, here().model("org/tiny"));
        var updated = here().update("org/tiny");
        assertEquals(next, updated.commit());
        assertEquals(updated, here().model("org/tiny"));
        assertEquals(old, here().model("org/tiny@" + old.commit()));
        assertEquals("{\"model_type\":\"esm\"}", Files.readString(old.folder().resolve("config.json")));
        assertEquals(
                1,
                hub.seen().stream()
                        .filter(seen -> seen.request().startsWith("GET /storage/"))
                        .count(),
                "unchanged weights are not fetched twice");
    }

    @Test
    void aBranchIsRememberedByItsName() throws IOException {
        here().model("org/tiny@refs/pr/7");
        assertEquals(hub.commit(), Files.readString(cache.resolve("models--org--tiny/refs/refs/pr/7")));
        assertEquals(
                "GET /api/models/org/tiny/revision/refs/pr/7", hub.seen().get(0).request());
        here().model("org/tiny@" + hub.commit());
        assertEquals(new TreeSet<>(List.of("refs")), names(cache.resolve("models--org--tiny/refs")));
    }

    @Test
    void weightsInPartsComeWithTheirIndex() throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        for (int part = 1; part <= 2; part++) {
            String name = "model-0000" + part + "-of-00002.safetensors";
            parts.put(name, Files.readAllBytes(Safetensors.write(folder.resolve(name), weights(part, 600), Map.of())));
        }
        parts.forEach(hub::with);
        hub.without("model.safetensors")
                .with("model-00001-of-00009.safetensors", new byte[10])
                .with(
                        "model.safetensors.index.json",
                        ("{\"weight_map\":{\"w1\":\"model-00001-of-00002.safetensors\","
                                        + "\"w2\":\"model-00002-of-00002.safetensors\"}}")
                                .getBytes());
        var weights = Weights.open(here().model("org/tiny").folder());
        assertEquals(2, weights.parts().size());
        assertArrayEquals(
                weights(2, 600).get("w2").floats(), weights.tensors().get("w2").floats());
    }

    @Test
    void aTorchFileIsTakenWhereThereIsNothingBetter() throws IOException {
        hub.without("model.safetensors")
                .with(
                        "pytorch_model.bin",
                        Files.readAllBytes(Path.of("src/test/resources/golden/torch/protocol2.bin")));
        assertEquals(
                77, Weights.open(here().model("org/tiny").folder()).tensors().size());
    }

    @Test
    void aMirrorThatListsNamesOnlyIsAskedForEachFile() throws IOException {
        hub.namesOnly();
        var snapshot = here().model("org/tiny");
        byte[] weights = Files.readAllBytes(folder.resolve("model/model.safetensors"));
        assertTrue(Files.exists(cache.resolve("models--org--tiny/blobs/" + HubServer.sha256(weights))));
        assertArrayEquals(weights, Files.readAllBytes(snapshot.folder().resolve("model.safetensors")));
    }

    @Test
    void theTokenIsForTheHubAlone() {
        HuggingFace.of(settings("hf_secret", false)).model("org/tiny");
        assertTrue(hub.seen().stream().anyMatch(seen -> seen.host().equals(HubServer.storageHost())));
        for (var seen : hub.seen()) {
            assertEquals(
                    seen.host().equals("localhost") ? "Bearer hf_secret" : null, seen.authorization(), seen.request());
        }
        assertFalse(settings("hf_secret", false).toString().contains("secret"));
    }

    @Test
    void aNameThatLeadsOutOfTheCacheIsNotFetched() throws IOException {
        hub.with("../../../LICENSE", "owned".getBytes()).with("..", "owned".getBytes());
        here().model("org/tiny");
        assertFalse(Files.exists(folder.resolve("LICENSE")));
        assertTrue(hub.seen().stream().noneMatch(seen -> seen.request().contains("..")));
        hub.without("model.safetensors")
                .with("model.safetensors.index.json", "{\"weight_map\":{\"w\":\"../../w.safetensors\"}}".getBytes())
                .at("fedcba9876543210fedcba9876543210fedcba98");
        var e = assertThrows(GenomicsException.class, () -> here().update("org/tiny"));
        assertTrue(
                e.getMessage()
                        .endsWith("names the part '../../w.safetensors'; allowed are .safetensors and .bin files of the"
                                + " same folder."),
                e.getMessage());
    }

    @Test
    void namesAreChecked() {
        for (String name : List.of("tiny", "a/b/c", "org/ti ny", "org/tiny@", "../tiny", "org/..", "org/tiny@a b")) {
            assertFalse(HuggingFace.isName(name), name);
        }
        for (String name : List.of("org/a--b", "org/a..b", "org/tiny@../../x", "org/tiny@a//b", "org/tiny@/a")) {
            var e = assertThrows(GenomicsException.class, () -> here().model(name), name);
            assertEquals(
                    "'" + name
                            + "' names no model of a hub; a name is org/name or org/name@revision, of letters, digits,"
                            + " '.', '_' and single '-'.",
                    e.getMessage());
        }
        assertEquals(List.of(), hub.seen());
    }

    @Test
    void whereLinksCannotBeAFileIsLinkedHardOrCopied() throws IOException {
        var blob = Files.writeString(folder.resolve("blob"), "content");
        HubCache.Link cannot = (file, target) -> {
            throw new UnsupportedOperationException("links");
        };
        HubCache.Link mayNot = (file, target) -> {
            throw new IOException("A required privilege is not held");
        };
        for (var way : HubCache.LINKS) {
            var file = folder.resolve("snapshot/by" + HubCache.LINKS.indexOf(way));
            HubCache.link(file, blob, List.of(cannot, mayNot, way));
            assertEquals("content", Files.readString(file));
            HubCache.link(file, blob, List.of(mayNot));
        }
        assertEquals(new TreeSet<>(List.of("by0", "by1", "by2")), names(folder.resolve("snapshot")));
        var e = assertThrows(
                GenomicsException.class,
                () -> HubCache.link(folder.resolve("snapshot/x"), blob, List.of(cannot, mayNot)));
        assertEquals(
                "Cannot write " + folder.resolve("snapshot/x")
                        + ": java.io.IOException: A required privilege is not held.",
                e.getMessage());
    }

    @Test
    void severalAtOnceShareOneDownload() {
        hub.storageMischief((exchange, content) -> {
            pause(300);
            return false;
        });
        var all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> here().model("org/tiny"), command -> new Thread(command).start()))
                .toList();
        assertEquals(1, all.stream().map(CompletableFuture::join).distinct().count());
        assertEquals(
                1,
                hub.seen().stream()
                        .filter(seen -> seen.request().startsWith("GET /storage/"))
                        .count());
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
