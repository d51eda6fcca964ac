package jenomics.kernel.wire;

import java.util.concurrent.locks.LockSupport;

/**
 * Threads that the kernel cannot do without. When a cell fills the heap, whoever asks for memory next fails, and that may
 * be any of these; such a thread waits a little and goes on.
 */
final class Undying {
    private static final long NANOS_FOR_MEMORY = 50_000_000;

    /** The compiler runs in the thread that takes requests, and goes down one frame or more for each bracket. */
    private static final long STACK_BYTES = 64L << 20;

    private Undying() {}

    /** @param work a loop that can be entered again where it was left */
    static Thread thread(String name, Runnable work) {
        var thread = new Thread(
                null,
                () -> {
                    while (!ended(work)) {
                        LockSupport.parkNanos(NANOS_FOR_MEMORY);
                    }
                },
                name,
                STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    private static boolean ended(Runnable work) {
        try {
            work.run();
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }
}
