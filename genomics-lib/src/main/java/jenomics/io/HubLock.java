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
final class HubLock implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final long POLL_MILLIS = 100;

    private final Path file;
    private final FileChannel channel;

    private HubLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Waits until it is free. */
    static HubLock take(Path file, StopSignal stop) throws IOException {
        var place = file.toAbsolutePath().normalize();
        while (!HELD.add(place)) {
            pause(stop);
        }
        try {
            Files.createDirectories(place.getParent());
            var channel = FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                while (channel.tryLock() == null) {
                    pause(stop);
                }
                return new HubLock(place, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            HELD.remove(place);
            throw e;
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

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
