package jenomics.kernel.extension;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jenomics.plot.Chart;
import jenomics.provenance.Progress;

/**
 * Long work in a notebook: one line that is rewritten in place, a thin bar, and the picture below when there is one. What
 * is shown last stays in the notebook.
 */
final class ProgressScreen implements Progress.Screen {
    private static final int LONGEST_LINE = 500;

    private final Host host;
    private final Map<Progress, Line> lines = new ConcurrentHashMap<>();

    ProgressScreen(Host host) {
        this.host = host;
    }

    @Override
    public void show(Progress progress, boolean last) {
        var line = lines.computeIfAbsent(progress, p -> new Line());
        line.show(progress, last);
        if (last) {
            lines.remove(progress);
        }
    }

    /** One progress and its display. */
    private final class Line {
        private final String id = UUID.randomUUID().toString();
        private final Picture picture = new Picture();
        private boolean shown;

        void show(Progress progress, boolean last) {
            var bundle = Bundle.text(line(progress))
                    .html(Html.block(text(progress) + bar(progress, last) + picture.html(progress, last)));
            try {
                if (shown) {
                    host.update(id, bundle);
                } else {
                    host.display(id, bundle);
                    shown = true;
                }
            } catch (RuntimeException e) {
                tell(progress, last); // work goes on where nothing can be shown, for example before the first cell
            }
        }

        private void tell(Progress progress, boolean last) {
            if (last) {
                System.err.println(progress.line());
            }
        }
    }

    private static String line(Progress progress) {
        return SafeText.of(progress.line(), LONGEST_LINE);
    }

    /** Digits of one width: the line does not tremble. */
    private static String text(Progress progress) {
        return "<div style=\"font-variant-numeric:tabular-nums\">" + Html.escape(line(progress)) + "</div>";
    }

    /** Nothing where the total is unknown, or when all is done. */
    private static String bar(Progress progress, boolean last) {
        if (progress.total() <= 0 || last) {
            return "";
        }
        double share = Math.min(1, Math.max(0, (double) progress.done() / progress.total()));
        return String.format(
                Locale.ROOT,
                "<div style=\"height:3px;max-width:32em;margin:.3em 0;background:rgba(128,128,128,.25)\">"
                        + "<div style=\"height:3px;width:%.1f%%;background:#3b78b5\"></div></div>",
                share * 100);
    }

    /** The chart below the line. Drawn seldom enough that drawing takes less than a tenth of the time. */
    private static final class Picture {
        private static final long NANOS_BETWEEN = 500_000_000L;
        private static final int SHARE_OF_TIME = 10;

        private String html = "";
        private long nextAt;

        String html(Progress progress, boolean last) {
            long begun = System.nanoTime();
            if (last || nextAt == 0 || begun - nextAt >= 0) {
                html = draw(progress);
                long now = System.nanoTime();
                nextAt = now + Math.max(NANOS_BETWEEN, SHARE_OF_TIME * (now - begun));
            }
            return html;
        }

        /** A picture that fails must not end the work it pictures. */
        private static String draw(Progress progress) {
            try {
                return progress.picture() instanceof Chart chart ? image(chart) : "";
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                return Html.aside("(no picture: " + e + ")");
            }
        }

        /** As an image, not as part of the page: whatever the SVG holds, nothing in it runs. */
        private static String image(Chart chart) {
            String svg = Base64.getEncoder().encodeToString(chart.svg().getBytes(StandardCharsets.UTF_8));
            return "<img style=\"max-width:100%\" alt=\"" + Html.escape(SafeText.of(chart.title(), LONGEST_LINE))
                    + "\" src=\"data:image/svg+xml;base64," + svg + "\"/>";
        }
    }
}
