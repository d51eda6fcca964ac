package jenomics.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns magics into Java: {@code %name words} at the start of a line, {@code %%name words} at the start of a cell. Only
 * names that are magics, and nothing inside a text block: {@code % 3} and {@code %d} stay what they are. The lines of
 * the cell keep their numbers.
 */
final class MagicSyntax {
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");
    private static final Pattern LINE = Pattern.compile("\\s*%([A-Za-z]\\w*)(\\s.*)?");
    private static final Pattern CELL = Pattern.compile("\\s*%%([A-Za-z]\\w*)([^\\n]*)\\n?(.*)", Pattern.DOTALL);
    private static final String TEXT_BLOCK = "\"\"\"";

    private final MagicBook book;
    private final Set<String> takeTheLineWhole;

    /** @param takeTheLineWhole names of line magics whose one argument is the rest of the line as it stands */
    MagicSyntax(MagicBook book, Set<String> takeTheLineWhole) {
        this.book = book;
        this.takeTheLineWhole = takeTheLineWhole;
    }

    String toJava(String code) {
        Matcher cell = CELL.matcher(code);
        if (cell.matches() && book.cellNames().contains(cell.group(1))) {
            return "cellMagic(" + literal(cell.group(1)) + ", " + list(words(cell.group(2))) + ", "
                    + literal(cell.group(3)) + ")";
        }
        return code.indexOf('%') < 0 ? code : lines(code);
    }

    private String lines(String code) {
        var java = new ArrayList<String>();
        boolean inTextBlock = false;
        for (String line : code.split("\n", -1)) {
            java.add(inTextBlock ? line : line(line));
            inTextBlock ^= occurrences(line) % 2 == 1;
        }
        return String.join("\n", java);
    }

    private String line(String line) {
        Matcher magic = LINE.matcher(line);
        if (!magic.matches() || !book.lineNames().contains(magic.group(1))) {
            return line;
        }
        String rest = magic.group(2) == null ? "" : magic.group(2).strip();
        List<String> arguments = takeTheLineWhole.contains(magic.group(1)) ? List.of(rest) : words(rest);
        return "lineMagic(" + literal(magic.group(1)) + ", " + list(arguments) + ");";
    }

    private static int occurrences(String line) {
        int n = 0;
        for (int at = line.indexOf(TEXT_BLOCK); at >= 0; at = line.indexOf(TEXT_BLOCK, at + TEXT_BLOCK.length())) {
            n++;
        }
        return n;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .toList();
    }

    private static String list(List<String> words) {
        return words.stream().map(MagicSyntax::literal).collect(Collectors.joining(", ", "java.util.List.of(", ")"));
    }

    private static String literal(String text) {
        var java = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> java.append("\\\"");
                case '\\' -> java.append("\\\\");
                case '\n' -> java.append("\\n");
                case '\r' -> java.append("\\r");
                case '\t' -> java.append("\\t");
                default -> java.append(c);
            }
        }
        return java.append('"').toString();
    }
}
