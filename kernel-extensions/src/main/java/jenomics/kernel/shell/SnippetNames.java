package jenomics.kernel.shell;

import java.util.regex.Pattern;

/** The names of JShell's wrapper classes, which mean nothing to a reader: {@code REPL.$JShell$42.x} is {@code x}. */
final class SnippetNames {
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$[0-9A-Za-z]+[.$]");
    private static final Pattern OURS = Pattern.compile("\\bjenomics\\.[a-z.]+\\.(?=[A-Z])");
    private static final String PACKAGE = "REPL.";

    private SnippetNames() {}

    static String without(String text) {
        return text == null || !text.contains(PACKAGE)
                ? text
                : WRAPPER.matcher(text).replaceAll("");
    }

    /** As a reader writes it in a cell, where our packages are imported. */
    static String withoutOurPackages(String signature) {
        return OURS.matcher(without(signature)).replaceAll("");
    }

    static boolean isSnippet(String className) {
        return className.startsWith(PACKAGE) && !className.equals("REPL.$Cancel$");
    }
}
