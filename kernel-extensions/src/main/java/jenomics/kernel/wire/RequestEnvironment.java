package jenomics.kernel.wire;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.time.Duration;
import java.util.Map;

/** One request, and where its replies and its output go. */
public final class RequestEnvironment extends ShellReplyEnvironment {
    private final MessageContext request;
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean asking;
    private volatile boolean live;

    RequestEnvironment(ShellChannel shell, InputChannel stdin, JupyterSocket publisher, MessageContext request) {
        super(shell, stdin, publisher, request);
        this.request = request;
    }

    /** A reply or publication as plain JSON: the base's reply classes leave out fields that the protocol asks for. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Message<?> message(MessageContext request, MessageType<?> type, Map<String, ?> content) {
        return new Message(request, type, content);
    }

    /** The same with metadata: front ends compute from {@code started} how long a cell took. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Message<?> message(
            MessageContext request, MessageType<?> type, Map<String, ?> content, Map<String, ?> metadata) {
        return new Message(request, type, content, null, metadata);
    }

    public void reply(MessageType<?> type, Map<String, ?> content) {
        reply(message(request, type, content));
    }

    @Override
    public void publish(Message<?> message) {
        lastHeard = System.nanoTime();
        live |= message.getHeader().getType() == MessageType.PUBLISH_UPDATE_DISPLAY_DATA;
        super.publish(message);
    }

    @Override
    public String readFromStdIn(String prompt, boolean secret) {
        asking = true;
        try {
            return super.readFromStdIn(prompt, secret);
        } finally {
            asking = false;
            lastHeard = System.nanoTime();
        }
    }

    /** How long nothing was published here; none while somebody is asked for a line, or where a display changes by itself. */
    public Duration silence() {
        return asking || live ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastHeard);
    }
}
