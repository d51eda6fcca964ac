package REPL;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Where the checks go that JDK 20 and later weave into every loop and method of a cell's code. The JDK generates a class
 * of this name that stops everything at once; ours, found first, stops only the threads that Stop has doomed, each once:
 * its {@code finally} blocks then run undisturbed.
 */
public final class $Cancel$ {
    private static final Set<Thread> DOOMED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private static volatile boolean any;

    private $Cancel$() {}

    /** The thread ends at its next loop turn or method entry in cell code. */
    public static void doom(Thread thread) {
        DOOMED.add(thread);
        any = true;
    }

    /** Called by the woven code. */
    public static void stopCheck() {
        if (any && DOOMED.remove(Thread.currentThread())) {
            any = !DOOMED.isEmpty();
            throw new ThreadDeath();
        }
    }
}
