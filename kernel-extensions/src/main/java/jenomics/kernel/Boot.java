package jenomics.kernel;

import java.util.concurrent.CompletableFuture;
import jenomics.kernel.shell.CellShell;

/**
 * What takes longest at the start and needs nothing of the rest: begun first, while the connection is still being made.
 *
 * @param streams the standard streams of cells; JShell takes them as they are when it begins
 * @param shell there once it has booted and imported
 */
record Boot(KernelStreams streams, CompletableFuture<CellShell> shell) {
    static Boot begin() {
        var streams = new KernelStreams();
        streams.install();
        return new Boot(streams, CompletableFuture.supplyAsync(Startup::shell, task -> new Thread(task, "jupyter-boot")
                .start()));
    }
}
