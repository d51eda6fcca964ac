package jenomics.kernel.maven.mima;

import java.util.function.BooleanSupplier;
import jenomics.provenance.Progress;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** One line that tells what is downloaded; none if all is there already. Several threads download at once. */
final class Downloads extends AbstractTransferListener implements AutoCloseable {
    private static final int KB = 1000;

    private final BooleanSupplier cancelled;
    private Progress progress;
    private long bytes;

    /** @param cancelled true ends the download at its next bytes */
    Downloads(BooleanSupplier cancelled) {
        this.cancelled = cancelled;
    }

    @Override
    public void transferStarted(TransferEvent event) throws TransferCancelledException {
        goOn(event, 0);
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        goOn(event, event.getDataLength());
    }

    private synchronized void goOn(TransferEvent event, int more) throws TransferCancelledException {
        if (cancelled.getAsBoolean()) {
            throw new TransferCancelledException("stopped");
        }
        if (progress == null) {
            progress = Progress.of("downloading", 0, "kB");
        }
        String resource = event.getResource().getResourceName();
        bytes += more;
        progress.remark(resource.substring(resource.lastIndexOf('/') + 1)).done(bytes / KB);
    }

    @Override
    public synchronized void close() {
        if (progress != null) {
            progress.remark("").close();
        }
    }
}
