package jenomics.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenomics.provenance.GenomicsException;

/**
 * How the line after {@code >} becomes a name and attributes.
 *
 * @param fields names of the fields by place, the first being the record's name; empty: names and attributes are found
 *     in the common styles (see {@link Fasta})
 */
public record FastaHeader(List<String> fields) {
    private static final String KEY = "[A-Za-z_][A-Za-z0-9_.-]*";
    private static final Pattern ITEM = Pattern.compile("\\[(" + KEY + ")=([^\\]]*)\\]|[^\\s|]+");
    private static final Pattern EQUALS = Pattern.compile("(" + KEY + ")=(.*)");
    private static final Pattern COLON = Pattern.compile("(" + KEY + "):(?!//)(.+)");
    private static final Pattern RANGE = Pattern.compile("[0-9,]+(-|\\.\\.)[0-9,]+(\\([+-]\\))?");

    public FastaHeader {
        fields = List.copyOf(fields);
    }

    record Parsed(String id, Map<String, String> attributes) {}

    static FastaHeader common() {
        return new FastaHeader(List.of());
    }

    Parsed read(String header) {
        return fields.isEmpty() ? readCommon(header) : readFields(header);
    }

    private Parsed readCommon(String header) {
        String[] words = header.split("\\s+", 2);
        var attributes = new LinkedHashMap<String, String>();
        String id = idOf(words[0], attributes);
        if (words.length > 1) {
            readRest(words[1], attributes);
        }
        return new Parsed(id, attributes);
    }

    /** {@code seq_1|key=value|key=value} has its name before the first bar; {@code sp|P12345|NAME} is a name. */
    private static String idOf(String word, Map<String, String> attributes) {
        String[] parts = word.split("\\|");
        var found = new LinkedHashMap<String, String>();
        for (int i = 1; i < parts.length; i++) {
            if (!readPair(parts[i], found)) {
                return word;
            }
        }
        if (found.isEmpty()) {
            return word;
        }
        attributes.putAll(found);
        return parts[0];
    }

    private static void readRest(String rest, Map<String, String> attributes) {
        var words = new ArrayList<String>();
        Matcher item = ITEM.matcher(rest);
        while (item.find()) {
            String word = item.group().replaceFirst(";$", "");
            if (item.group(1) != null) {
                attributes.put(item.group(1), item.group(2).strip());
            } else if (!word.isEmpty() && !readPair(word, attributes)) {
                words.add(word);
            }
        }
        if (!words.isEmpty()) {
            attributes.putIfAbsent("description", String.join(" ", words));
        }
    }

    private static boolean readPair(String word, Map<String, String> attributes) {
        Matcher pair = EQUALS.matcher(word);
        boolean found = pair.matches();
        if (!found) {
            pair = COLON.matcher(word);
            found = pair.matches() && !RANGE.matcher(pair.group(2)).matches();
        }
        if (found) {
            attributes.put(pair.group(1), pair.group(2));
        }
        return found;
    }

    private Parsed readFields(String header) {
        String[] values = header.split(header.contains("|") ? "\\s*\\|\\s*" : "\\s+", -1);
        if (values.length != fields.size()) {
            throw new GenomicsException(
                    "The FASTA header '" + header + "' has " + values.length + " fields, where " + fields.size()
                            + " were named: " + fields + ".",
                    Map.of("header", header, "fields", fields));
        }
        var attributes = new LinkedHashMap<String, String>();
        for (int i = 1; i < values.length; i++) {
            attributes.put(fields.get(i), values[i]);
        }
        return new Parsed(values[0], attributes);
    }
}
