package jenomics.kernel.shell;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after the heap while a cell runs. A heap that is full to the last byte fails whoever asks next, and that may be a
 * thread of ZeroMQ, without which the kernel is dead: so a cell that fills it is stopped a little before.
 */
final class HeapWatch {
    private static final int MILLIS_BETWEEN_LOOKS = 20;
    private static final long NANOS_BETWEEN_STOPS = 50_000_000;
    private static final long NANOS_BETWEEN_COLLECTIONS = TimeUnit.SECONDS.toNanos(5);
    private static final long LEAST_ROOM = 48L << 20;
    private static final long MOST_ROOM = 256L << 20;
    private static final int SHARE_OF_ROOM = 12;

    /** Where objects stay that have lived a while: only of such pools can a threshold be asked for. */
    private final List<MemoryPoolMXBean> oldPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
            .toList();

    private RunningCell watched;
    private long room;
    private long lastCollection = System.nanoTime() - NANOS_BETWEEN_COLLECTIONS;

    HeapWatch() {
        var watcher = new Thread(this::watch, "jupyter-heap");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** A cell that begins with little room, because another has taken it, may use half of that. */
    synchronized void begin(RunningCell cell) {
        watched = cell;
        room = Math.min(Math.max(LEAST_ROOM, Math.min(MOST_ROOM, capacity() / SHARE_OF_ROOM)), free() / 2);
        notifyAll();
    }

    synchronized void end() {
        watched = null;
    }

    private void watch() {
        RunningCell cell = null;
        while (true) {
            try {
                cell = awaitCell();
                if (free() < room && freeAfterCollection() < room) {
                    stop(cell);
                }
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                return; // nobody has a reason to
            } catch (OutOfMemoryError e) {
                stop(cell);
            }
        }
    }

    private synchronized RunningCell awaitCell() throws InterruptedException {
        while (watched == null) {
            wait();
        }
        return watched;
    }

    private synchronized boolean isWatched(RunningCell cell) {
        return watched == cell;
    }

    private long capacity() {
        return oldPools.stream().mapToLong(pool -> max(pool.getUsage())).max().orElse(Long.MAX_VALUE);
    }

    private long free() {
        long least = Long.MAX_VALUE;
        for (MemoryPoolMXBean pool : oldPools) {
            MemoryUsage usage = pool.getUsage();
            least = Math.min(least, max(usage) - usage.getUsed());
        }
        return least;
    }

    private static long max(MemoryUsage usage) {
        return usage.getMax() < 0 ? Runtime.getRuntime().maxMemory() : usage.getMax();
    }

    /** What looks full may be garbage. To find out costs a collection, which a heap that is full would soon make. */
    private long freeAfterCollection() {
        if (System.nanoTime() - lastCollection < NANOS_BETWEEN_COLLECTIONS) {
            return Long.MAX_VALUE;
        }
        System.gc();
        lastCollection = System.nanoTime();
        return free();
    }

    /** Until it has ended; what it can still allocate until then is little, for its thread ends at its next step. */
    private void stop(RunningCell cell) {
        cell.fillsHeap();
        while (isWatched(cell)) {
            try {
                cell.stopThreads();
            } catch (OutOfMemoryError e) {
                // again, below
            }
            LockSupport.parkNanos(NANOS_BETWEEN_STOPS);
        }
    }
}
