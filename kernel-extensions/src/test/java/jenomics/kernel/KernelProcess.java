package jenomics.kernel;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A kernel in a process of its own, as a Jupyter server would start it, from the class path of the tests. */
final class KernelProcess implements AutoCloseable {
    static final String KEY = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

    /** The Java that runs the kernel: that of the tests, or another one, {@code -Dkernel.java=/path/to/java}. */
    private static final String JAVA = System.getProperty(
            "kernel.java",
            Path.of(System.getProperty("java.home"), "bin", "java").toString());

    /** What a shell starts in the background ignores SIGINT, and a JVM that begins like that never hears it. */
    private static final List<String> HEARING = List.of("env", "--default-signal=INT");

    private final Process process;
    private final Path connectionFile;
    private final Map<String, Object> connection = new LinkedHashMap<>();

    private KernelProcess(String main, Map<String, String> environment) throws IOException {
        connection.put("ip", "127.0.0.1");
        connection.put("transport", "tcp");
        connection.put("signature_scheme", "hmac-sha256");
        connection.put("key", KEY);
        for (String port : List.of("shell_port", "control_port", "iopub_port", "stdin_port", "hb_port")) {
            connection.put(port, freePort());
        }
        connectionFile = Files.createTempFile("kernel-", ".json");
        Files.writeString(connectionFile, new Gson().toJson(connection));
        var command = new ArrayList<>(interruptIsIgnored() ? HEARING : List.<String>of());
        command.addAll(List.of(
                JAVA,
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                main,
                connectionFile.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().put("JENOMICS_WARM", "no");
        builder.environment().putAll(environment);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        process = builder.start();
    }

    static KernelProcess start() throws IOException {
        return start(Map.of());
    }

    static KernelProcess start(Map<String, String> environment) throws IOException {
        return new KernelProcess("jenomics.kernel.KernelMain", environment);
    }

    /** Another kernel: its main class takes the connection file. */
    static KernelProcess start(Class<?> main) throws IOException {
        return new KernelProcess(main.getName(), Map.of());
    }

    WireClient connect() {
        return new WireClient(connection);
    }

    long pid() {
        return process.pid();
    }

    boolean endsWithin(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** On Linux; elsewhere it is taken to be heard. */
    private static boolean interruptIsIgnored() throws IOException {
        var status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 0b10) != 0);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(connectionFile);
    }
}
