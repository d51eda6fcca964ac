package jenomics.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jenomics.io.HubBody.Stopped;
import jenomics.provenance.StopSignal;

/** One file is downloaded by one thread at a time, of this process and of all others. Gone with the process. */
final class HubLock {

    /** What nobody else may do meanwhile. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final long POLL_MILLIS = 100;

    private HubLock() {}

    /** Waits until nobody else holds the lock of this file, then works. */
    static void holding(Path file, StopSignal stop, Work work) throws IOException {
        var place = file.toAbsolutePath().normalize();
        while (!HELD.add(place)) {
            pause(stop);
        }
        try {
            Files.createDirectories(place.getParent());
            try (var channel = FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                while (channel.tryLock() == null) {
                    pause(stop);
                }
                work.run();
            }
        } finally {
            HELD.remove(place);
        }
    }

    private static void pause(StopSignal stop) {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stop.requested()) {
            throw new Stopped();
        }
    }
}
