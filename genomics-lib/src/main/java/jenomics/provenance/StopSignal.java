package jenomics.provenance;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long work hears the Stop button and still gives back what it has. Work listens while it runs and asks once per
 * batch; a kernel calls {@link #request()} and, if somebody listens, waits a while before it uses force.
 *
 * <pre>{@code
 * try (var stop = StopSignal.listen()) {
 *     for (var batch : batches) {
 *         if (stop.requested()) break;      // keep the best so far
 *         ...
 *     }
 * }
 * }</pre>
 */
public final class StopSignal implements AutoCloseable {
    private static final Set<StopSignal> LISTENING = ConcurrentHashMap.newKeySet();

    private volatile boolean requested;

    private StopSignal() {}

    public static StopSignal listen() {
        var signal = new StopSignal();
        LISTENING.add(signal);
        return signal;
    }

    /** Asks all listening work to stop at its next batch. True if any was listening. */
    public static boolean request() {
        LISTENING.forEach(signal -> signal.requested = true);
        return !LISTENING.isEmpty();
    }

    /** Whether to stop now: somebody asked, or this thread was interrupted (the flag is then cleared and remembered). */
    public boolean requested() {
        if (Thread.interrupted()) {
            requested = true;
        }
        return requested;
    }

    @Override
    public void close() {
        LISTENING.remove(this);
    }
}
