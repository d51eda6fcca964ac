package jenomics.kernel.shell;

import REPL.$Cancel$;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;

/**
 * Runs one statement of a cell, or makes its result visible. The value stays the live object. A thread of its own, so
 * that it can be interrupted, stopped, and given up.
 */
final class SnippetThread extends Thread {
    private static final int MILLIS_BETWEEN_LOOKS = 50;

    private final Callable<?> work;
    private final RunningCell cell;
    private final HeapReserve reserve;
    private volatile boolean givenUp;
    private Object value;
    private Throwable thrown;
    private boolean finished;

    SnippetThread(Callable<?> work, RunningCell cell, ClassLoader loader, HeapReserve reserve) {
        super(cell.threads(), null, "cell [" + cell.number() + "]");
        this.work = work;
        this.cell = cell;
        this.reserve = reserve;
        setDaemon(true);
        setContextClassLoader(loader);
    }

    static boolean isCurrent() {
        return Thread.currentThread() instanceof SnippetThread;
    }

    @Override
    public void run() {
        try {
            if (cell.stopRequested()) {
                return;
            }
            value = work.call();
            finished = true;
        } catch (InvocationTargetException e) {
            end(e.getCause());
        } catch (Throwable e) {
            end(e);
        }
    }

    private void end(Throwable e) {
        if (e instanceof OutOfMemoryError || cell.hasFilledHeap()) {
            reserve.release();
        }
        thrown = e;
    }

    /** Waits until the work is over or given up. */
    void awaitEnd() throws InterruptedException {
        do {
            join(MILLIS_BETWEEN_LOOKS); // not a future: on JDK 17 Stop may end this thread between any two steps
        } while (isAlive() && !givenUp);
    }

    /** Whether it came to an end by itself, good or bad: neither stopped nor given up. */
    boolean ended() {
        return !givenUp && (finished || thrown != null && !(thrown instanceof ThreadDeath));
    }

    Object value() {
        return value;
    }

    Throwable thrown() {
        return thrown;
    }

    /** The cell goes on without it. It dies at its next step in cell code. */
    void giveUp() {
        givenUp = true;
    }

    /** Ends a thread at its next step: any step on JDK 17, from JDK 20 on a loop turn or method entry of cell code. */
    static void stop(Thread thread) {
        $Cancel$.doom(thread);
        try {
            Thread.class.getMethod("stop").invoke(thread);
        } catch (ReflectiveOperationException e) {
            // JDK 20 and later cannot: the woven checks do it
        }
    }
}
