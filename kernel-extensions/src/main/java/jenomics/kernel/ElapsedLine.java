package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import jenomics.kernel.wire.RequestEnvironment;
import jenomics.provenance.Progress;

/**
 * A cell that is long at work and shows nothing gets a line that says how long; at its end the line says how long it took.
 * A cell that prints, or shows its progress, needs none.
 */
final class ElapsedLine implements AutoCloseable {
    /** Seconds of silence before the line appears; 0: never. */
    static final String VARIABLE = "JENOMICS_ELAPSED_SECONDS";

    private static final long SECONDS = seconds(System.getenv(VARIABLE));
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "jupyter-elapsed");
        thread.setDaemon(true);
        return thread;
    });

    private final RequestEnvironment cell;
    private final long begun = System.nanoTime();
    private final String id = UUID.randomUUID().toString();
    private final ScheduledFuture<?> ticks;
    private boolean shown;
    private boolean over;

    /** @param cell where its output goes */
    ElapsedLine(RequestEnvironment cell) {
        this.cell = cell;
        ticks = SECONDS == 0 ? null : CLOCK.scheduleAtFixedRate(this::tick, SECONDS, 1, TimeUnit.SECONDS);
    }

    private static long seconds(String given) {
        return given != null && given.matches("\\d{1,5}") ? Long.parseLong(given) : 10;
    }

    private synchronized void tick() {
        if (over) {
            return;
        }
        if (shown) {
            cell.publish(new PublishUpdateDisplayData(line("running for ")));
        } else if (cell.silence().toSeconds() >= SECONDS) {
            shown = true;
            cell.publish(new PublishDisplayData(line("running for ")));
        }
    }

    private DisplayData line(String words) {
        String text = words + Progress.brief(Duration.ofNanos(System.nanoTime() - begun));
        var data = new DisplayData(text);
        data.putHTML("<div style=\"opacity:.7;font-size:90%;font-variant-numeric:tabular-nums\">" + text + "</div>");
        data.setDisplayId(id);
        return data;
    }

    @Override
    public synchronized void close() {
        over = true;
        if (ticks != null) {
            ticks.cancel(false);
        }
        if (shown) {
            cell.publish(new PublishUpdateDisplayData(line("took ")));
        }
    }
}
