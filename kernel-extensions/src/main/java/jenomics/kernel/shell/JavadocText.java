package jenomics.kernel.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Javadoc comment as paragraphs of plain text. Code in it stands between {@link #CODE} and {@link #END_OF_CODE}, which
 * no comment has, so that each front end can set it in its own way.
 */
public final class JavadocText {
    public static final char CODE = '\u0001';
    public static final char END_OF_CODE = '\u0002';

    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(\\w+)\\s*");
    private static final Pattern CODE_TAG = Pattern.compile("\\{@(?:code|literal)\\s((?:[^{}]|\\{[^{}]*})*)}");
    private static final Pattern LINK_TAG = Pattern.compile("\\{@(?:link|linkplain|value)\\s+([^\\s{}]+)\\s*([^{}]*)}");
    private static final Pattern OTHER_TAG = Pattern.compile("\\{@\\w+\\s*([^{}]*)}");
    private static final Pattern LISTING = Pattern.compile("(?s)<pre>(.*?)</pre>");
    private static final char LINE_OF_LISTING = '\u0003';
    private static final Pattern HTML_TAG = Pattern.compile("<(/?)(\\w+)[^<>]{0,200}>");
    private static final Pattern FIRST_WORD = Pattern.compile("(?s)(\\S+)\\s*(.*)");

    private final String body;
    private final List<Section> sections = new ArrayList<>();

    /**
     * A block below the text.
     *
     * @param title Parameters, Returns, Throws, See also
     * @param rows name and text; the name is empty where there is none
     */
    public record Section(String title, List<Row> rows) {}

    public record Row(String name, String text) {}

    public JavadocText(String comment) {
        Matcher tag = BLOCK_TAG.matcher(comment);
        int end = comment.length();
        var tags = new ArrayList<MatchResult>();
        while (tag.find()) {
            tags.add(tag.toMatchResult());
        }
        body = plain(tags.isEmpty() ? comment : comment.substring(0, tags.get(0).start()));
        for (int i = 0; i < tags.size(); i++) {
            int to = i + 1 < tags.size() ? tags.get(i + 1).start() : end;
            add(tags.get(i).group(1), comment.substring(tags.get(i).end(), to).strip());
        }
    }

    /** What a comment says of each parameter, raw. */
    static Map<String, String> parameters(String comment) {
        var told = new LinkedHashMap<String, String>();
        new JavadocText(comment)
                .sections.stream()
                        .filter(section -> section.title().equals("Parameters"))
                        .forEach(section -> section.rows().forEach(row -> told.put(row.name(), row.text())));
        return told;
    }

    /** The text before the first block tag. */
    public String body() {
        return body;
    }

    public List<Section> sections() {
        return sections;
    }

    private void add(String tag, String text) {
        switch (tag) {
            case "param" -> row("Parameters", FIRST_WORD.matcher(text));
            case "throws", "exception" -> row("Throws", FIRST_WORD.matcher(text));
            case "return" -> section("Returns").rows().add(new Row("", plain(text)));
            case "see" -> section("See also").rows().add(new Row("", plain(text.replace('#', '.'))));
            default -> {
                // since, author, serial: of no use at the cursor
            }
        }
    }

    private void row(String title, Matcher words) {
        if (words.matches()) {
            section(title).rows().add(new Row(words.group(1), plain(words.group(2))));
        }
    }

    private Section section(String title) {
        for (Section section : sections) {
            if (section.title().equals(title)) {
                return section;
            }
        }
        var section = new Section(title, new ArrayList<>());
        sections.add(section);
        return section;
    }

    private static String plain(String javadoc) {
        String text = CODE_TAG.matcher(javadoc).replaceAll(m -> code(m.group(1)));
        text = LINK_TAG.matcher(text).replaceAll(m -> link(m.group(1), m.group(2)));
        text = OTHER_TAG.matcher(text).replaceAll(m -> Matcher.quoteReplacement(m.group(1)));
        text = LISTING.matcher(text).replaceAll(m -> Matcher.quoteReplacement(listing(m.group(1))));
        text = HTML_TAG.matcher(text)
                .replaceAll(m ->
                        Matcher.quoteReplacement(html(m.group(2), !m.group(1).isEmpty())));
        return paragraphs(text)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }

    private static String code(String text) {
        return Matcher.quoteReplacement(CODE + text.replace("<", "&lt;").replace(">", "&gt;") + END_OF_CODE);
    }

    /** Its lines stay lines. */
    private static String listing(String text) {
        String lines = text.replaceAll("[\u0001\u0002]", "").stripIndent().strip();
        return "\n\n" + CODE + lines.replace('\n', LINE_OF_LISTING) + END_OF_CODE + "\n\n";
    }

    private static String link(String target, String label) {
        String shown = label.isBlank() ? target.replaceFirst("^#", "").replace('#', '.') : label.strip();
        return code(shown);
    }

    private static String html(String tag, boolean closing) {
        return switch (tag.toLowerCase(java.util.Locale.ROOT)) {
            case "p", "ul", "ol", "dl", "table", "blockquote", "h1", "h2", "h3", "h4" -> "\n\n";
            case "li", "dt" -> closing ? "" : "\n\n• ";
            case "br", "tr", "dd" -> closing ? "" : "\n\n";
            case "td", "th" -> closing ? "" : "  ";
            case "code", "pre", "tt" -> String.valueOf(closing ? END_OF_CODE : CODE);
            default -> "";
        };
    }

    /** Lines of a paragraph are one line: each front end breaks them by its own width. */
    private static String paragraphs(String text) {
        var out = new ArrayList<String>();
        for (String paragraph : text.strip().split("\\n\\s*\\n")) {
            String line = paragraph.strip();
            line = line.indexOf(LINE_OF_LISTING) < 0 ? line.replaceAll("\\s+", " ") : line;
            if (!line.isEmpty()) {
                out.add(line);
            }
        }
        return String.join("\n\n", out).replace(LINE_OF_LISTING, '\n');
    }
}
