package jenomics.io;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jenomics.provenance.StopSignal;

/**
 * An answer's bytes as they come, fetched one piece at a time: between two pieces a stop is heard and a stall is noticed,
 * which a blocking stream cannot do.
 */
final class HubBody implements HttpResponse.BodySubscriber<HubBody>, AutoCloseable {

    /** Somebody pressed Stop. */
    static final class Stopped extends RuntimeException {
        Stopped() {
            super("stopped");
        }
    }

    private static final Object END = new Object();
    private static final long POLL_MILLIS = 100;

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<HubBody> ready = new CompletableFuture<>();
    private volatile Flow.Subscription subscription;

    @Override
    public CompletionStage<HubBody> getBody() {
        return ready;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        ready.complete(this);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        events.add(piece);
    }

    @Override
    public void onError(Throwable cause) {
        events.add(cause);
    }

    @Override
    public void onComplete() {
        events.add(END);
    }

    /** The next piece; null at the end. */
    @SuppressWarnings("unchecked")
    List<ByteBuffer> next(Duration patience, StopSignal stop) throws IOException {
        subscription.request(1);
        var event = await(patience, stop);
        if (event == END) {
            return null;
        }
        if (event instanceof Throwable cause) {
            throw new IOException("the connection broke off", cause);
        }
        return (List<ByteBuffer>) event;
    }

    private Object await(Duration patience, StopSignal stop) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        do {
            try {
                var event = events.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    return event;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (stop.requested()) {
                throw new Stopped();
            }
        } while (System.nanoTime() < end);
        throw new IOException("nothing came for " + patience.toSeconds() + " s");
    }

    /** The rest as one array of limited size. */
    byte[] all(int limit, Duration patience, StopSignal stop) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        for (List<ByteBuffer> piece; (piece = next(patience, stop)) != null; ) {
            for (var buffer : piece) {
                byte[] some = new byte[buffer.remaining()];
                buffer.get(some);
                bytes.writeBytes(some);
            }
            if (bytes.size() > limit) {
                throw new IOException("the answer is longer than " + limit + " bytes");
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        subscription.cancel();
    }
}
