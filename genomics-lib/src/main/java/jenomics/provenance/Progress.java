package jenomics.provenance;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * One line that tells how far long work has come: what, done of total, rate, time remaining, and a remark such as the
 * best metric so far. On a console it is rewritten in place; a notebook kernel shows it as one updating line, with a
 * picture below it when the work offers one.
 *
 * <pre>{@code
 * try (var progress = Progress.of("fine-tuning", steps, "steps")) {
 *     progress.picture(history::chart);
 *     progress.done(step).remark("best AUROC 0.91");
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

    /** Where progress is shown. Called at most a few times a second, and once at the end; never from two threads at once. */
    public interface Screen {
        /** Shows or updates one progress. {@code last} is true exactly once, when it is closed. */
        void show(Progress progress, boolean last);
    }

    private static final long NANOS_BETWEEN_UPDATES = 250_000_000L;
    private static volatile Screen screen = new Console();

    private final String what;
    private final long total;
    private final String unit;
    private final long begun = System.nanoTime();
    private final long already;
    private volatile long done;
    private volatile String remark = "";
    private volatile Supplier<?> picture;
    private long shown = begun - NANOS_BETWEEN_UPDATES;
    private boolean closed;

    private Progress(String what, long already, long total, String unit) {
        this.what = what;
        this.already = already;
        this.done = already;
        this.total = total;
        this.unit = unit;
    }

    /**
     * @param total how many units there are to do; 0 or less if nobody knows
     * @param unit what is counted, plural: "steps", "sequences", "bytes"
     */
    public static Progress of(String what, long total, String unit) {
        return new Progress(what, 0, total, unit);
    }

    /** The same for work taken up again after {@code already} units: they count as done, not for the rate. */
    public static Progress resumed(String what, long already, long total, String unit) {
        return new Progress(what, already, total, unit);
    }

    /** Shows all progress here from now on; returns what showed it before. */
    public static Screen showOn(Screen newScreen) {
        var before = screen;
        screen = newScreen;
        return before;
    }

    /** So many units are done, in all. */
    public Progress done(long units) {
        done = units;
        update(false);
        return this;
    }

    /** What else to say on the line; replaces the last remark. */
    public Progress remark(String text) {
        remark = text;
        return this;
    }

    /** A chart (or anything a notebook can draw) to show below the line; asked for at most a few times a second. */
    public Progress picture(Supplier<?> newPicture) {
        picture = newPicture;
        return this;
    }

    public String what() {
        return what;
    }

    public long done() {
        return done;
    }

    public long total() {
        return total;
    }

    public String unit() {
        return unit;
    }

    public String remark() {
        return remark;
    }

    /** The picture as it is now, or null if there is none. */
    public Object picture() {
        var p = picture;
        return p == null ? null : p.get();
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Units per second since this progress began; 0 before the first is done. */
    public double rate() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return seconds <= 0 ? 0 : (done - already) / seconds;
    }

    /** {@code fine-tuning · 120/400 steps · 3.1 steps/s · 1 min 30 s left · best AUROC 0.91}. */
    public String line() {
        var line = new StringBuilder(what).append(" · ");
        line.append(String.format(Locale.ROOT, "%,d", done));
        if (total > 0) {
            line.append(String.format(Locale.ROOT, "/%,d", total));
        }
        line.append(' ').append(unit);
        double rate = rate();
        if (rate > 0) {
            line.append(String.format(Locale.ROOT, rate < 10 ? " · %.1f %s/s" : " · %,.0f %s/s", rate, unit));
        }
        if (closed || total > 0 && done >= total) {
            line.append(" · ").append(brief(elapsed()));
        } else if (rate > 0 && total > 0) {
            line.append(" · ")
                    .append(brief(Duration.ofMillis((long) ((total - done) / rate * 1000))))
                    .append(" left");
        }
        if (!remark.isEmpty()) {
            line.append(" · ").append(remark);
        }
        return line.toString();
    }

    /** {@code 0.4 s}, {@code 48 s}, {@code 2 min 5 s}, {@code 3 h 12 min}. */
    public static String brief(Duration d) {
        long s = d.toSeconds();
        if (s < 10) {
            return String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
        }
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min" + (s % 60 == 0 ? "" : " " + s % 60 + " s");
        }
        return s / 3600 + " h" + (s % 3600 / 60 == 0 ? "" : " " + s % 3600 / 60 + " min");
    }

    private synchronized void update(boolean last) {
        long now = System.nanoTime();
        if (closed || !last && now - shown < NANOS_BETWEEN_UPDATES) {
            return;
        }
        shown = now;
        closed = last;
        screen.show(this, last);
    }

    @Override
    public void close() {
        update(true);
    }

    /** A plain console: one line, rewritten; where output is not a terminal, a line every 30 seconds and the last. */
    private static final class Console implements Screen {
        private static final long NANOS_BETWEEN_LINES = 30_000_000_000L;
        private long lastLine = System.nanoTime();
        private int width;

        @Override
        public synchronized void show(Progress progress, boolean last) {
            String line = progress.line();
            if (System.console() != null) {
                System.err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())) + (last ? "\n" : ""));
                width = last ? 0 : line.length();
            } else if (last || System.nanoTime() - lastLine > NANOS_BETWEEN_LINES) {
                System.err.println(line);
                lastLine = System.nanoTime();
            }
        }
    }
}
