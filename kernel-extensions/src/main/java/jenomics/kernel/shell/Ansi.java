package jenomics.kernel.shell;

/** Terminal colours as Jupyter front ends show them. Only red and cyan: black vanishes in dark themes, white in light ones. */
final class Ansi {
    private static final String RED = "\u001b[31m";
    private static final String BOLD_RED = "\u001b[1;31m";
    private static final String CYAN = "\u001b[36m";
    private static final String PLAIN = "\u001b[0m";

    private Ansi() {}

    static String red(String text) {
        return RED + text + PLAIN;
    }

    static String boldRed(String text) {
        return BOLD_RED + text + PLAIN;
    }

    static String cyan(String text) {
        return CYAN + text + PLAIN;
    }

    /** A source line with its number. */
    static String numbered(int line, String source) {
        return "  " + cyan(String.valueOf(line)) + " | " + source;
    }
}
