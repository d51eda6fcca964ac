package jenomics.kernel;

import io.github.spencerpark.jupyter.channels.ReplyEnvironment;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import jenomics.kernel.wire.ServerLog;

/**
 * What stands behind {@code System.out} or {@code System.err}: collects what cells print and publishes it every 50 ms,
 * so that ten thousand lines are a few messages.
 */
final class CellStream extends OutputStream {
    private static final int MILLIS_TO_COLLECT = 50;
    private static final int BYTES_TO_COLLECT = 32 * 1024;

    private final PublishStream.StreamType type;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private ReplyEnvironment target;

    CellStream(PublishStream.StreamType type) {
        this.type = type;
        var publisher =
                new Thread(this::publishNowAndThen, "jupyter-" + type.name().toLowerCase(java.util.Locale.ROOT));
        publisher.setDaemon(true);
        publisher.start();
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        ReplyEnvironment mine = OutputTarget.current();
        if (mine != target) {
            publish();
            target = mine;
        }
        if (collected.size() == 0) {
            notifyAll();
        }
        collected.write(bytes, offset, length);
        if (collected.size() > BYTES_TO_COLLECT) {
            publish();
        }
    }

    /** Publishes what is there: before a display, a result or a reply. */
    synchronized void publish() {
        byte[] bytes = collected.toByteArray();
        int whole = wholeCharacters(bytes);
        if (whole == 0) {
            return;
        }
        String text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
        collected.reset();
        collected.write(bytes, whole, bytes.length - whole);
        if (target == null) {
            ServerLog.say(text.stripTrailing());
        } else {
            target.publish(new PublishStream(type, text));
        }
    }

    private void publishNowAndThen() {
        try {
            while (true) {
                awaitText();
                Thread.sleep(MILLIS_TO_COLLECT);
                publishIfThereIsMemory();
            }
        } catch (InterruptedException e) {
            publish();
        }
    }

    /** A cell that fills the heap must not end this thread; the text stays for the next time. */
    private void publishIfThereIsMemory() {
        try {
            publish();
        } catch (OutOfMemoryError e) {
            // see above
        }
    }

    private synchronized void awaitText() throws InterruptedException {
        while (collected.size() == 0) {
            wait();
        }
    }

    /** How many of the bytes end at the end of a UTF-8 character. */
    static int wholeCharacters(byte[] utf8) {
        int lead = utf8.length - 1;
        while (lead > 0 && lead > utf8.length - 4 && (utf8[lead] & 0xC0) == 0x80) {
            lead--;
        }
        if (lead < 0 || (utf8[lead] & 0x80) == 0) {
            return utf8.length;
        }
        int first = utf8[lead] & 0xFF;
        int needed = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        return utf8.length - lead < needed ? lead : utf8.length;
    }
}
