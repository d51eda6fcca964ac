package jenomics.io;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import jenomics.io.HubBody.Stopped;
import jenomics.io.HubListing.HubFile;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;

/**
 * Models of the Hugging Face hub, kept in the same cache as Hugging Face's own library keeps them, so that what either
 * downloaded serves both. It honours HF_HOME, HF_HUB_CACHE, XDG_CACHE_HOME, HF_HUB_OFFLINE, HF_TOKEN (or the token file),
 * HF_ENDPOINT and the proxy variables, first as Java system properties, then from the environment.
 *
 * <pre>{@code
 * HuggingFace.hub().model("org/name").folder()           // cached, else downloaded
 * HuggingFace.hub().model("org/name@v1.0").folder()
 * HuggingFace.hub().update("org/name").commit()          // asks whether there is a newer state
 * }</pre>
 */
public final class HuggingFace {

    /**
     * One state of a model on disk.
     *
     * @param repository {@code org/name}
     * @param commit the state, 40 hexadecimal digits: asking for {@code repository@commit} gives the same for ever
     * @param folder where its files lie
     */
    public record Snapshot(String repository, String commit, Path folder) {}

    private static final long KILOBYTE = 1000;
    private static final long MEGABYTE = 1_000_000;
    private static final int LARGEST_LISTING = 64 << 20;

    private final HubSettings settings;
    private final HubCache cache;

    private HuggingFace(HubSettings settings) {
        this.settings = settings;
        this.cache = new HubCache(settings.cache());
    }

    /** The hub and cache that this process is set to. */
    public static HuggingFace hub() {
        return of(HubSettings.here());
    }

    static HuggingFace of(HubSettings settings) {
        return new HuggingFace(settings);
    }

    /** Whether a text reads like {@code org/name} or {@code org/name@revision}. */
    public static boolean isName(String text) {
        return HubName.matches(text);
    }

    /**
     * The state of a model that the cache has, or else the one that the hub has, downloaded: configuration, tokenizer,
     * weights and licence only. A cached model is not asked for again, so that a notebook keeps its results.
     *
     * @param name {@code org/name} or {@code org/name@revision}: a branch, tag or commit
     */
    public Snapshot model(String name) {
        var wanted = HubName.of(name);
        var cached = cached(wanted);
        if (cached.isPresent() && HubCache.isWhole(cached.get().folder())) {
            return cached.get();
        }
        if (settings.offline()) {
            return cached.filter(snapshot -> HubCache.hasModel(snapshot.folder()))
                    .orElseThrow(() -> new HubRefusals(wanted, settings).offline());
        }
        return download(wanted, cached.filter(snapshot -> HubCache.hasModel(snapshot.folder())));
    }

    /** The state that the hub has now, downloaded where the cache lacks it. */
    public Snapshot update(String name) {
        var wanted = HubName.of(name);
        if (settings.offline()) {
            throw new HubRefusals(wanted, settings).offline();
        }
        return download(wanted, Optional.empty());
    }

    private Optional<Snapshot> cached(HubName name) {
        return cache.commit(name).map(commit -> new Snapshot(name.repository(), commit, cache.snapshot(name, commit)));
    }

    private Snapshot download(HubName name, Optional<Snapshot> otherwise) {
        var refusals = new HubRefusals(name, settings);
        try (var stop = StopSignal.listen()) {
            return new Fetch(name, refusals, new HubClient(settings, stop)).run();
        } catch (Stopped e) {
            throw refusals.stopped();
        } catch (FileSystemException e) {
            throw refusals.unwritable(e);
        } catch (IOException e) {
            return otherwise.orElseThrow(() -> refusals.unreachable(e));
        }
    }

    /** One download of a model. */
    private final class Fetch {
        private final HubName name;
        private final HubRefusals refusals;
        private final HubClient client;

        Fetch(HubName name, HubRefusals refusals, HubClient client) {
            this.name = name;
            this.refusals = refusals;
            this.client = client;
        }

        Snapshot run() throws IOException {
            var listing = client.persist(this::listing);
            var folder = cache.snapshot(name, listing.commit());
            var weights = listing.weights(name);
            var files = new ArrayList<>(listing.companions());
            if (weights.name().endsWith(".index.json")) {
                fetch(listing, List.of(weights));
                var index = folder.resolve(weights.name());
                files.addAll(listing.named(name, Weights.parts(index, Files.readString(index))));
            } else {
                files.add(weights);
            }
            fetch(listing, files);
            cache.remember(name, listing.commit());
            return new Snapshot(name.repository(), listing.commit(), folder);
        }

        private HubListing listing() throws IOException {
            var address = client.address("/api/models/" + name.repository() + "/revision/"
                    + URLEncoder.encode(name.revision(), StandardCharsets.UTF_8) + "?blobs=true");
            try (var answer = client.ask("GET", address, Map.of())) {
                refusals.check(answer, "its list of files");
                return HubListing.of(
                        answer.body().all(LARGEST_LISTING, settings.patience().stall(), client.stop()));
            }
        }

        private void fetch(HubListing listing, List<HubFile> files) throws IOException {
            var missing = new ArrayList<HubFile>();
            for (var file : files) {
                if (!Files.exists(cache.snapshot(name, listing.commit()).resolve(file.name()))) {
                    missing.add(
                            file.etag() == null || file.size() < 0
                                    ? client.persist(() -> described(listing, file))
                                    : file);
                }
            }
            if (missing.isEmpty()) {
                return;
            }
            long total = 0;
            long there = 0;
            for (var file : missing) {
                total += Math.max(file.size(), 0);
                there += HubDownload.there(cache.blob(name, file.etag()));
            }
            checkSpace(total - there);
            try (var progress = progress(there, total)) {
                long before = 0;
                long atLeast = there;
                long unit = unit(total);
                for (var file : missing) {
                    long begin = before;
                    progress.remark(file.name());
                    fetch(listing, file, bytes -> progress.done(Math.max(begin + bytes, atLeast) / unit));
                    before += Math.max(file.size(), 0);
                }
            }
        }

        private Progress progress(long there, long total) {
            long unit = unit(total);
            return Progress.resumed("downloading " + name, there / unit, total / unit, unit == KILOBYTE ? "kB" : "MB");
        }

        private static long unit(long bytes) {
            return bytes < 10 * MEGABYTE ? KILOBYTE : MEGABYTE;
        }

        /** What the list did not say, from the file's own address. */
        private HubFile described(HubListing listing, HubFile file) throws IOException {
            try (var answer = client.ask("HEAD", source(listing, file), Map.of())) {
                refusals.check(answer, file.name());
                String etag = first(answer.header("x-linked-etag"), answer.header("etag"), "")
                        .replaceFirst("^W/", "")
                        .replace("\"", "");
                String size = first(answer.header("x-linked-size"), answer.header("content-length"), "-1");
                if (!etag.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,127}")) {
                    throw new IOException("it does not name the content of " + file.name());
                }
                return new HubFile(file.name(), size.matches("\\d{1,18}") ? Long.parseLong(size) : -1, etag);
            }
        }

        private static String first(String one, String other, String last) {
            return one != null ? one : other != null ? other : last;
        }

        private void fetch(HubListing listing, HubFile file, LongConsumer progress) throws IOException {
            var blob = cache.blob(name, file.etag());
            var download = new HubDownload(client, refusals, file, source(listing, file), blob, progress);
            HubLock.holding(cache.lock(name, file.etag()), client.stop(), download::run);
            HubCache.link(cache.snapshot(name, listing.commit()).resolve(file.name()), blob);
        }

        private java.net.URI source(HubListing listing, HubFile file) {
            return client.address("/" + name.repository() + "/resolve/" + listing.commit() + "/"
                    + URLEncoder.encode(file.name(), StandardCharsets.UTF_8)
                            .replace("+", "%20")
                            .replace("%2F", "/"));
        }

        private void checkSpace(long needed) throws IOException {
            Files.createDirectories(settings.cache());
            var disk = settings.cache().toFile(); // a FileStore would need a mount table, which a chroot may lack
            if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < needed) {
                throw refusals.full(needed, disk.getUsableSpace());
            }
        }
    }
}
