package jenomics.kernel.shell;

import REPL.$Cancel$;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Runs one statement of a cell. Its result stays the live object. A thread of its own, so that it can be interrupted,
 * stopped, and given up.
 */
final class SnippetThread extends Thread {
    private static final int MILLIS_BETWEEN_LOOKS = 50;

    private final Method snippet;
    private final RunningCell cell;
    private volatile boolean givenUp;
    private Object value;
    private Throwable thrown;
    private boolean finished;

    SnippetThread(Method snippet, RunningCell cell, ClassLoader loader) {
        super(cell.threads(), null, "cell [" + cell.number() + "]");
        this.snippet = snippet;
        this.cell = cell;
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
            value = snippet.invoke(null);
            finished = true;
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
        } catch (Throwable e) {
            thrown = e;
        }
    }

    /** Waits until the statement is over or given up. True if it came to an end by itself, good or bad. */
    boolean awaitEnd() throws InterruptedException {
        do {
            join(MILLIS_BETWEEN_LOOKS); // not a future: on JDK 17 Stop may end this thread between any two steps
        } while (isAlive() && !givenUp);
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
