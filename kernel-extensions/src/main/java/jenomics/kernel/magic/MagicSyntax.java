package jenomics.kernel.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns magics into Java: {@code %name words} where a statement begins or after {@code =}, {@code %%name words} at the
 * start of a cell. A {@code %} anywhere else, in a text block or after what it divides, is Java's. The lines of the cell
 * keep their numbers.
 */
public final class MagicSyntax {
    private static final int REMEMBERED = 100;
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");
    private static final Pattern LINE = Pattern.compile("(%{1,2}[A-Za-z]\\w*)(\\?)?(?:\\s+(.*))?\\s*", Pattern.DOTALL);
    private static final Pattern CELL =
            Pattern.compile("(\\s*)%%([A-Za-z]\\w*)(\\?)?([^\\n]*)\\n?(.*)", Pattern.DOTALL);

    private final MagicBook book;
    private final Map<String, String> written = new LinkedHashMap<>();

    public MagicSyntax(MagicBook book) {
        this.book = book;
    }

    public String toJava(String code) {
        if (code.indexOf('%') < 0) {
            return code;
        }
        Matcher cell = CELL.matcher(code);
        return cell.matches() ? cell(cell) : lines(code);
    }

    /** A line of an error, with magics as they were written in the cell. */
    public synchronized String asWritten(String line) {
        String shown = line;
        for (var each : written.entrySet()) {
            shown = shown.replace(each.getKey() + ";", each.getValue()).replace(each.getKey(), each.getValue());
        }
        return shown;
    }

    private String cell(Matcher cell) {
        String name = cell.group(2);
        if (cell.group(3) != null) {
            return remember(call("magics", List.of(name)), "%%" + name + "?");
        }
        String blankLines = cell.group(1).replaceAll("[^\\n]", "");
        String java = "cellMagic(" + literal(name) + ", " + list(words(cell.group(4))) + ", "
                + literal(blankLines + cell.group(5)) + ")";
        return remember(java, "%%" + name + cell.group(4).stripTrailing());
    }

    private String lines(String code) {
        var java = new ArrayList<String>();
        var text = new JavaText();
        for (String line : code.split("\n", -1)) {
            int at = text.read(line);
            if (at < 0) {
                java.add(line);
            } else {
                java.add(line.substring(0, at).stripLeading() + line(line.substring(at)) + ";");
                text.statementEnded();
            }
        }
        return String.join("\n", java);
    }

    /** The text begins with a magic. */
    private String line(String text) {
        Matcher magic = LINE.matcher(text);
        if (!magic.matches()) {
            return text; // %name(... is no magic, and no Java either: the compiler says so
        }
        String name = magic.group(1).substring(1);
        if (magic.group(2) != null) {
            return remember(call("magics", List.of(name)), text.strip());
        }
        String rest = magic.group(3) == null ? "" : magic.group(3).strip();
        List<String> arguments =
                book.takesTheLineWhole(name) ? List.of(rest) : words(rest.endsWith(";") ? withoutEnd(rest) : rest);
        return remember(call(name, arguments), text.strip());
    }

    private static String withoutEnd(String text) {
        return text.substring(0, text.length() - 1);
    }

    private static String call(String name, List<String> arguments) {
        return "lineMagic(" + literal(name) + ", " + list(arguments) + ")";
    }

    private synchronized String remember(String java, String magic) {
        written.put(java, magic);
        if (written.size() > REMEMBERED) {
            written.remove(written.keySet().iterator().next());
        }
        return java;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group(1) != null ? word.group(1).replace("\\\"", "\"") : word.group(2))
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
