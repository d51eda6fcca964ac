package jenomics.io;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenomics.io.HubSettings.Patience;
import jenomics.omics.Scale;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.StopSignal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A publisher that cuts, corrupts, stalls and moves its files, and a catalog that knows them. */
@Timeout(60)
class CatalogTest {
    private static final Patience PATIENT = new Patience(
            3, Duration.ofMillis(1), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    /** What the publisher does with a request instead of answering; true if it did something. */
    private interface Mischief {
        boolean answer(HttpExchange exchange) throws IOException;
    }

    @TempDir
    Path folder;

    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Mischief mischief = exchange -> false;
    private HttpServer publisher;
    private byte[] table;
    private Path cache;

    @BeforeEach
    void publish() throws IOException {
        var text = new StringBuilder("sample,g1,g2\n");
        for (int i = 0; i < 5000; i++) {
            text.append("s")
                    .append(i)
                    .append(',')
                    .append(i * 0.5)
                    .append(',')
                    .append(i % 7)
                    .append('\n');
        }
        table = text.toString().getBytes(StandardCharsets.UTF_8);
        cache = folder.resolve("cache");
        publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.setExecutor(threads);
        publisher.createContext("/", this::answer);
        publisher.start();
    }

    @AfterEach
    void end() {
        publisher.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            if (!mischief.answer(exchange)) {
                int from = from(exchange);
                if (from > 0) {
                    exchange.getResponseHeaders()
                            .set("Content-Range", "bytes " + from + "-" + (table.length - 1) + "/" + table.length);
                }
                exchange.sendResponseHeaders(from > 0 ? 206 : 200, table.length - from);
                exchange.getResponseBody().write(table, from, table.length - from);
            }
        }
    }

    private static int from(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    }

    private String url() {
        return "http://" + publisher.getAddress().getAddress().getHostAddress() + ":"
                + publisher.getAddress().getPort() + "/rna.csv";
    }

    private DatasetCard card(String sha256, long bytes) {
        return DatasetCard.of("cohort", "A cohort")
                .licence("CC-BY-4.0")
                .citation("Nobody 2026.")
                .holding(
                        Map.of("rna.csv", new DatasetCard.Content("expression", sha256, bytes, url())),
                        Map.of("rna", new DatasetCard.Layer("rna.csv", "", Scale.LOG2)),
                        null);
    }

    private CatalogShelf shelf(Patience patience, boolean offline, String sha256) {
        return new CatalogShelf(
                new CatalogSettings(List.of(), cache, offline, patience), List.of(card(sha256, table.length)));
    }

    private CatalogShelf shelf() {
        return shelf(PATIENT, false, Fingerprint.of(table).sha256());
    }

    private void assertArrived() throws IOException {
        var there = shelf().accept("cohort");
        assertArrayEquals(table, Files.readAllBytes(there.resolve("rna.csv")));
        assertFalse(Files.exists(partial()));
    }

    private Path partial() {
        return cache.resolve("cohort/rna.csv.jenomics.incomplete");
    }

    @Test
    void theLicenceIsShownAndAcceptedOnce() {
        assertEquals(
                "'cohort' (A cohort, " + DatasetCard.size(table.length) + ") is CC-BY-4.0; see . Cite: Nobody 2026. To"
                        + " accept that and download it: Catalog.accept(\"cohort\").",
                refusal(() -> shelf().get("cohort")));
        assertEquals(List.of(), ranges);
        var there = shelf().accept("cohort");
        assertEquals(there, shelf().get("cohort"));
        assertEquals(1, ranges.size());
        var cohort = Omics.load(there);
        assertEquals(Scale.LOG2, cohort.layer("rna").scale());
        assertEquals(5000, cohort.size());
        assertEquals(List.of(), DatasetCard.read(there).faults(there));
    }

    @Test
    void aChangedLicenceIsAskedForAgain() throws IOException {
        shelf().accept("cohort");
        Files.delete(cache.resolve("cohort/rna.csv"));
        var changed = new CatalogShelf(
                new CatalogSettings(List.of(), cache, false, PATIENT),
                List.of(card(Fingerprint.of(table).sha256(), table.length).licence("GPL-3.0")));
        assertTrue(refusal(() -> changed.get("cohort")).contains("is GPL-3.0"));
    }

    @Test
    void aBrokenConnectionGoesOnWhereItEnded() throws IOException {
        var cuts = new AtomicInteger();
        mischief = exchange -> {
            if (cuts.getAndIncrement() >= 3) {
                return false;
            }
            int from = from(exchange);
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (table.length - 1) + "/" + table.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, table.length - from);
            exchange.getResponseBody().write(table, from, 10_000);
            exchange.getResponseBody().flush();
            return true;
        };
        assertArrived();
        assertEquals(List.of("null", "bytes=10000-", "bytes=20000-", "bytes=30000-"), ranges);
    }

    @Test
    void aStallIsNoticedAndGoneOnFrom() throws IOException {
        var stalls = new AtomicInteger();
        mischief = exchange -> {
            if (stalls.getAndIncrement() > 0) {
                return false;
            }
            exchange.sendResponseHeaders(200, table.length);
            exchange.getResponseBody().write(table, 0, 10_000);
            exchange.getResponseBody().flush();
            pause();
            return true;
        };
        var hasty = new Patience(3, Duration.ofMillis(1), PATIENT.connect(), PATIENT.answer(), Duration.ofMillis(1000));
        shelf(hasty, false, Fingerprint.of(table).sha256()).accept("cohort");
        assertArrived();
        assertEquals("bytes=10000-", ranges.get(1));
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void corruptBytesAreNotKept() {
        mischief = exchange -> {
            byte[] wrong = table.clone();
            wrong[777] ^= 1;
            exchange.sendResponseHeaders(200, wrong.length);
            exchange.getResponseBody().write(wrong);
            return true;
        };
        String sha256 = Fingerprint.of(table).sha256();
        assertEquals(
                "The file rna.csv of 'cohort' came from " + url()
                        + " with other content than the catalog knows (SHA-256 " + sha256
                        + "). Nothing of it was kept; its publisher may have changed it: see .",
                refusal(() -> shelf().accept("cohort")));
        assertFalse(Files.exists(cache.resolve("cohort/rna.csv")));
        assertFalse(Files.exists(partial()));
    }

    @Test
    void aMovedFileIsSaidWithThePlaceForIt() {
        mischief = exchange -> {
            exchange.sendResponseHeaders(404, -1);
            return true;
        };
        assertEquals(
                url()
                        + " answered 404 when asked for rna.csv of 'cohort'. Its publisher may have moved it: see , and put"
                        + " the file into " + cache.resolve("cohort") + ".",
                refusal(() -> shelf().accept("cohort")));
    }

    @Test
    void anUnreachablePublisherIsSaid() {
        publisher.stop(0);
        assertTrue(refusal(() -> shelf().accept("cohort"))
                .contains(
                        "it cannot be reached. Check the network, and HTTPS_PROXY where there is a proxy; what has come"
                                + " so far is kept. Or put rna.csv into " + cache.resolve("cohort")));
    }

    @Test
    void offlineItSaysWhatIsMissingAndWhereToPutIt() throws IOException {
        var offline = shelf(PATIENT, true, Fingerprint.of(table).sha256());
        assertEquals(
                "Of 'cohort' a file is missing, and JENOMICS_OFFLINE (or HF_HUB_OFFLINE) forbids to download. Put into "
                        + cache.resolve("cohort") + ": rna.csv from " + url() + ".",
                refusal(() -> offline.accept("cohort")));
        Files.write(Files.createDirectories(cache.resolve("cohort")).resolve("rna.csv"), table);
        assertEquals(5000, Omics.load(offline.get("cohort")).size());
        assertEquals(List.of(), ranges);
    }

    @Test
    void aStopKeepsWhatCame() throws Exception {
        mischief = exchange -> {
            exchange.sendResponseHeaders(200, table.length);
            exchange.getResponseBody().write(table, 0, 10_000);
            exchange.getResponseBody().flush();
            pause();
            return true;
        };
        var download = threads.submit(() -> refusal(() -> shelf().accept("cohort")));
        while (!Files.exists(partial()) || Files.size(partial()) < 10_000) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        StopSignal.request();
        assertEquals(
                "The download of 'cohort' was stopped. What has come so far is kept, and the next call goes on from there.",
                download.get());
        mischief = exchange -> false;
        assertArrived();
        assertEquals("bytes=10000-", ranges.get(ranges.size() - 1));
    }

    @Test
    void whatLiesInDatasetsComesFirst() throws IOException {
        var shelf = Files.createDirectories(folder.resolve("project/datasets/own"));
        DatasetCard.of("own", "My own").licence("CC0-1.0").write(shelf);
        var settings = CatalogSettings.of(
                Map.of("JENOMICS_DATA", "~/data", "JENOMICS_OFFLINE", "1")::get,
                Path.of("home"),
                Files.createDirectories(folder.resolve("project/notebooks")));
        assertEquals(Path.of("home/data"), settings.cache());
        assertTrue(settings.offline());
        var catalog = new CatalogShelf(settings, List.of(card("", -1)));
        assertEquals(shelf, catalog.get("own"));
        assertEquals(List.of("own", "cohort"), catalog.names());
        Files.writeString(
                Files.createDirectories(folder.resolve("project/datasets/odd")).resolve("dataset.json"), "{");
        var withOdd = new CatalogShelf(settings, List.of()).list();
        assertEquals("unreadable", withOdd.row(1).getString("here"));
        assertTrue(withOdd.row(1).getString("title").contains("is no JSON"));
        var list = catalog.list();
        assertEquals(List.of("name", "title", "size", "licence", "here"), list.columnNames());
        assertEquals("in datasets/", list.row(0).getString("here"));
        assertEquals("no", list.row(1).getString("here"));
        assertEquals(
                "The catalog has no data set 'cohrt'; it has [own, cohort]. Did you mean 'cohort'?",
                refusal(() -> catalog.get("cohrt")));
        assertEquals(
                Path.of("home/.cache/jenomics/datasets"),
                CatalogSettings.of(name -> null, Path.of("home"), folder).cache());
    }

    @Test
    void theBuiltInCardsSayEverything() {
        var cards = CatalogShelf.builtIn();
        assertTrue(cards.size() >= 12);
        for (var card : cards) {
            assertTrue(card.name().matches("[a-z0-9-]+"), card.name());
            assertFalse(
                    card.title().isEmpty()
                            || card.licence().isEmpty()
                            || card.citation().isEmpty(),
                    card.name());
            assertTrue(card.page().startsWith("https://"), card.name());
            assertFalse(card.files().isEmpty(), card.name());
            card.files().values().forEach(f -> assertTrue(f.url().startsWith("https://"), f::url));
        }
        assertTrue(Catalog.names().containsAll(List.of("wheat-cimmyt", "mogonet-rosmap", "yeast-promoters")));
        assertEquals("GPL-3.0 (package BGLR)", Catalog.card("wheat-cimmyt").licence());
    }
}
