package jenomics.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jenomics.provenance.GenomicsException;

/**
 * How long the showing of a result may take. When that is over, Stop is pressed for the user; once more a little later, if
 * the first has not helped. Only what the kernel itself shows at the end of a cell is limited so.
 */
final class ShowingLimit implements AutoCloseable {
    /** Seconds, from 1 on; long by itself, for a first chart on a busy machine may take a while. */
    static final String VARIABLE = "JENOMICS_SHOW_SECONDS";

    private static final long SECONDS = seconds(System.getenv(VARIABLE));
    private static final long SECONDS_UNTIL_SECOND_PRESS = SECONDS + 2;

    private final CompletableFuture<Void> first;
    private final CompletableFuture<Void> second;
    private volatile boolean passed;

    ShowingLimit(Runnable stop) {
        first = later(SECONDS, () -> {
            passed = true;
            stop.run();
        });
        second = later(SECONDS_UNTIL_SECOND_PRESS, stop);
    }

    private static long seconds(String given) {
        return given != null && given.matches("[1-9]\\d{0,5}") ? Long.parseLong(given) : 30;
    }

    private static CompletableFuture<Void> later(long seconds, Runnable action) {
        return CompletableFuture.runAsync(action, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
    }

    /** Whether the time was over before the showing was. */
    boolean passed() {
        return passed;
    }

    static GenomicsException error(Object value) {
        String type = value.getClass().getSimpleName();
        return new GenomicsException("Showing this result" + (type.isEmpty() ? "" : ", a value of type " + type + ",")
                + " took more than " + SECONDS
                + " s and was stopped. The value is there; its toString() or its renderer"
                + " does not end, or needs longer. In a cell, display(...) may take as long as it likes, until you press"
                + " Stop.");
    }

    @Override
    public void close() {
        first.cancel(false);
        second.cancel(false);
    }
}
