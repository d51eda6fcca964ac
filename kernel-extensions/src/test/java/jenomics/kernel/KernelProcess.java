package jenomics.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
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
    private static final String CONNECTION_FILE = "{connection_file}";
    private static final String MAIN = "jenomics.kernel.KernelMain";
    private static final List<String> PORTS =
            List.of("shell_port", "control_port", "iopub_port", "stdin_port", "hb_port");

    /** What a shell starts in the background ignores SIGINT, and a JVM that begins like that never hears it. */
    private static final List<String> HEARING = List.of("env", "--default-signal=INT");

    private final Process process;
    private final Path connectionFile;
    private final Path log;
    private final Map<String, Object> connection;

    /** @param argv as in kernel.json, with the place of the connection file */
    private KernelProcess(List<String> argv, Map<String, String> environment, Map<String, Object> connection)
            throws IOException {
        this.connection = connection;
        connectionFile = Files.createTempFile("kernel-", ".json");
        log = Files.createTempFile("kernel-", ".log");
        Files.writeString(connectionFile, new Gson().toJson(connection));
        var command = new ArrayList<>(interruptIsIgnored() ? HEARING : List.<String>of());
        argv.forEach(word -> command.add(word.replace(CONNECTION_FILE, connectionFile.toString())));
        var builder = new ProcessBuilder(command);
        builder.environment().put("JENOMICS_WARM", "no");
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        process = builder.start();
    }

    private static List<String> argv(Jdk jdk, String main, List<String> options) {
        var argv = new ArrayList<>(List.of(
                jdk.java(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true"));
        argv.addAll(options);
        argv.addAll(List.of("-cp", System.getProperty("java.class.path"), main, CONNECTION_FILE));
        return argv;
    }

    static KernelProcess start() throws IOException {
        return start(Map.of());
    }

    static KernelProcess start(Map<String, String> environment) throws IOException {
        return start(Jdk.own(), environment);
    }

    static KernelProcess start(Jdk jdk) throws IOException {
        return start(jdk, Map.of());
    }

    static KernelProcess start(Jdk jdk, Map<String, String> environment) throws IOException {
        return new KernelProcess(argv(jdk, MAIN, List.of()), environment, connection());
    }

    /** Another kernel: its main class takes the connection file. */
    static KernelProcess start(Class<?> main) throws IOException {
        return new KernelProcess(argv(Jdk.own(), main.getName(), List.of()), Map.of(), connection());
    }

    /** One that is installed, by its kernel.json. */
    static KernelProcess installed(List<String> argv, Map<String, JsonElement> environment) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        environment.forEach((name, value) -> texts.put(name, value.getAsString()));
        return new KernelProcess(argv, texts, connection());
    }

    /** With other options of the JVM, or another connection file. */
    static KernelProcess start(List<String> options, Map<String, Object> connection) throws IOException {
        return new KernelProcess(argv(Jdk.own(), MAIN, options), Map.of(), connection);
    }

    /** What Jupyter writes into a connection file, with ports that are free. */
    static Map<String, Object> connection() throws IOException {
        var connection = new LinkedHashMap<String, Object>();
        connection.put("ip", "127.0.0.1");
        connection.put("transport", "tcp");
        connection.put("signature_scheme", "hmac-sha256");
        connection.put("key", KEY);
        for (String port : PORTS) {
            connection.put(port, freePort());
        }
        return connection;
    }

    WireClient connect() {
        return new WireClient(connection);
    }

    int port(String name) {
        return (Integer) connection.get(name);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean endsWithin(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Its status once it has ended. */
    int status() {
        return process.exitValue();
    }

    /** What it wrote where a Jupyter server keeps its log. */
    String log() throws IOException {
        return Files.readString(log);
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
        Files.deleteIfExists(log);
    }
}
