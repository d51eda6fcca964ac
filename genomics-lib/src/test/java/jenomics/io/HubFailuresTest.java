package jenomics.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenomics.io.HubSettings.Patience;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.StopSignal;
import jenomics.testing.HubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong between a hub and the cache, and what is left afterwards. */
@Timeout(60)
class HubFailuresTest {
    private static final Patience SHORT = new Patience(
            3, Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofMillis(400));

    @TempDir
    Path folder;

    private Path cache;
    private HubServer hub;
    private byte[] weights;

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

    private HubSettings settings(String token) {
        return new HubSettings(URI.create(hub.endpoint()), cache, token, false, SHORT);
    }

    private HuggingFace here() {
        return HuggingFace.of(settings(null));
    }

    private String failure() {
        return failure(null);
    }

    private String failure(String token) {
        var e = assertThrows(
                GenomicsException.class, () -> HuggingFace.of(settings(token)).model("org/tiny"));
        assertFalse(Files.exists(blob()), "nothing wrong may take the place of the weights");
        assertFalse(Files.exists(cache.resolve("models--org--tiny/refs/main")), "nothing unfinished may be announced");
        return e.getMessage();
    }

    private Path blob() {
        return cache.resolve("models--org--tiny/blobs/" + HubServer.sha256(weights));
    }

    private Path partial() {
        return blob().resolveSibling(blob().getFileName() + ".jenomics.incomplete");
    }

    private void assertArrived() throws IOException {
        assertArrayEquals(
                weights, Files.readAllBytes(here().model("org/tiny").folder().resolve("model.safetensors")));
        assertFalse(Files.exists(partial()), "the unfinished file was left behind");
    }

    private long requestsForWeights() {
        return hub.seen().stream()
                .filter(seen -> seen.request().equals("GET /storage/model.safetensors"))
                .count();
    }

    @Test
    void anUnknownModelIsCalledUnknownOrPrivate() {
        for (int status : new int[] {401, 404}) {
            hub.mischief((exchange, content) -> HubServer.refuse(exchange, status, "RepoNotFound"));
            assertEquals(
                    hub.endpoint()
                            + " has no model org/tiny that everybody may see. Check the spelling; for a private one"
                            + " set HF_TOKEN. Nor is there a folder "
                            + Path.of("org/tiny").toAbsolutePath() + ".",
                    failure());
            assertTrue(failure("hf_x")
                    .contains(" has no model org/tiny that the token in use may see. Check the spelling, and"
                            + " whether the token is still valid."));
        }
    }

    @ParameterizedTest
    @CsvSource({"401,GatedRepo", "403,GatedRepo", "403,Other"})
    void aGatedModelSaysWhereToAcceptItsTerms(int status, String code) {
        hub.mischief((exchange, content) -> content != null && HubServer.refuse(exchange, status, code));
        assertEquals(
                "The model org/tiny is only for those who accepted its terms: do so at " + hub.endpoint()
                        + "/org/tiny, then set HF_TOKEN to a token of that account.",
                failure());
        assertTrue(failure("hf_x").endsWith(" with the account of the token in use, which has no access yet."));
    }

    @Test
    void anUnknownRevisionAndAnUnknownFileAreNamed() {
        hub.mischief((exchange, content) -> HubServer.refuse(exchange, 404, "RevisionNotFound"));
        assertEquals(
                "The model org/tiny has no revision 'main'; " + hub.endpoint()
                        + "/org/tiny lists its branches, tags and commits.",
                failure());
        hub.mischief((exchange, content) -> content != null && HubServer.refuse(exchange, 404, "EntryNotFound"));
        assertEquals("The model org/tiny has no file config.json.", failure());
        hub.mischief((exchange, content) -> HubServer.refuse(exchange, 418, "Teapot"));
        assertEquals(
                hub.endpoint() + " answered 418 when asked for its list of files of the model org/tiny.", failure());
        hub.mischief((exchange, content) -> HubServer.refuse(exchange, 407, ""));
        assertTrue(failure().contains("wants a user and password: put them into HTTPS_PROXY."));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aBusyHubIsAskedAgain(int status) throws IOException {
        var refusals = new AtomicInteger(2);
        hub.mischief(
                (exchange, content) -> refusals.getAndDecrement() > 0 && HubServer.refuse(exchange, status, "Busy"));
        assertArrived();
        assertEquals(-1, Math.max(-1, refusals.get()));
    }

    @Test
    void aHubThatStaysBusyIsGivenUp() {
        hub.mischief((exchange, content) -> HubServer.refuse(exchange, 500, "InternalError"));
        assertEquals(
                "Cannot get the model org/tiny from " + hub.endpoint() + ": it answered 500. Check the network, and"
                        + " HTTPS_PROXY where there is a proxy; what has come so far is kept, and the next call goes on"
                        + " from there. Nor is there a folder "
                        + Path.of("org/tiny").toAbsolutePath() + ".",
                failure());
        assertEquals(3, hub.seen().size());
    }

    @Test
    void theHubSaysHowLongToWait() throws IOException {
        var refusals = new AtomicInteger(1);
        hub.mischief((exchange, content) -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            return refusals.getAndDecrement() > 0 && HubServer.refuse(exchange, 429, "Busy");
        });
        long begun = System.nanoTime();
        assertArrived();
        assertTrue(System.nanoTime() - begun > 1_000_000_000L);
    }

    @Test
    void noNetworkIsCalledThat() {
        hub.close();
        assertTrue(failure().contains("it cannot be reached. Check the network"), failure());
    }

    @Test
    void aSlowAnswerIsNotWaitedForForever() {
        hub.mischief((exchange, content) -> {
            HuggingFaceTest.pause(1500);
            return false;
        });
        assertTrue(failure().contains(": it does not answer in time. "), failure());
    }

    @Test
    void aBrokenConnectionGoesOnWhereItEnded() throws IOException {
        var cuts = new AtomicInteger();
        hub.storageMischief((exchange, content) -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            return cuts.getAndIncrement() < 5 && HubServer.cut(exchange, content, from, 30_000);
        });
        assertArrived();
        var asked = hub.seen().stream()
                .filter(seen -> seen.request().startsWith("GET /storage/"))
                .toList();
        assertEquals(6, asked.size());
        assertEquals(null, asked.get(0).range());
        assertEquals("bytes=150000-", asked.get(5).range());
        assertEquals("\"stored\"", asked.get(5).ifRange());
    }

    @Test
    void aStallGoesOnToo() throws IOException {
        var stalls = new AtomicInteger(1);
        hub.storageMischief((exchange, content) -> {
            if (stalls.getAndDecrement() <= 0) {
                return false;
            }
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 50_000);
            exchange.getResponseBody().flush();
            HuggingFaceTest.pause(3000);
            return true;
        });
        assertArrived();
        assertEquals(2, requestsForWeights());
    }

    @Test
    void anEndlesslyBreakingConnectionIsGivenUpAndContinuedNextTime() throws IOException {
        hub.storageMischief((exchange, content) -> exchange.getRequestHeaders().containsKey("Range")
                ? HubServer.refuse(exchange, 502, "BadGateway")
                : HubServer.cut(exchange, content, 0, 70_000));
        assertTrue(failure().contains(": it answered 502. "));
        assertEquals(70_000, Files.size(partial()));
        hub.storageMischief((exchange, content) -> false);
        assertArrived();
        assertEquals("bytes=70000-", hub.seen().get(hub.seen().size() - 1).range());
    }

    @Test
    void aServerWithoutRangesBeginsAnew() throws IOException {
        Files.createDirectories(partial().getParent());
        Files.write(partial(), new byte[500]);
        hub.storageMischief((exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            return true;
        });
        assertArrived();
    }

    @Test
    void aWrongBeginningOrTooMuchOfItIsThrownAway() throws IOException {
        for (int length : new int[] {500, weights.length, weights.length + 100}) {
            Files.createDirectories(partial().getParent());
            Files.write(partial(), new byte[length]);
            assertArrived();
            Files.delete(blob());
        }
    }

    @Test
    void corruptBytesAreNotKept() {
        hub.storageMischief((exchange, content) -> {
            byte[] wrong = content.clone();
            wrong[777] ^= 1;
            exchange.sendResponseHeaders(200, wrong.length);
            exchange.getResponseBody().write(wrong);
            return true;
        });
        assertEquals(
                "The file model.safetensors of the model org/tiny came from " + hub.endpoint()
                        + " with other content than it announced (" + HubServer.sha256(weights)
                        + "). Nothing of it was kept; try again later.",
                failure());
        assertFalse(Files.exists(partial()));
    }

    @Test
    void corruptSmallFilesAreNotKeptEither() {
        hub.mischief((exchange, content) -> {
            if (content == null || content.length > 2000) {
                return false;
            }
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(new byte[content.length]);
            return true;
        });
        assertTrue(failure().startsWith("The file config.json of the model org/tiny came from "));
    }

    @Test
    void moreThanAnnouncedIsNotKept() {
        hub.storageMischief((exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 50; i++) {
                exchange.getResponseBody().write(content);
            }
            return true;
        });
        assertTrue(failure().contains(" with other content than it announced "));
        assertFalse(Files.exists(partial()));
    }

    @Test
    void anEndlessRedirectAndOneToAFileAreRefused() {
        hub.mischief((exchange, content) -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(302, -1);
            return true;
        });
        assertTrue(failure().contains(": it redirected more than 5 times. "));
        hub.mischief((exchange, content) -> {
            exchange.getResponseHeaders().set("Location", "file:///etc/passwd");
            exchange.sendResponseHeaders(302, -1);
            return true;
        });
        assertTrue(failure().contains(": it redirected to 'file:///etc/passwd'. "));
    }

    @Test
    void anAnswerThatIsNoListingIsRefused() {
        hub.mischief((exchange, content) -> {
            byte[] page = "<html>Please log in to the hotel's network</html>".getBytes();
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            return true;
        });
        assertTrue(failure().contains(": its answer is not JSON. "), failure());
    }

    @Test
    void otherFormatsAndAdaptersAreRefusedByName() {
        hub.without("model.safetensors").with("tf_model.h5", new byte[9]).with("flax_model.msgpack", new byte[9]);
        assertEquals(
                "The model org/tiny has no model.safetensors, only flax_model.msgpack (Flax), tf_model.h5 (TensorFlow)."
                        + " Jenomics reads model.safetensors or pytorch_model.bin, whole or in parts with their index: look"
                        + " for a revision that has one.",
                failure());
        hub.with("adapter_config.json", "{}".getBytes())
                .with("adapter_model.safetensors", new byte[9])
                .without("config.json");
        assertTrue(failure().startsWith("The model org/tiny is an adapter, not a model. Open the model that its"));
        hub.without("adapter_config.json").without("adapter_model.safetensors").with("model.safetensors", weights);
        assertEquals("The model org/tiny has no config.json, so nobody knows what its weights mean.", failure());
    }

    @Test
    void offlineSaysSo() {
        var offline = HuggingFace.of(new HubSettings(URI.create(hub.endpoint()), cache, null, true, SHORT));
        String sentence = "The model org/tiny is not in " + cache + ", and HF_HUB_OFFLINE forbids to download it. Unset"
                + " that, or copy the model's folder there. Nor is there a folder "
                + Path.of("org/tiny").toAbsolutePath() + ".";
        assertEquals(
                sentence,
                assertThrows(GenomicsException.class, () -> offline.model("org/tiny"))
                        .getMessage());
        assertEquals(
                sentence,
                assertThrows(GenomicsException.class, () -> offline.update("org/tiny"))
                        .getMessage());
        assertEquals(List.of(), hub.seen());
    }

    @Test
    void aStopIsHeardAtOnceAndTheRestFetchedLater() throws Exception {
        hub.storageMischief((exchange, content) -> {
            if (exchange.getRequestHeaders().containsKey("Range")) {
                return false;
            }
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 60_000);
            exchange.getResponseBody().flush();
            HuggingFaceTest.pause(5000);
            return true;
        });
        var patient = new Patience(
                3, Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(30));
        var stopper = new Thread(() -> {
            while (!hasBegun()) {
                HuggingFaceTest.pause(20);
            }
            StopSignal.request();
        });
        stopper.start();
        long begun = System.nanoTime();
        var e = assertThrows(
                GenomicsException.class,
                () -> HuggingFace.of(settings(null).withPatience(patient)).model("org/tiny"));
        assertTrue(System.nanoTime() - begun < 4_000_000_000L);
        assertEquals(
                "The download of the model org/tiny was stopped. What has come so far is kept, and the next call goes on"
                        + " from there.",
                e.getMessage());
        stopper.join();
        assertEquals(60_000, Files.size(partial()));
        assertArrived();
        assertEquals("bytes=60000-", hub.seen().get(hub.seen().size() - 1).range());
    }

    private boolean hasBegun() {
        try {
            return Files.exists(partial()) && Files.size(partial()) == 60_000;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void anInterruptIsAStop() {
        Thread.currentThread().interrupt();
        assertTrue(failure().startsWith("The download of the model org/tiny was stopped."));
        assertFalse(Thread.interrupted());
    }

    @Test
    void aFullDiskSaysSoBeforeAndMeanwhile() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(mount(disk), "skipped: this user may not mount a small disk");
        try {
            cache = disk;
            var small = HuggingFace.of(settings(null));
            hub.with("model.safetensors", new byte[2_999_000]);
            var e = assertThrows(GenomicsException.class, () -> small.model("org/tiny"));
            assertEquals(
                    "The model org/tiny needs 3 MB more, and " + disk
                            + " has 2 MB left. Free some space, or set HF_HOME to" + " a folder on another disk.",
                    e.getMessage());
            hub.namesOnly().mischief((exchange, content) -> {
                if (content != null
                        && content.length > 2000
                        && exchange.getRequestMethod().equals("HEAD")) {
                    exchange.getResponseHeaders().set("ETag", "\"" + HubServer.sha256(content) + "\"");
                    exchange.getResponseHeaders().set("X-Linked-Size", "unknown");
                    exchange.sendResponseHeaders(200, -1);
                    return true;
                }
                return false;
            });
            e = assertThrows(GenomicsException.class, () -> small.model("org/tiny"));
            assertTrue(e.getMessage().startsWith("Cannot write " + disk), e.getMessage());
            assertTrue(
                    e.getMessage()
                            .endsWith(
                                    ".jenomics.incomplete: No space left on device. What has come so far is kept, and the"
                                            + " next call goes on from there. Free some space, or set HF_HOME to a folder on"
                                            + " another disk."),
                    e.getMessage());
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    private static boolean mount(Path disk) throws InterruptedException {
        try {
            var process = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        cache = Files.writeString(folder.resolve("file"), "not a folder");
        String sentence = assertThrows(GenomicsException.class, () -> here().model("org/tiny"))
                .getMessage();
        assertTrue(sentence.startsWith("Cannot keep the model org/tiny in " + cache + ": "), sentence);
        assertTrue(sentence.endsWith(". Set HF_HOME to a folder that you may write."), sentence);
    }

    @Test
    void twoProcessesDoNotDisturbEachOther() throws Exception {
        hub.storageMischief((exchange, content) -> {
            HuggingFaceTest.pause(200);
            return false;
        });
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var both = List.of(child(java, "one"), child(java, "two"));
        for (var child : both) {
            assertTrue(child.waitFor(50, TimeUnit.SECONDS));
            assertEquals(0, child.exitValue());
        }
        assertArrived();
        assertEquals(1, requestsForWeights());
        assertEquals(
                Map.of("one", true, "two", true),
                Map.of(
                        "one",
                        Files.readString(folder.resolve("one")).contains("snapshots"),
                        "two",
                        Files.readString(folder.resolve("two")).contains("snapshots")));
    }

    /** Java sends no password into a tunnel unless it is told to before its client begins: so in a process of its own. */
    @Test
    void aProxyGetsItsPasswordAndNothingElse() throws Exception {
        try (var proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var child = child(
                    java,
                    "proxied",
                    "https://hub.example",
                    "http://me:secret@localhost:" + proxy.getLocalPort(),
                    "hf_x");
            var heard = new StringBuilder();
            try (var connection = proxy.accept()) {
                var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
                for (String line; !(line = in.readLine()).isEmpty(); ) {
                    heard.append(line).append('\n');
                }
                connection.getOutputStream().write("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
            }
            assertTrue(child.waitFor(50, TimeUnit.SECONDS));
            assertTrue(heard.toString().startsWith("CONNECT hub.example:443 HTTP/1.1\n"), heard.toString());
            assertTrue(
                    heard.toString()
                            .contains("Proxy-Authorization: Basic "
                                    + Base64.getEncoder().encodeToString("me:secret".getBytes(US_ASCII))),
                    heard.toString());
            assertFalse(heard.toString().contains("hf_x"), heard.toString());
            assertTrue(
                    Files.readString(folder.resolve("proxied"))
                            .contains("The proxy before https://hub.example wants a user and password: put them into"
                                    + " HTTPS_PROXY."),
                    Files.readString(folder.resolve("proxied")));
        }
    }

    private Process child(String java, String output) throws IOException {
        return child(java, output, hub.endpoint(), "", "");
    }

    private Process child(String java, String output, String endpoint, String proxy, String token) throws IOException {
        var process = new ProcessBuilder(
                java,
                "-Xmx128m",
                "-DHF_ENDPOINT=" + endpoint,
                "-DHF_TOKEN=" + token,
                "-DHF_HUB_CACHE=" + cache,
                "-cp",
                System.getProperty("java.class.path"),
                Download.class.getName(),
                "org/tiny");
        process.environment().put("https_proxy", proxy);
        process.environment().put("NO_PROXY", "localhost");
        process.environment().put("no_proxy", "localhost");
        return process.redirectErrorStream(true)
                .redirectOutput(folder.resolve(output).toFile())
                .start();
    }

    /** What a second process runs. */
    static final class Download {
        public static void main(String[] names) {
            System.out.println(HuggingFace.hub().model(names[0]).folder());
        }
    }
}
