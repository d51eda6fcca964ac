package jenomics.kernel.wire;

import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.ZMQ;

/**
 * All output of the kernel, in one queue that one thread sends. A thread of a cell never touches the socket: an interrupt
 * in the middle of a send would close it for good. The queue is guarded by its monitor, not by a lock object: on JDK 17
 * Stop can end a thread anywhere, and a monitor is always given back.
 */
final class PublishChannel extends IOPubChannel {
    private static final int CROWDED = 2000;
    private static final int EASED = 1000;
    private static final int MILLIS_OF_PATIENCE = 500;
    private static final int TRIES_WITHOUT_MEMORY = 50;
    private static final long NANOS_FOR_MEMORY = 50_000_000;

    private final ArrayDeque<Message<?>> queue = new ArrayDeque<>();
    private final Thread sender = Undying.thread("jupyter-publish", this::sendAll);
    private boolean sending;

    PublishChannel(ZMQ.Context context, HMACGenerator hmac) {
        super(context, hmac);
    }

    @Override
    public void bind(KernelConnectionProperties where) {
        setSndHWM(0); // else ZeroMQ drops messages above 1000 in flight, "idle" among them
        super.bind(where);
        sender.start();
    }

    @Override
    public void sendMessage(Message<?> message) {
        if (!Thread.currentThread().getName().startsWith("jupyter-")) {
            holdBackWhileCrowded();
        }
        synchronized (queue) {
            queue.add(message);
            queue.notifyAll();
        }
    }

    /** Back pressure on threads that print faster than the wire takes; deaf to interrupts, and it ends. */
    private void holdBackWhileCrowded() {
        if (size() < CROWDED) {
            return;
        }
        for (int i = 0; i < MILLIS_OF_PATIENCE && size() > EASED; i++) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private int size() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private void sendAll() {
        while (true) {
            Message<?> message = next();
            for (int tries = 0; !sent(message) && tries < TRIES_WITHOUT_MEMORY; tries++) {
                LockSupport.parkNanos(NANOS_FOR_MEMORY);
            }
        }
    }

    /** False if there was no memory to do it: a cell has just filled the heap, and much of it will be free again. */
    private boolean sent(Message<?> message) {
        try {
            super.sendMessage(IsoDates.dated(message));
        } catch (OutOfMemoryError e) {
            return false;
        } catch (Throwable e) { // nothing may end this thread: all output would end with it
            sayItCannotBeSent(message, e);
        }
        return true;
    }

    private Message<?> next() {
        synchronized (queue) {
            sending = false;
            queue.notifyAll();
            while (queue.isEmpty()) {
                waitForMessages();
            }
            sending = true;
            return queue.remove();
        }
    }

    private void waitForMessages() {
        try {
            queue.wait();
        } catch (InterruptedException e) {
            // nobody has a reason to interrupt this thread; it goes on
        }
    }

    /** For example a bundle with NaN in its JSON. */
    private void sayItCannotBeSent(Message<?> message, Throwable why) {
        try {
            var text = new PublishStream(
                    PublishStream.StreamType.ERR,
                    "[an output (" + message.getHeader().getType() + ") could not be sent: " + why.getMessage()
                            + "]\n");
            super.sendMessage(new Message<>(
                    message.getIdentities(),
                    IsoDates.dated(new Message<>(message, text.getType(), text)).getHeader(),
                    message.getParentHeader(),
                    null,
                    text,
                    null));
        } catch (Throwable e) {
            why.addSuppressed(e);
        }
    }

    /** Waits until the queue is empty and its last message handed to ZeroMQ, at most so long. */
    void drain(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (queue) {
            while ((sending || !queue.isEmpty()) && System.nanoTime() < end) {
                queue.wait(10);
            }
        }
    }
}
