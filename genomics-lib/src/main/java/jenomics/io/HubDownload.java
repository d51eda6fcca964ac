package jenomics.io;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import jenomics.io.HubBody.Stopped;
import jenomics.io.HubClient.Answer;
import jenomics.io.HubListing.HubFile;
import jenomics.provenance.GenomicsException;

/**
 * One content on its way from a hub into the cache. It grows in a file beside its place, survives a stop, a crash and a
 * broken connection, goes on where it ended, and takes its place in one step when its hash is right.
 */
final class HubDownload {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d*/.*");

    private final HubClient client;
    private final DownloadRefusals refusals;
    private final HubFile file;
    private final URI source;
    private final Path blob;
    private final Path partial;
    private final LongConsumer progress;
    private String lastTag;
    private boolean broken;

    /** @param progress hears how many bytes are there */
    HubDownload(
            HubClient client, DownloadRefusals refusals, HubFile file, URI source, Path blob, LongConsumer progress) {
        this.client = client;
        this.refusals = refusals;
        this.file = file;
        this.source = source;
        this.blob = blob;
        this.partial = partial(blob);
        this.progress = progress;
    }

    /** Where a content grows; not where Hugging Face's own library lets it grow, which takes other locks. */
    private static Path partial(Path blob) {
        return blob.resolveSibling(blob.getFileName() + ".jenomics.incomplete");
    }

    /** How many bytes of a content are there already. */
    static long there(Path blob) throws IOException {
        return size(Files.exists(blob) ? blob : partial(blob));
    }

    /** Fetches what is missing. Somebody else must keep others away meanwhile. */
    void run() throws IOException {
        if (Files.exists(blob)) {
            return;
        }
        Files.createDirectories(blob.getParent());
        long begun = size();
        fetch();
        if (!isRight()) {
            Files.deleteIfExists(partial);
            if (begun > 0) {
                fetch();
            }
            if (begun == 0 || !isRight()) {
                Files.deleteIfExists(partial);
                throw refusals.damaged(file);
            }
        }
        HubCache.move(partial, blob);
    }

    /** Until it is whole. An attempt that brought something does not count as a failure. */
    private void fetch() throws IOException {
        while (file.size() < 0 || size() < file.size() || size() == 0) {
            long before = size();
            if (client.persist(() -> attempt(before))) {
                return;
            }
        }
    }

    /** True if the answer ended by itself; false if it broke off after it brought something. */
    private boolean attempt(long before) throws IOException {
        try (var answer = client.ask("GET", source, range())) {
            if (answer.status() == 416) {
                Files.deleteIfExists(partial);
                throw new IOException("it has less than was there already");
            }
            refusals.check(answer, file.name());
            return append(answer, before);
        }
    }

    private Map<String, String> range() throws IOException {
        var headers = new LinkedHashMap<String, String>();
        if (size() > 0) {
            headers.put("Range", "bytes=" + size() + "-");
            if (lastTag != null) {
                headers.put("If-Range", lastTag);
            }
        }
        return headers;
    }

    private boolean append(Answer answer, long before) throws IOException {
        String tag = answer.header("etag");
        lastTag = tag == null || tag.startsWith("W/") ? null : tag;
        long from = begin(answer);
        broken = false;
        try (var out = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(from).position(from);
            List<ByteBuffer> piece;
            while ((piece = next(answer, out, before)) != null) {
                for (var bytes : piece) {
                    write(out, bytes);
                }
                progress.accept(out.position());
            }
            return checkedEnd(out);
        }
    }

    /** Null at the end, and also where the connection broke off but something came. */
    private List<ByteBuffer> next(Answer answer, FileChannel out, long before) throws IOException {
        try {
            return answer.body().next(client.settings().patience().stall(), client.stop());
        } catch (IOException e) {
            if (out.position() > before) {
                broken = true;
                return null;
            }
            throw e;
        }
    }

    private boolean checkedEnd(FileChannel out) throws IOException {
        out.force(true);
        return !broken && (file.size() < 0 || out.position() >= file.size());
    }

    /** From which byte on the answer is. */
    private long begin(Answer answer) throws IOException {
        if (answer.status() != 206) {
            return 0;
        }
        var match = RANGE.matcher(String.valueOf(answer.header("content-range")));
        if (!match.matches() || Long.parseLong(match.group(1)) != size()) {
            throw new IOException("it sent another range than was asked for");
        }
        return size();
    }

    private void write(FileChannel out, ByteBuffer bytes) {
        try {
            if (file.size() >= 0 && out.position() + bytes.remaining() > file.size()) {
                out.close();
                Files.deleteIfExists(partial);
                throw refusals.damaged(file);
            }
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (ClosedByInterruptException e) {
            throw new Stopped();
        } catch (IOException e) {
            throw new GenomicsException(
                    "Cannot write " + partial + ": " + e.getMessage()
                            + ". What has come so far is kept, and the next call"
                            + " goes on from there. Free some space, or " + refusals.otherDisk() + ".",
                    Map.of("file", partial.toString(), "cause", String.valueOf(e.getMessage())),
                    e);
        }
    }

    private long size() throws IOException {
        return size(partial);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private boolean isRight() throws IOException {
        return switch (file.etag().length()) {
            case 64 -> file.etag().equals(hash("SHA-256", ""));
            case 40 -> file.etag().equals(hash("SHA-1", "blob " + size() + "\0"));
            default -> file.size() < 0 || size() == file.size();
        };
    }

    private String hash(String algorithm, String before) throws IOException {
        try (var in = Files.newInputStream(partial)) {
            var digest = MessageDigest.getInstance(algorithm);
            digest.update(before.getBytes(StandardCharsets.US_ASCII));
            byte[] buffer = new byte[1 << 16];
            for (int n; (n = in.read(buffer)) > 0; ) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
