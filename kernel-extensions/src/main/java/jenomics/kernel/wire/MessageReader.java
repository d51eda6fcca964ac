package jenomics.kernel.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.adapters.HeaderAdapter;
import io.github.spencerpark.jupyter.messages.adapters.HistoryRequestAdapter;
import io.github.spencerpark.jupyter.messages.adapters.KernelTimestampAdapter;
import io.github.spencerpark.jupyter.messages.adapters.MessageTypeAdapter;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zeromq.ZMQ;

/**
 * Takes one message from a socket: whole, signed by somebody who knows the key (compared in constant time), and not seen
 * before. Everything else is dropped with a line on the server's log that repeats nothing of it.
 */
final class MessageReader {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNED_FRAMES = 4;
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(KernelTimestamp.class, KernelTimestampAdapter.INSTANCE)
            .registerTypeAdapter(Header.class, HeaderAdapter.INSTANCE)
            .registerTypeAdapter(MessageType.class, MessageTypeAdapter.INSTANCE)
            .registerTypeAdapter(HistoryRequest.class, HistoryRequestAdapter.INSTANCE)
            .create();
    private static final TypeToken<Map<String, Object>> OBJECT = new TypeToken<>() {};

    private final HMACGenerator hmac;
    private final KnownSignatures known;

    MessageReader(HMACGenerator hmac, KnownSignatures known) {
        this.hmac = hmac;
        this.known = known;
    }

    /** The next message, or null if what came is refused. */
    Message<?> read(ZMQ.Socket socket) {
        List<byte[]> frames = frames(socket);
        int at = delimiter(frames);
        if (at < 0 || frames.size() < at + 2 + SIGNED_FRAMES) {
            return refuse("a message that is not Jupyter's");
        }
        String found = new String(frames.get(at + 1), StandardCharsets.US_ASCII);
        String expected =
                hmac.calculateSignature(frames.get(at + 2), frames.get(at + 3), frames.get(at + 4), frames.get(at + 5));
        if (!MessageDigest.isEqual(bytes(found), bytes(expected))) {
            return refuse("a message with a wrong signature");
        }
        if (!known.isNew(found)) {
            return refuse("a message that had come before");
        }
        return message(frames, at);
    }

    private static List<byte[]> frames(ZMQ.Socket socket) {
        var frames = new ArrayList<byte[]>();
        do {
            frames.add(socket.recv());
        } while (socket.hasReceiveMore());
        return frames;
    }

    private static int delimiter(List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (MessageDigest.isEqual(frames.get(i), DELIMITER)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Message<?> message(List<byte[]> frames, int at) {
        Header<?> header = GSON.fromJson(text(frames.get(at + 2)), Header.class);
        JsonObject parent = GSON.fromJson(text(frames.get(at + 3)), JsonObject.class);
        Map<String, Object> metadata = GSON.fromJson(text(frames.get(at + 4)), OBJECT);
        Object content =
                GSON.fromJson(text(frames.get(at + 5)), header.getType().getContentType());
        return new Message(
                List.copyOf(frames.subList(0, at)),
                header,
                parent == null || parent.size() == 0 ? null : GSON.fromJson(parent, Header.class),
                metadata,
                content,
                List.copyOf(frames.subList(at + 2 + SIGNED_FRAMES, frames.size())));
    }

    private static Message<?> refuse(String what) {
        ServerLog.say("refused " + what);
        return null;
    }

    private static byte[] bytes(String signature) {
        return signature.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }
}
