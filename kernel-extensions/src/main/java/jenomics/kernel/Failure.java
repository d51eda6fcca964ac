package jenomics.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jenomics.kernel.shell.CellError;

/**
 * What a front end is told of a failure.
 *
 * @param name the exception's class, or what the protocol's users expect: KeyboardInterrupt
 * @param sentence its message
 * @param report the lines a reader sees
 */
record Failure(String name, String sentence, List<String> report) {
    private static final int FRAMES = 8;
    private static final String OURS = "jenomics.";

    static Failure of(Throwable e) {
        if (e instanceof CellError error) {
            return new Failure(error.name(), String.valueOf(error.getMessage()), error.report());
        }
        String full = e.getClass().getName();
        String name = full.startsWith(OURS) ? e.getClass().getSimpleName() : full;
        String sentence = e.getMessage() == null ? "while the result was shown" : e.getMessage();
        var report = new ArrayList<String>();
        report.add("\u001b[1;31m" + name + "\u001b[0m: " + sentence);
        Stream.of(e.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith(OURS)) // a reader cannot change the kernel
                .map(frame -> "    at " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName()
                        + ":" + frame.getLineNumber() + ")")
                .distinct() // a recursion without end says it once
                .limit(FRAMES)
                .forEach(report::add);
        return new Failure(name, sentence, report);
    }

    static Failure named(String name, String sentence) {
        return new Failure(name, sentence, List.of("\u001b[1;31m" + name + "\u001b[0m: " + sentence));
    }

    /** The same with other words for its lines. */
    Failure reworded(UnaryOperator<String> words) {
        return new Failure(name, sentence, report.stream().map(words).toList());
    }

    Map<String, Object> asReply() {
        return Map.of("status", "error", "ename", name, "evalue", sentence, "traceback", report);
    }
}
