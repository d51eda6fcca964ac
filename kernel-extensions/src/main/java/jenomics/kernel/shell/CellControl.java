package jenomics.kernel.shell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * Runs what JShell compiled, in this process. The JDK's control turns each result into text; this one keeps the objects
 * and gives JShell a ticket for each. What it takes from the JDK's is the weaving of stop checks (JDK 20 and later).
 */
final class CellControl extends LocalExecutionControl {
    private final CellLoader loader;
    private final Map<String, Object> results = new ConcurrentHashMap<>();
    private final HeapReserve reserve = new HeapReserve();
    private final HeapWatch heapWatch = new HeapWatch();
    private volatile RunningCell cell;
    private volatile SnippetThread running;
    private Throwable lastThrown;
    private int tickets;

    CellControl(CellLoader loader) {
        super(loader);
        this.loader = loader;
    }

    /** All that runs from now on belongs to this cell. */
    void begin(RunningCell newCell) {
        cell = newCell;
        results.clear();
        reserve.renew();
        heapWatch.begin(newCell);
    }

    /** The cell is over, or will be shown. */
    void end() {
        heapWatch.end();
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        return ticket(SnippetThread.isCurrent() ? here(snippet) : apart(snippet));
    }

    /** A cell that evaluates code while it runs: in the same thread, so that one Stop ends both. */
    private Object here(Method snippet) throws Exception {
        try {
            return snippet.invoke(null);
        } catch (InvocationTargetException e) {
            lastThrown = e.getCause();
            throw e;
        }
    }

    private Object apart(Method snippet) throws Exception {
        SnippetThread thread = runApart(() -> snippet.invoke(null));
        if (!thread.ended()) {
            throw new StoppedException();
        }
        lastThrown = thread.thrown();
        if (lastThrown != null) {
            throw new InvocationTargetException(lastThrown);
        }
        return thread.value();
    }

    /** Runs work in a thread of the cell, until it ends, is stopped or given up. */
    SnippetThread runApart(Callable<?> work) throws InterruptedException {
        var thread = new SnippetThread(work, cell, loader, reserve);
        running = thread;
        try {
            thread.start();
            thread.awaitEnd();
        } finally {
            running = null;
        }
        return thread;
    }

    /** Work for the editor, in a thread that does not live longer than that; null if it must be ended, or throws. */
    <T> T briefly(Callable<T> work, long millis) {
        var nobodys = new RunningCell(0);
        var thread = new SnippetThread(work, nobodys, loader, reserve);
        thread.start();
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            nobodys.interruptThreads();
            nobodys.stopThreads();
            return null;
        }
        @SuppressWarnings("unchecked") // what the work gave back
        T value = (T) thread.value();
        return value;
    }

    /** A ticket for the object that the variable holds, not its text. */
    @Override
    public String varValue(String className, String name)
            throws RunException, EngineTerminationException, InternalException {
        try {
            Field variable = loader.loadClass(className).getDeclaredField(name);
            variable.setAccessible(true); // JShell's classes are not public
            return ticket(variable.get(null));
        } catch (ReflectiveOperationException e) {
            throw new InternalException("the variable " + name + ": " + e);
        }
    }

    private String ticket(Object result) {
        String ticket = "result " + tickets++;
        if (result != null) {
            results.put(ticket, result);
        }
        return ticket;
    }

    /** The object behind a ticket, once. */
    Object redeem(String ticket) {
        return results.remove(ticket);
    }

    void forgetThrown() {
        lastThrown = null;
    }

    /** The live exception of the last statement, or null if it threw none. */
    Throwable lastThrown() {
        return lastThrown;
    }

    /** The cell goes on without its thread, which dies at its next step in cell code. */
    void giveUpCell() {
        var thread = running;
        if (thread != null) {
            thread.giveUp();
        }
    }

    /** JShell's own stop; ours is the {@link StopButton}. */
    @Override
    public void stop() {
        cell.stopThreads();
    }

    @Override
    protected void clientCodeEnter() {
        // the JDK's control notes here that its stop may work; ours knows its threads
    }

    @Override
    protected void clientCodeLeave() {
        // see clientCodeEnter
    }
}
