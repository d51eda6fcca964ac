package jenomics.kernel;

import io.github.spencerpark.jupyter.channels.ReplyEnvironment;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/** Which cell the output of a thread belongs to: the one that started it, also when that cell is over. */
final class OutputTarget {
    private static final InheritableThreadLocal<ReplyEnvironment> CELL = new InheritableThreadLocal<>();
    private static final ThreadLocal<Boolean> KERNELS_OWN = ThreadLocal.withInitial(() -> false);
    private static volatile ReplyEnvironment lastCell;

    private OutputTarget() {}

    /** The shell thread works for this cell now; the threads of the cell inherit it. */
    static void isNow(ReplyEnvironment cell) {
        CELL.set(cell);
        lastCell = cell;
    }

    /** This thread works for the kernel: what it prints is for the server's log, whatever cell runs meanwhile. */
    static void isKernelsOwn() {
        KERNELS_OWN.set(true);
    }

    /** Null before the first cell, and for the kernel's own threads. */
    static ReplyEnvironment current() {
        if (KERNELS_OWN.get()) {
            return null;
        }
        ReplyEnvironment mine = CELL.get();
        return mine == null || isCommonWorker() ? lastCell : mine;
    }

    /** The common pool's threads outlive the cell that happened to start them, and work for all. */
    private static boolean isCommonWorker() {
        return Thread.currentThread() instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
    }
}
