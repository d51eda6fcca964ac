package jenomics.kernel.magic;

import java.util.Set;

/**
 * Reads Java line by line and knows what stands where: code, text, comment. A magic can stand where Java's {@code %}
 * cannot: at the start of a line, unless what it would divide ends the line before; and after {@code =}.
 */
final class JavaText {
    private enum In {
        CODE,
        LINE_COMMENT,
        BLOCK_COMMENT,
        STRING,
        CHARACTER,
        TEXT_BLOCK
    }

    /** Words that a statement follows, so that they end no operand. */
    private static final Set<String> NO_OPERANDS = Set.of("else", "do", "return", "yield", "throw");

    private In in = In.CODE;
    private char last = ';';
    private String lastWord = "";

    /** Where in the line a magic begins, or -1. Then the rest of the line is its own. */
    int read(String line) {
        boolean lineBegins = true;
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (in == In.CODE && c == '%' && namesFollow(line, i) && (last == '=' || lineBegins && !operandBefore())) {
                return i;
            }
            lineBegins &= Character.isWhitespace(c);
            i += step(line, i, c);
        }
        if (in == In.LINE_COMMENT || in == In.STRING || in == In.CHARACTER) {
            in = In.CODE;
        }
        return -1;
    }

    void statementEnded() {
        code(';');
    }

    private static boolean namesFollow(String line, int percent) {
        int at = line.startsWith("%%", percent) ? percent + 2 : percent + 1;
        return at < line.length() && Character.isLetter(line.charAt(at));
    }

    /** How far to go on. */
    private int step(String line, int i, char c) {
        return switch (in) {
            case CODE -> inCode(line, i, c);
            case LINE_COMMENT -> 1;
            case BLOCK_COMMENT -> leave(line, i, "*/", last);
            case TEXT_BLOCK -> c == '\\' ? 2 : leave(line, i, "\"\"\"", '"');
            case STRING -> c == '\\' ? 2 : leave(line, i, "\"", '"');
            case CHARACTER -> c == '\\' ? 2 : leave(line, i, "'", '\'');
        };
    }

    private int inCode(String line, int i, char c) {
        if (line.startsWith("//", i)) {
            return enter(In.LINE_COMMENT, 2);
        } else if (line.startsWith("/*", i)) {
            return enter(In.BLOCK_COMMENT, 2);
        } else if (line.startsWith("\"\"\"", i)) {
            return enter(In.TEXT_BLOCK, 3);
        } else if (c == '"') {
            return enter(In.STRING, 1);
        } else if (c == '\'') {
            return enter(In.CHARACTER, 1);
        } else if (Character.isJavaIdentifierPart(c)) {
            return word(line, i);
        } else if (line.startsWith("++", i) || line.startsWith("--", i)) {
            code(')'); // x++ ends an operand; after ++x the x does
            return 2;
        } else if (!Character.isWhitespace(c)) {
            code(c);
        }
        return 1;
    }

    private int enter(In what, int length) {
        in = what;
        return length;
    }

    private int leave(String line, int i, String end, char as) {
        if (!line.startsWith(end, i)) {
            return 1;
        }
        in = In.CODE;
        if (as != last) {
            code(as);
        }
        return end.length();
    }

    private int word(String line, int from) {
        int to = from;
        while (to < line.length() && Character.isJavaIdentifierPart(line.charAt(to))) {
            to++;
        }
        last = line.charAt(to - 1);
        lastWord = line.substring(from, to);
        return to - from;
    }

    private void code(char c) {
        last = c;
        lastWord = "";
    }

    private boolean operandBefore() {
        boolean ends = Character.isJavaIdentifierPart(last) || ")]\"'.".indexOf(last) >= 0;
        return ends && !NO_OPERANDS.contains(lastWord);
    }
}
