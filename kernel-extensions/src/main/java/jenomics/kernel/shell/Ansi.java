package jenomics.kernel.shell;

/** Terminal colours as Jupyter front ends show them. Only red and bold: black vanishes in
 * dark themes, white and cyan in light ones. */
final class Ansi {
    private static final String RED = "\u001b[31m";
    private static final String BOLD_RED = "\u001b[1;31m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private Ansi() {}

    static String red(String text) {
        return RED + text + PLAIN;
    }

    static String boldRed(String text) {
        return BOLD_RED + text + PLAIN;
    }

    static String bold(String text) {
        return BOLD + text + PLAIN;
    }

    /** A source line with its number. */
    static String numbered(int line, String source) {
        return "  " + bold(String.valueOf(line)) + " | " + source;
    }
}
