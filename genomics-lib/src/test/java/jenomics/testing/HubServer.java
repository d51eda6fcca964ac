package jenomics.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * A hub of one model that answers as the Hugging Face hub does: a listing, small files from itself, large ones by a
 * redirect to another host, ranges; and that can be told to misbehave.
 */
public final class HubServer implements AutoCloseable {

    /** What to do with a request instead; true if it was answered. */
    @FunctionalInterface
    public interface Mischief {
        boolean answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    /** {@code method path}, and headers worth looking at. */
    public record Seen(String request, String range, String ifRange, String authorization, String host) {}

    private static final int LARGE = 2000;

    private final HttpServer server;
    private final java.util.concurrent.ExecutorService threads = Executors.newCachedThreadPool();
    private final String repository;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    private volatile String commit = "0123456789abcdef0123456789abcdef01234567";
    private volatile boolean describesFiles = true;
    private volatile Mischief mischief = (exchange, content) -> false;
    private volatile Mischief storageMischief = (exchange, content) -> false;

    private HubServer(String repository) throws IOException {
        this.repository = repository;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A hub with one model, of the files of a folder. */
    public static HubServer of(String repository, Path folder) {
        try (var listed = Files.list(folder)) {
            var hub = new HubServer(repository);
            for (var file : listed.toList()) {
                hub.files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
            return hub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HubServer with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    public HubServer without(String name) {
        files.remove(name);
        return this;
    }

    public HubServer at(String newCommit) {
        commit = newCommit;
        return this;
    }

    /** A mirror that lists names only. */
    public HubServer namesOnly() {
        describesFiles = false;
        return this;
    }

    /** What happens at the hub itself, instead of or before its answer. */
    public HubServer mischief(Mischief newMischief) {
        mischief = newMischief;
        return this;
    }

    /** What happens where large files are stored. */
    public HubServer storageMischief(Mischief newMischief) {
        storageMischief = newMischief;
        return this;
    }

    /** {@code http://localhost:port}; large files are stored at another host: the same machine by its number. */
    public String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private String storage() {
        return endpoint().replace("localhost", storageHost());
    }

    public static String storageHost() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    public String commit() {
        return commit;
    }

    /** All requests so far. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        String path = exchange.getRequestURI().getPath();
        seen.add(new Seen(
                exchange.getRequestMethod() + " " + path,
                headers.getFirst("Range"),
                headers.getFirst("If-Range"),
                headers.getFirst("Authorization"),
                headers.getFirst("Host").replaceFirst(":.*", "")));
        try (exchange) {
            String resolve = "/" + repository + "/resolve/" + commit + "/";
            if (path.startsWith("/api/models/" + repository + "/revision/")) {
                if (!mischief.answer(exchange, null)) {
                    send(exchange, listing());
                }
            } else if (path.startsWith("/storage/")) {
                serve(exchange, files.get(path.substring("/storage/".length())), storageMischief);
            } else if (path.startsWith(resolve) && files.containsKey(path.substring(resolve.length()))) {
                resolve(exchange, path.substring(resolve.length()));
            } else {
                refuse(exchange, 404, path.startsWith(resolve) ? "EntryNotFound" : "RepoNotFound");
            }
        }
    }

    private byte[] listing() throws IOException {
        var json = new ObjectMapper().createObjectNode().put("sha", commit);
        var siblings = json.putArray("siblings");
        files.forEach((name, content) -> {
            var file = siblings.addObject().put("rfilename", name);
            if (describesFiles) {
                file.put("size", content.length).put("blobId", gitHash(content));
                if (content.length >= LARGE) {
                    file.putObject("lfs").put("sha256", sha256(content)).put("size", content.length);
                }
            }
        });
        return new ObjectMapper().writeValueAsBytes(json);
    }

    private void resolve(HttpExchange exchange, String name) throws IOException {
        byte[] content = files.get(name);
        var headers = exchange.getResponseHeaders();
        headers.set("X-Repo-Commit", commit);
        if (content.length < LARGE) {
            headers.set("ETag", '"' + gitHash(content) + '"');
            serve(exchange, content, mischief);
        } else if (!mischief.answer(exchange, content)) {
            headers.set("X-Linked-Etag", '"' + sha256(content) + '"');
            headers.set("X-Linked-Size", String.valueOf(content.length));
            headers.set("Location", storage() + "/storage/" + name);
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private static void serve(HttpExchange exchange, byte[] content, Mischief mischief) throws IOException {
        if (mischief.answer(exchange, content)) {
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        if (range != null && from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders().putIfAbsent("ETag", List.of("\"stored\""));
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, head ? -1 : content.length - from);
        if (!head) {
            exchange.getResponseBody().write(content, from, content.length - from);
        }
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    /** An error as the hub words it. */
    public static boolean refuse(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("X-Error-Code", code);
        exchange.sendResponseHeaders(status, -1);
        return true;
    }

    /** Announces everything and sends so many bytes only, then breaks the connection. */
    public static boolean cut(HttpExchange exchange, byte[] content, int from, int bytes) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"stored\"");
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        exchange.getResponseBody().write(content, from, bytes);
        exchange.getResponseBody().flush();
        exchange.close();
        return true;
    }

    public static String sha256(byte[] content) {
        return hash("SHA-256", content);
    }

    /** The name of a blob in git. */
    public static String gitHash(byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return hash("SHA-1", all);
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
