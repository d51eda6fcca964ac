package jenomics.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenomics.io.HubSettings.Patience;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.StopSignal;
import jenomics.testing.HubServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can happen to a file between a hub and the cache, and what is left afterwards. */
@Timeout(60)
class HubDownloadTest extends TinyHub {
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
            HuggingFaceTest.pause(20_000);
            return true;
        });
        var hasty = new Patience(3, Duration.ofMillis(1), PATIENT.connect(), PATIENT.answer(), Duration.ofMillis(1500));
        HuggingFace.of(settings(null).withPatience(hasty)).model("org/tiny");
        assertArrived();
        assertTrue(requestsForWeights() >= 2);
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
    void aStopIsHeardAtOnceAndTheRestFetchedLater() throws Exception {
        hub.storageMischief((exchange, content) -> {
            if (exchange.getRequestHeaders().containsKey("Range")) {
                return false;
            }
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 60_000);
            exchange.getResponseBody().flush();
            HuggingFaceTest.pause(30_000);
            return true;
        });
        var stopper = new Thread(() -> {
            while (!hasBegun()) {
                HuggingFaceTest.pause(20);
            }
            StopSignal.request();
        });
        stopper.start();
        long begun = System.nanoTime();
        var e = assertThrows(GenomicsException.class, () -> here().model("org/tiny"));
        assertTrue(System.nanoTime() - begun < 20_000_000_000L);
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
            assertEquals(
                    0,
                    child.exitValue(),
                    Files.readString(folder.resolve("one")) + Files.readString(folder.resolve("two")));
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
