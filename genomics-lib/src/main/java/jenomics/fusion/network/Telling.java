package jenomics.fusion.network;

import java.util.Locale;
import jenomics.nn.History;
import jenomics.provenance.Progress;

/** Shows how far a training has come, once it turns out to take a while: a benchmark makes hundreds of short ones. */
final class Telling implements AutoCloseable {
    private static final long SILENT_NANOS = 3_000_000_000L;

    private final String who;
    private final int epochs;
    private final long begun = System.nanoTime();
    private Progress progress;

    Telling(String who, int epochs) {
        this.who = who;
        this.epochs = epochs;
    }

    /** So many epochs are done. @param best the lowest loss on watched samples; infinite if there is none */
    void done(int epoch, History history, double best) {
        if (progress == null && epoch < epochs && System.nanoTime() - begun > SILENT_NANOS) {
            progress = Progress.resumed(who, epoch, epochs, "epochs").picture(history::chart);
        }
        if (progress != null) {
            progress.done(epoch);
            if (Double.isFinite(best)) {
                progress.remark(String.format(Locale.ROOT, "best loss on watched samples %.3f", best));
            }
        }
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
        }
    }
}
