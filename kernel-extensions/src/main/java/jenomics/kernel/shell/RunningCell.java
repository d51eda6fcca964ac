package jenomics.kernel.shell;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One cell from its request to its end, and what Stop wants of it. */
public final class RunningCell {
    private static final long NANOS_TO_CLEAR_POOL = 2_000_000_000;
    private static final long NANOS_BETWEEN_STOPS = 10_000_000;
    private static final int LOOKS_TO_BE_SURE = 10;

    private final int number;
    private final ThreadGroup threads;
    private volatile long statementBegun = System.nanoTime();
    private boolean stopRequested;
    private boolean fillsHeap;
    private boolean hurried;
    private boolean ended;

    public RunningCell(int number) {
        this.number = number;
        this.threads = new ThreadGroup("cell [" + number + "]");
    }

    public int number() {
        return number;
    }

    /** One of the cell's own statements begins. */
    void statementBegins() {
        statementBegun = System.nanoTime();
    }

    /** How long the present statement takes so far. */
    public Duration statementTakes() {
        return Duration.ofNanos(System.nanoTime() - statementBegun);
    }

    /** All threads that the cell starts, so that Stop reaches them. */
    ThreadGroup threads() {
        return threads;
    }

    void interruptThreads() {
        forEachThread(Thread::interrupt);
    }

    /** Ends them at their next step; and threads of the common pool that are in the code of a cell (parallel streams). */
    void stopThreads() {
        forEachThread(SnippetThread::stop);
        inCommonPool().forEach(SnippetThread::stop);
    }

    /**
     * Before the next cell may use the pool: a worker that is ended in one part of a parallel stream takes the next part,
     * until none is left. Between two parts it is in no code of a cell, so that one look says little.
     */
    void clearCommonPool() {
        long end = System.nanoTime() + NANOS_TO_CLEAR_POOL;
        int clear = 0;
        while (clear < LOOKS_TO_BE_SURE && !ForkJoinPool.commonPool().isQuiescent() && System.nanoTime() < end) {
            List<Thread> busy = inCommonPool();
            busy.forEach(SnippetThread::stop);
            clear = busy.isEmpty() ? clear + 1 : 0;
            LockSupport.parkNanos(NANOS_BETWEEN_STOPS);
        }
    }

    /** The threads of the common pool that are in the code of a cell. */
    private static List<Thread> inCommonPool() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> isCommonWorker(thread.getKey()))
                .filter(thread ->
                        Stream.of(thread.getValue()).anyMatch(frame -> SnippetNames.isSnippet(frame.getClassName())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isCommonWorker(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool();
    }

    private void forEachThread(Consumer<Thread> action) {
        var found = new Thread[threads.activeCount() + 16];
        int n = threads.enumerate(found);
        for (int i = 0; i < n; i++) {
            action.accept(found[i]);
        }
    }

    /** No further statement begins. */
    synchronized void requestStop() {
        stopRequested = true;
    }

    /** Stopped before there is no memory at all. */
    synchronized void fillsHeap() {
        fillsHeap = true;
        stopRequested = true;
    }

    synchronized boolean hasFilledHeap() {
        return fillsHeap;
    }

    public synchronized boolean stopRequested() {
        return stopRequested;
    }

    /** Stop was pressed again: whoever waits for this cell to end by itself waits no longer. */
    synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    synchronized boolean hurried() {
        return hurried;
    }

    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean ended() {
        return ended;
    }

    /** Waits for the end, at most so long; a hurry ends the wait as well. True if the cell has ended. */
    synchronized boolean awaitEndOrHurry(long millis) {
        boolean patient = !hurried;
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis;
                !ended && !(patient && hurried) && left > 0;
                left = (end - System.nanoTime()) / 1_000_000) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ended;
            }
        }
        return ended;
    }
}
