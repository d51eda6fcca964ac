package jenomics.fusion.network;

import java.util.Locale;
import jenomics.nn.History;
import jenomics.provenance.Progress;

/** Shows how far a training has come, once it turns out to take a while: a benchmark makes hundreds of short ones. */
final class Telling implements AutoCloseable {
    private static final double SILENT_SECONDS = 15;

    private final int epochs;
    private final Progress progress;
    private boolean shown;

    Telling(String who, int epochs, History history) {
        this.epochs = epochs;
        progress = Progress.of(who, epochs, "epochs").picture(history::chart);
    }

    /** So many epochs are done. @param best the lowest loss on watched samples; infinite if there is none */
    void done(int epoch, double best) {
        shown |= epoch < epochs && progress.elapsed().toMillis() > 1000 * SILENT_SECONDS;
        if (shown) {
            if (Double.isFinite(best)) {
                progress.remark(String.format(Locale.ROOT, "best loss on watched samples %.3f", best));
            }
            progress.done(epoch);
        }
    }

    @Override
    public void close() {
        if (shown) {
            progress.close();
        }
    }
}
