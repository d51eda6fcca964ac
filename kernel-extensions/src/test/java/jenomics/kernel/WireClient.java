package jenomics.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A front end of our own: speaks Jupyter's protocol from the other side. For one thread. */
final class WireClient implements AutoCloseable {
    static final int PATIENCE_MILLIS = 20_000;

    /**
     * JeroMQ 0.6.0 loses about one in a hundred of the connections it makes, never of those it accepts (zeromq/jeromq
     * issue 1022): the handshake does not begin, and only this limit, 30 s unless told, makes it connect again.
     */
    private static final int HANDSHAKE_MILLIS = 1_000;

    private static final Gson GSON = new Gson();

    /** A message as it came. */
    record Received(JsonObject header, JsonObject parent, JsonObject metadata, JsonObject content) {
        String type() {
            return header.get("msg_type").getAsString();
        }

        boolean answers(String id) {
            return parent.has("msg_id") && parent.get("msg_id").getAsString().equals(id);
        }

        String text(String name) {
            return content.get(name).getAsString();
        }

        /** The data of this MIME type in a bundle, or null. */
        String data(String mime) {
            var data = content.getAsJsonObject("data");
            return data.has(mime) ? data.get(mime).getAsString() : null;
        }

        /** A number of the metadata of this MIME type. */
        int metadata(String mime, String name) {
            return content.getAsJsonObject("metadata")
                    .getAsJsonObject(mime)
                    .get(name)
                    .getAsInt();
        }

        String displayId() {
            return content.getAsJsonObject("transient").get("display_id").getAsString();
        }
    }

    private final ZContext context = new ZContext();
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket stdin;
    private final ZMQ.Socket iopub;
    private final HMACGenerator hmac;
    private final List<Received> replies = new ArrayList<>();

    WireClient(Map<String, Object> connection) {
        shell = socket(SocketType.DEALER, connection, "shell_port");
        control = socket(SocketType.DEALER, connection, "control_port");
        stdin = socket(SocketType.DEALER, connection, "stdin_port");
        iopub = socket(SocketType.SUB);
        iopub.setRcvHWM(0);
        iopub.subscribe("");
        iopub.connect("tcp://127.0.0.1:" + connection.get("iopub_port"));
        try {
            hmac = new HMACGenerator("hmac-sha256", connection.get("key").toString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ZMQ.Socket socket(SocketType type) {
        var socket = context.createSocket(type);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        return socket;
    }

    private ZMQ.Socket socket(SocketType type, Map<String, Object> connection, String port) {
        var socket = socket(type);
        socket.setIdentity("the-test".getBytes(StandardCharsets.US_ASCII));
        socket.setLinger(0);
        socket.connect("tcp://127.0.0.1:" + connection.get(port));
        return socket;
    }

    /** Waits until output arrives as well: a subscription takes a moment, and what is published before is lost. */
    WireClient awaitReady() {
        long end = System.nanoTime() + 2L * PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < end) {
            String id = send("kernel_info_request", Map.of());
            reply(id);
            Received published = receive(iopub, 200);
            if (published != null) {
                drain();
                return this;
            }
        }
        throw new AssertionError("the kernel publishes nothing");
    }

    private void drain() {
        while (receive(iopub, 100) != null) {
            // what the handshake left
        }
    }

    // requests

    String send(String type, Map<String, ?> content) {
        return send(shell, type, content, hmac, 1);
    }

    String sendForged(String type, Map<String, ?> content) throws GeneralSecurityException {
        return send(shell, type, content, new HMACGenerator("hmac-sha256", "not the key"), 1);
    }

    String sendTwice(String type, Map<String, ?> content) {
        return send(shell, type, content, hmac, 2);
    }

    private static String send(ZMQ.Socket socket, String type, Map<String, ?> content, HMACGenerator hmac, int times) {
        List<byte[]> frames = frames(type, new JsonObject(), content, hmac);
        for (int i = 0; i < times; i++) {
            sendFrames(socket, frames);
        }
        return object(new String(frames.get(2), StandardCharsets.UTF_8))
                .get("msg_id")
                .getAsString();
    }

    /** A signed message, to be sent on any socket, or twice. */
    List<byte[]> signed(String type, Map<String, ?> content) {
        return frames(type, new JsonObject(), content, hmac);
    }

    void sendOnShell(List<byte[]> frames) {
        sendFrames(shell, frames);
    }

    void sendOnControl(List<byte[]> frames) {
        sendFrames(control, frames);
    }

    private static List<byte[]> frames(String type, JsonObject parent, Map<String, ?> content, HMACGenerator hmac) {
        var header = Map.of(
                "msg_id",
                UUID.randomUUID().toString(),
                "session",
                "s",
                "username",
                "u",
                "date",
                Instant.now().toString(),
                "msg_type",
                type,
                "version",
                "5.3");
        byte[][] parts = {
            bytes(GSON.toJson(header)), bytes(GSON.toJson(parent)), bytes("{}"), bytes(GSON.toJson(content))
        };
        var frames = new ArrayList<byte[]>(List.of(bytes("<IDS|MSG>"), bytes(hmac.calculateSignature(parts))));
        frames.addAll(List.of(parts));
        return frames;
    }

    private static void sendFrames(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (i < frames.size() - 1) {
                socket.sendMore(frames.get(i));
            } else {
                socket.send(frames.get(i));
            }
        }
    }

    String sendCell(String code) {
        return sendCell(code, Map.of());
    }

    String sendCell(String code, Map<String, ?> more) {
        var content = new java.util.LinkedHashMap<String, Object>(Map.of(
                "code", code,
                "silent", false,
                "store_history", true,
                "stop_on_error", true,
                "allow_stdin", false,
                "user_expressions", Map.of()));
        content.putAll(more);
        return send("execute_request", content);
    }

    /** Presses Stop. */
    void interrupt() {
        send(control, "interrupt_request", Map.of(), hmac, 1);
    }

    void shutdown() {
        send(control, "shutdown_request", Map.of("restart", false), hmac, 1);
    }

    /** Drops questions that nobody answered. */
    void forgetQuestions() {
        while (receive(stdin, 100) != null) {
            // of cells that were stopped
        }
    }

    /** Answers the next question, as JupyterLab does; returns the question. */
    Received answerInput(String value) {
        Received question = receive(stdin, PATIENCE_MILLIS);
        if (question == null || !question.type().equals("input_request")) {
            throw new AssertionError("no question came, but " + question);
        }
        sendFrames(stdin, frames("input_reply", question.header(), Map.of("value", value), hmac));
        return question;
    }

    /** What the heartbeat gives back. */
    String beat(int port, String text) {
        try (var heartbeat = socket(SocketType.REQ)) {
            heartbeat.setReceiveTimeOut(PATIENCE_MILLIS);
            heartbeat.connect("tcp://127.0.0.1:" + port);
            heartbeat.send(text);
            return heartbeat.recvStr();
        }
    }

    // answers

    /** Runs a cell to its end. */
    CellRun run(String code) {
        return finish(sendCell(code));
    }

    /** The same for a cell that takes long. */
    CellRun run(String code, int patienceMillis) {
        return finish(sendCell(code), patienceMillis);
    }

    /** All that a cell publishes until it is idle, and its reply. */
    CellRun finish(String id) {
        return finish(id, PATIENCE_MILLIS);
    }

    /** The same for a message that gets none. */
    CellRun finishWithoutReply(String id) {
        return untilIdle(id, PATIENCE_MILLIS);
    }

    private CellRun finish(String id, int patienceMillis) {
        CellRun run = untilIdle(id, patienceMillis);
        return new CellRun(id, run.published(), run.others(), reply(id));
    }

    private CellRun untilIdle(String id, int patienceMillis) {
        var published = new ArrayList<Received>();
        var others = new ArrayList<Received>();
        while (true) {
            Received message = receive(iopub, patienceMillis);
            if (message == null) {
                throw new AssertionError("the cell does not end; so far: " + published);
            }
            (message.answers(id) ? published : others).add(message);
            if (message.answers(id)
                    && message.type().equals("status")
                    && message.text("execution_state").equals("idle")) {
                return new CellRun(id, published, others, null);
            }
        }
    }

    /** The next published message, or null if none comes in time. */
    Received published(int millis) {
        return receive(iopub, millis);
    }

    /** Waits until a running cell prints this; what comes before is dropped. */
    void awaitPrinted(String text) {
        Received message = awaitPublished("stream");
        while (!message.text("text").contains(text)) {
            message = awaitPublished("stream");
        }
    }

    /** Waits for a message of this type; what comes before is dropped. */
    Received awaitPublished(String type) {
        Received message = receive(iopub, PATIENCE_MILLIS);
        while (message != null && !message.type().equals(type)) {
            message = receive(iopub, PATIENCE_MILLIS);
        }
        if (message == null) {
            throw new AssertionError("no " + type + " is published");
        }
        return message;
    }

    Received reply(String id) {
        Received reply = replyWithin(id, PATIENCE_MILLIS);
        if (reply == null) {
            throw new AssertionError("no reply");
        }
        return reply;
    }

    /** Null if none comes in time. */
    Received replyWithin(String id, int millis) {
        for (var reply : replies) {
            if (reply.answers(id)) {
                replies.remove(reply);
                return reply;
            }
        }
        Received reply = receive(shell, millis);
        while (reply != null && !reply.answers(id)) {
            replies.add(reply);
            reply = receive(shell, millis);
        }
        return reply;
    }

    private static Received receive(ZMQ.Socket socket, int millis) {
        socket.setReceiveTimeOut(millis);
        byte[] first = socket.recv();
        if (first == null) {
            return null;
        }
        var frames = new ArrayList<String>();
        frames.add(new String(first, StandardCharsets.UTF_8));
        while (socket.hasReceiveMore()) {
            frames.add(socket.recvStr());
        }
        int at = frames.indexOf("<IDS|MSG>");
        return new Received(
                object(frames.get(at + 2)),
                object(frames.get(at + 3)),
                object(frames.get(at + 4)),
                object(frames.get(at + 5)));
    }

    private static JsonObject object(String json) {
        return GSON.fromJson(json, JsonObject.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        context.close();
    }
}
