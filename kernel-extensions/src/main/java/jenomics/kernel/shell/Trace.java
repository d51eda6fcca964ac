package jenomics.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jshell.EvalException;
import jenomics.provenance.GenomicsException;

/**
 * An exception as a reader wants it: what happened, in which cell and line with the source, and only the few library
 * frames next to it.
 */
final class Trace {
    private static final int LIBRARY_FRAMES = 4;
    private static final int LIBRARY_FRAMES_OF_CAUSES = 2;
    private static final int CAUSES = 5;
    private static final String KERNEL = "jenomics.kernel.";

    private final Map<String, Place> places;
    private final List<String> lines = new ArrayList<>();

    Trace(Map<String, Place> places) {
        this.places = places;
    }

    /**
     * @param seen the exception as JShell tells it, with frames that name snippets
     * @param live the object that was thrown
     */
    List<String> of(Throwable seen, Throwable live) {
        Throwable liveCause = live;
        int causes = 0;
        for (Throwable t = seen; t != null && causes++ < CAUSES; t = t.getCause()) {
            what(causes == 1 ? "" : "Caused by: ", name(t), t.getMessage(), liveCause);
            where(t.getStackTrace(), libraryFrames(causes, liveCause));
            liveCause = liveCause == null ? null : liveCause.getCause();
        }
        return lines;
    }

    /** Ours says who, where and what: the way it took inside the library is of no use to whoever reads it. */
    private static int libraryFrames(int causes, Throwable live) {
        if (live instanceof GenomicsException) {
            return 0;
        }
        return causes == 1 ? LIBRARY_FRAMES : LIBRARY_FRAMES_OF_CAUSES;
    }

    /** The class of an exception: of ours and the JDK's everyday ones the short name says all. */
    static String name(Throwable t) {
        String full = t instanceof EvalException e
                ? e.getExceptionClassName()
                : t.getClass().getName();
        return full.startsWith("jenomics.") ? full.substring(full.lastIndexOf('.') + 1) : SnippetNames.without(full);
    }

    private void what(String before, String name, String message, Throwable live) {
        lines.add(before + Ansi.boldRed(name) + (message == null ? "" : ": " + SnippetNames.without(message)));
        if (live instanceof OutOfMemoryError) {
            lines.addAll(RuntimeError.adviceOnHeap());
        }
        if (live instanceof GenomicsException e && !e.facts().isEmpty()) {
            int widest =
                    e.facts().keySet().stream().mapToInt(String::length).max().orElse(0);
            e.facts()
                    .forEach((fact, value) ->
                            lines.add("  " + Ansi.bold(fact) + " ".repeat(widest - fact.length() + 2) + value));
        }
    }

    private void where(StackTraceElement[] frames, int libraryFrames) {
        int last = lastSnippetFrame(frames);
        int library = 0;
        for (int i = 0; i < frames.length && (last < 0 || i <= last); i++) {
            Place place = place(frames[i]);
            if (place != null) {
                library = 0;
                snippetFrame(place, frames[i]);
            } else if (frames[i].getClassName().startsWith(KERNEL)) {
                continue; // eval(...), magics, the refusal of System.exit: nothing a reader could change
            } else if (library++ < libraryFrames) {
                lines.add("    at " + withoutModule(frames[i]));
            } else if (library == libraryFrames + 1 && libraryFrames > 0) {
                lines.add("    ...");
            }
        }
    }

    private void snippetFrame(Place place, StackTraceElement frame) {
        int line = frame.getLineNumber();
        String name = frame.getMethodName();
        boolean cellsOwn = name.isEmpty() || name.startsWith("lambda$") || name.startsWith("do_it$");
        String method = cellsOwn ? "" : " in " + name + "()";
        String text = "  cell [" + Ansi.bold(String.valueOf(place.cell())) + "], line "
                + Ansi.bold(String.valueOf(place.lineInCell(line))) + method + ": "
                + place.text(line).strip();
        if (!lines.contains(text)) { // a cause has gone through the same cell; so has a recursion, a thousand times
            lines.add(text);
        }
    }

    private int lastSnippetFrame(StackTraceElement[] frames) {
        int last = -1;
        for (int i = 0; i < frames.length; i++) {
            if (place(frames[i]) != null) {
                last = i;
            }
        }
        return last;
    }

    private Place place(StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith("#") ? places.get(file.substring(1)) : null;
    }

    /** JupyterLab takes {@code java.base/java.util.List} for a file and asks the server for it. */
    private static String withoutModule(StackTraceElement frame) {
        String text = frame.toString();
        return text.substring(text.lastIndexOf('/', text.indexOf('(')) + 1);
    }
}
