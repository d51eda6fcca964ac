package jenomics.kernel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A Maven repository on this machine, as small as can be, that can also misbehave. */
final class TinyRepository implements AutoCloseable {
    /** How a file is served wrongly. */
    enum Fault {
        DAMAGED,
        CUT,
        WITHOUT_CHECKSUM,
        SILENT
    }

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    TinyRepository() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "tiny-repository");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    String url() {
        return "http://localhost:" + port() + "/";
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The paths that were asked for. */
    List<String> asked() {
        return asked;
    }

    /** An artifact {@code group:name:version} with one class, whose method {@code word()} returns the text. */
    TinyRepository artifact(String coordinates, String className, String word, String... needs) throws IOException {
        return pom(coordinates, needs).jar(coordinates, "", className, word);
    }

    TinyRepository pom(String coordinates, String... needs) {
        String[] parts = coordinates.split(":");
        var dependencies = new StringBuilder();
        for (String need : needs) {
            String[] of = need.split(":");
            dependencies.append(
                    "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                            .formatted(of[0], of[1], of[2]));
        }
        return put(
                path(coordinates, "") + ".pom",
                "<project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><dependencies>%s</dependencies></project>"
                        .formatted(parts[0], parts[1], parts[2], dependencies));
    }

    TinyRepository jar(String coordinates, String classifier, String className, String word) throws IOException {
        put(path(coordinates, classifier) + ".jar", jarWith(className, word));
        return this;
    }

    TinyRepository put(String path, String text) {
        return put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private TinyRepository put(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    TinyRepository putJar(String path, String className, String word) throws IOException {
        return put(path, jarWith(className, word));
    }

    TinyRepository putJar(String path, byte[] jar) {
        return put(path, jar);
    }

    void repair(String path) {
        faults.remove(path);
    }

    TinyRepository fault(String path, Fault fault) {
        faults.put(path, fault);
        return this;
    }

    private static String path(String coordinates, String classifier) {
        String[] parts = coordinates.split(":");
        return "/" + parts[0].replace('.', '/') + "/" + parts[1] + "/" + parts[2] + "/" + parts[1] + "-" + parts[2]
                + (classifier.isEmpty() ? "" : "-" + classifier);
    }

    /** A jar with the public class {@code tiny.NAME}. */
    static byte[] jarWith(String className, String word) throws IOException {
        Path folder = Files.createTempDirectory("tiny");
        Path source = folder.resolve(className + ".java");
        Files.writeString(
                source,
                "package tiny; public class " + className + " { public static String word() { return \"" + word
                        + "\"; } }");
        int status =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString());
        if (status != 0) {
            throw new IllegalStateException("javac says " + status);
        }
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new JarEntry("tiny/" + className + ".class"));
            Files.copy(folder.resolve("tiny/" + className + ".class"), jar);
        }
        return bytes.toByteArray();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            boolean isChecksum = path.endsWith(".sha1");
            String file = isChecksum ? path.substring(0, path.length() - ".sha1".length()) : path;
            byte[] content = files.get(file);
            Fault fault = faults.get(file);
            if (content == null || isChecksum && fault == Fault.WITHOUT_CHECKSUM) {
                exchange.sendResponseHeaders(404, -1);
            } else if (isChecksum) {
                send(exchange, sha1(content));
            } else if (fault == Fault.DAMAGED) {
                byte[] damaged = content.clone();
                damaged[damaged.length / 2] ^= 1;
                send(exchange, damaged);
            } else if (fault == Fault.CUT) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, content.length / 2);
                exchange.getResponseBody().flush();
            } else if (fault == Fault.SILENT) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, 1);
                exchange.getResponseBody().flush();
                closing.await();
            } else {
                send(exchange, content);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    private static byte[] sha1(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(content))
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
