package jenomics.kernel;

import java.time.Duration;
import java.util.function.Supplier;
import jenomics.kernel.shell.RunningCell;

/** IJAVA_TIMEOUT: stops a cell when one of its statements takes longer than this. */
final class StatementTimeout {
    private static final long LOOKS_PER_LIMIT = 10;
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    private final Duration limit;
    private volatile RunningCell stopped;

    StatementTimeout(Duration limit) {
        this.limit = limit;
    }

    void watch(Supplier<RunningCell> running, Runnable stop) {
        long pause = Math.max(1, Math.min(MILLIS_BETWEEN_LOOKS, limit.toMillis() / LOOKS_PER_LIMIT));
        var watch = new Thread(
                () -> {
                    try {
                        while (true) {
                            Thread.sleep(pause);
                            look(running.get(), stop);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt(); // the process ends
                    }
                },
                "statement-timeout");
        watch.setDaemon(true);
        watch.start();
    }

    private void look(RunningCell cell, Runnable stop) {
        if (cell != null && cell != stopped && cell.statementTakes().compareTo(limit) > 0) {
            stopped = cell;
            stop.run();
        }
    }

    /** Null if this cell was not stopped by the time. */
    Failure failureOf(RunningCell cell) {
        return cell == stopped
                ? Failure.named(
                        "TimeoutError",
                        "A statement of this cell took longer than " + limit.toMillis()
                                + " ms, which IJAVA_TIMEOUT allows. Set it higher, or to -1 for no limit, where Jupyter"
                                + " starts or in kernel.json.")
                : null;
    }
}
