package jenomics.kernel;

import com.google.gson.Gson;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jenomics.kernel.wire.WireConnection;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A short session of the kernel with itself, over the wire: what it loads goes into the class archive (see
 * {@link jenomics.kernel.spec.SpecInstaller}). Listens on this machine only, with a key of its own.
 */
final class Rehearsal {
    private static final int SECONDS_PER_CELL = 60;
    private static final List<String> CELLS = List.of(
            "1 + 1",
            "System.out.println(List.of(1, 2, 3)); int twice(int x) { return 2 * x; }\nvar six = twice(3);",
            "Stream.of(1, 2, 3).map(x -> x * x).collect(Collectors.toList())",
            "tech.tablesaw.api.Table.create(\"t\", tech.tablesaw.api.DoubleColumn.create(\"x\", 1, 2))",
            "Provenance.here()",
            "try (var p = Progress.of(\"rehearsing\", 2, \"cells\")) { p.done(1); }",
            "undefined(1)",
            "throw new GenomicsException(\"This is how errors look.\", Map.of(\"fact\", 1))");

    private final HMACGenerator hmac;
    private final ZMQ.Socket shell;

    private Rehearsal(KernelConnectionProperties where, ZMQ.Context context)
            throws java.security.GeneralSecurityException {
        hmac = where.createHMACGenerator();
        shell = context.socket(SocketType.DEALER);
        shell.setReceiveTimeOut(SECONDS_PER_CELL * 1000);
        shell.connect(where.getTransport() + "://" + where.getIp() + ":" + where.getShellPort());
    }

    public static void main(String[] arguments) throws Exception {
        var where = here();
        var connection = WireConnection.to(where);
        var kernel = new JavaKernel(connection, Boot.begin());
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        var rehearsal = new Rehearsal(where, ZMQ.context(1));
        rehearsal.ask("kernel_info_request", Map.of());
        for (String cell : CELLS) {
            rehearsal.ask("execute_request", Map.of("code", cell, "store_history", true, "stop_on_error", false));
        }
        rehearsal.ask("complete_request", Map.of("code", "Math.ma", "cursor_pos", 7));
        rehearsal.ask("inspect_request", Map.of("code", "Math.max(", "cursor_pos", 9, "detail_level", 0));
        Exit.now();
    }

    private void ask(String type, Map<String, ?> content) {
        String header = json(Map.of(
                "msg_id",
                UUID.randomUUID().toString(),
                "session",
                "rehearsal",
                "username",
                "rehearsal",
                "date",
                Instant.now().toString(),
                "msg_type",
                type,
                "version",
                "5.3"));
        String body = json(content);
        shell.sendMore("<IDS|MSG>");
        shell.sendMore(hmac.calculateSignature(bytes(header), bytes("{}"), bytes("{}"), bytes(body)));
        shell.sendMore(header);
        shell.sendMore("{}");
        shell.sendMore("{}");
        shell.send(body);
        do {
            shell.recv();
        } while (shell.hasReceiveMore());
    }

    private static KernelConnectionProperties here() {
        return new KernelConnectionProperties(
                "127.0.0.1",
                freePort(),
                freePort(),
                freePort(),
                freePort(),
                freePort(),
                "tcp",
                "hmac-sha256",
                UUID.randomUUID().toString());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on this machine", e);
        }
    }

    private static String json(Map<String, ?> object) {
        return new Gson().toJson(object);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
