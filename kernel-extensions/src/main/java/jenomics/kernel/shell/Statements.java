package jenomics.kernel.shell;

import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Where each statement of a cell ends. JShell's analysis copies all the text it is given, so it is given a window that
 * grows until the statement lies whole inside: a cell of many lines costs time in proportion to its length, not its square.
 */
final class Statements {
    private static final int FIRST_WINDOW = 4_096;
    private static final int GROWTH = 4;

    private final SourceCodeAnalysis analysis;

    Statements(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /**
     * One statement, or what is left where none can be told.
     *
     * @param source its text, perhaps with a semicolon that JShell adds
     * @param completeness what JShell says of it
     * @param end where in the code the next one begins
     */
    record Next(String source, Completeness completeness, int end) {
        boolean isEmpty() {
            return completeness == Completeness.EMPTY;
        }

        /** Not Java, as far as JShell can tell. */
        boolean isUnknown() {
            return completeness == Completeness.UNKNOWN;
        }
    }

    Next at(String code, int from) {
        for (int window = FIRST_WINDOW; ; window *= GROWTH) {
            int to = window >= code.length() - from ? code.length() : endOfLine(code, from + window);
            String part = code.substring(from, to);
            CompletionInfo info = analysis.analyzeCompletion(part);
            if (to == code.length() || endsBefore(info)) {
                return next(info, part, to);
            }
        }
    }

    private static int endOfLine(String code, int from) {
        int end = code.indexOf('\n', from);
        return end < 0 ? code.length() : end + 1;
    }

    /** Whether more follows that is seen to be another statement: an "else" may stand behind a comment. */
    private static boolean endsBefore(CompletionInfo info) {
        if (!info.completeness().isComplete() || info.remaining() == null) {
            return false;
        }
        String rest = info.remaining().stripLeading();
        return !rest.isEmpty() && rest.charAt(0) != '/';
    }

    private static Next next(CompletionInfo info, String part, int to) {
        boolean whole = info.completeness() == Completeness.UNKNOWN || info.source() == null;
        String remaining = info.remaining() == null || whole ? "" : info.remaining();
        return new Next(whole ? part : info.source(), info.completeness(), to - remaining.length());
    }
}
