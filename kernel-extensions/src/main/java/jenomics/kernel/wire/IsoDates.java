package jenomics.kernel.wire;

import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The base writes the date of a message without its seconds, and no session when there is no request; front ends use both. */
final class IsoDates {
    private static final String SESSION = UUID.randomUUID().toString();

    private IsoDates() {}

    static <T> Message<T> dated(Message<T> message) {
        Header<T> header = message.getHeader();
        Instant date = header.getTimestamp().getDate().toInstant().truncatedTo(ChronoUnit.MILLIS);
        var dated = new Header<>(
                header.getId(),
                header.getUsername(),
                header.getSessionId() == null ? SESSION : header.getSessionId(),
                new KernelTimestamp(date.toString()),
                header.getType(),
                header.getVersion());
        return new Message<>(
                message.getIdentities(),
                dated,
                message.getParentHeader(),
                message.hasMetadata() ? message.getMetadata() : null,
                message.getContent(),
                message.getBlobs());
    }
}
