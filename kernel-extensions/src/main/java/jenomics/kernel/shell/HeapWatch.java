package jenomics.kernel.shell;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after the heap while a cell runs. A heap that is full to the last byte fails whoever asks next, and that may be a
 * thread of ZeroMQ, without which the kernel is dead: so a cell that fills it is stopped a little before.
 */
final class HeapWatch {
    private static final int MILLIS_BETWEEN_LOOKS = 20;
    private static final long NANOS_BETWEEN_STOPS = 50_000_000;
    private static final long NANOS_BETWEEN_COLLECTIONS = TimeUnit.SECONDS.toNanos(1);
    private static final int SHARE_OF_COLLECTIONS = 4;
    private static final long LEAST_ROOM = 48L << 20;
    private static final long MOST_ROOM = 256L << 20;
    private static final int SHARE_OF_ROOM = 12;
    private static final int SHARE_OF_A_FULL_HEAP = 4;
    private static final Set<String> OLD_COLLECTORS = Set.of("G1 Old Generation", "MarkSweepCompact", "PS MarkSweep");

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    /** Where objects stay that have lived a while: only of such pools can a threshold be asked for. */
    private final List<MemoryPoolMXBean> oldPools =
            pools.stream().filter(MemoryPoolMXBean::isUsageThresholdSupported).toList();

    /** What collects the old pools, and not only some of what is in them, as G1's young collector does. */
    private final List<GarbageCollectorMXBean> fullCollectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(collector -> OLD_COLLECTORS.contains(collector.getName()))
            .toList();

    private RunningCell watched;
    private long room;
    private long nextCollection = System.nanoTime();
    private long fullCollections = countFullCollections();

    HeapWatch() {
        var watcher = new Thread(this::watch, "jupyter-heap");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** A cell that begins with little room, because another has taken it, may use most of that, for instance to clear up. */
    synchronized void begin(RunningCell cell) {
        watched = cell;
        room = Math.min(
                Math.max(LEAST_ROOM, Math.min(MOST_ROOM, Runtime.getRuntime().maxMemory() / SHARE_OF_ROOM)),
                free() / SHARE_OF_A_FULL_HEAP);
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
                boolean collected = hasCollectedSince();
                if (freeAmongTheOld() < room && (collected || collects()) && freeAfterCollection() < room) {
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

    private static long free() {
        var runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    private long freeAmongTheOld() {
        long least = Long.MAX_VALUE;
        for (MemoryPoolMXBean pool : oldPools) {
            MemoryUsage usage = pool.getUsage();
            least = Math.min(least, max(usage) - usage.getUsed());
        }
        return least;
    }

    /** What the last collection of the whole heap left free, the room of young objects included. */
    private long freeAfterCollection() {
        long used = 0;
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage usage = pool.getCollectionUsage();
            used += usage == null ? 0 : usage.getUsed();
        }
        return Runtime.getRuntime().maxMemory() - used;
    }

    private static long max(MemoryUsage usage) {
        return usage.getMax() < 0 ? Runtime.getRuntime().maxMemory() : usage.getMax();
    }

    /** What looks full may be garbage: to find out costs a collection, for which at most a fifth of the time is spent. */
    private boolean collects() {
        long begun = System.nanoTime();
        if (begun - nextCollection < 0) {
            return false;
        }
        System.gc();
        long now = System.nanoTime();
        nextCollection = now + Math.max(NANOS_BETWEEN_COLLECTIONS, SHARE_OF_COLLECTIONS * (now - begun));
        return hasCollectedSince();
    }

    /** Whether the whole heap was collected since the last look, because somebody found no memory. */
    private boolean hasCollectedSince() {
        long before = fullCollections;
        fullCollections = countFullCollections();
        return fullCollections > before;
    }

    private long countFullCollections() {
        return fullCollectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
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
