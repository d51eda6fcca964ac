package jenomics.io;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jenomics.genome.GenomicFeature;
import jenomics.genome.Locus;

/** Lines of GFF3 and GTF: nine columns, the last one {@code ID=gene1;Name=x} or {@code gene_id "gene1"; tag "x";}. */
final class GffText extends IntervalText {
    private static final int COLUMNS = 9;

    GffText(Path file) {
        super(file);
    }

    @Override
    boolean ends(LineSource line) {
        return line.startsWith("##FASTA") || line.startsWith(">");
    }

    @Override
    boolean says(LineSource line) {
        return line.length() > 0
                && line.bytes()[line.from()] != '#'
                && !line.text().isBlank();
    }

    @Override
    GenomicFeature feature(LineSource line, Regions wanted, Set<String> types) {
        String[] columns = line.text().split("\t", -1);
        if (columns.length != COLUMNS && columns.length != COLUMNS - 1) {
            throw refusal(line, "has " + columns.length + " columns, separated by tabs; GFF and GTF have 9");
        }
        long first = number(line, columns[3], "start");
        long last = number(line, columns[4], "end");
        if (first < 1 || last < first) {
            throw refusal(line, "goes from " + first + " to " + last + "; places count from 1, both ends included");
        }
        if (columns[0].isBlank()) {
            throw refusal(line, "has no sequence name");
        }
        boolean other = !types.isEmpty() && !types.contains(columns[2]);
        if (!wanted.want(columns[0], first - 1, last) || other) {
            return null;
        }
        var attributes = attributes(line, columns.length == COLUMNS ? columns[8] : "");
        return new GenomicFeature(
                Locus.ofBed(unescaped(columns[0]), first - 1, last, strand(line, columns[6])),
                columns[2],
                name(attributes),
                columns[1].equals(".") ? "" : columns[1],
                score(line, columns[5]),
                phase(line, columns[7]),
                attributes);
    }

    private int phase(LineSource line, String text) {
        if (text.equals(".")) {
            return -1;
        }
        if (!text.matches("[012]")) {
            throw refusal(line, "has the phase '" + shortened(text) + "'; it is 0, 1, 2 or '.'");
        }
        return text.charAt(0) - '0';
    }

    private static String name(Map<String, String> attributes) {
        for (String key : new String[] {"Name", "gene_name", "gene", "gene_id", "ID"}) {
            String name = attributes.get(key);
            if (name != null && !name.isEmpty()) {
                return name;
            }
        }
        return "";
    }

    private Map<String, String> attributes(LineSource line, String text) {
        var attributes = new LinkedHashMap<String, String>();
        int at = 0;
        while (at < text.length()) {
            int end = end(line, text, at);
            add(attributes, text.substring(at, end).strip());
            at = end + 1;
        }
        return attributes;
    }

    /** The next semicolon outside quotes. */
    private int end(LineSource line, String text, int from) {
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            quoted ^= c == '"';
            if (c == ';' && !quoted) {
                return at;
            }
        }
        if (quoted) {
            throw refusal(line, "has a quote in its attributes that never closes");
        }
        return text.length();
    }

    private static void add(Map<String, String> attributes, String pair) {
        if (pair.isEmpty() || pair.equals(".")) {
            return;
        }
        int equals = pair.indexOf('=');
        int space = pair.indexOf(' ');
        boolean gtf = space > 0 && (equals < 0 || space < equals);
        int cut = gtf ? space : equals;
        if (cut <= 0) {
            attributes.put(pair, "");
            return;
        }
        String key = pair.substring(0, cut).strip();
        String value = pair.substring(cut + 1).strip();
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        String plain = quoted ? value.substring(1, value.length() - 1) : value;
        attributes.merge(key, gtf ? plain : unescaped(plain), (one, other) -> one + "," + other);
    }

    /** GFF3 writes tabs, semicolons and the like as %09, %3B. */
    private static String unescaped(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a per cent sign of its own
        }
    }
}
