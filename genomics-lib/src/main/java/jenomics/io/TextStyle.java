package jenomics.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** What the first line of a text table gives away. */
final class TextStyle {
    private static final int LONGEST_LINE = 1 << 26;
    private static final List<Character> DELIMITERS = List.of('\t', ',', ';');

    private TextStyle() {}

    /** The delimiter that stands most often in the first line, outside quotes; a space where none does. */
    static char delimiter(Path file) {
        String line = firstLine(file);
        refuseOthers(file, line);
        char best = ' ';
        long most = 0;
        for (char candidate : DELIMITERS) {
            long count = outsideQuotes(line, candidate);
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    private static void refuseOthers(Path file, String line) {
        if (line.stripLeading().toLowerCase(java.util.Locale.ROOT).matches("(?s)<(!doctype|html|\\?xml).*")) {
            throw new GenomicsException(
                    "'" + file + "' is a web page or XML, not a table: it begins with '" + start(line)
                            + "'. Download the file itself, not the page about it.",
                    Map.of("file", file.toString()));
        }
        if (line.indexOf('\0') >= 0 && !line.startsWith("\u00fe\u00ff") && !line.startsWith("\u00ff\u00fe")) {
            throw new GenomicsException(
                    "'" + file + "' is not a text table: its first line has zero bytes.",
                    Map.of("file", file.toString()));
        }
    }

    private static String start(String line) {
        return line.strip().substring(0, Math.min(30, line.strip().length()));
    }

    private static long outsideQuotes(String line, char wanted) {
        boolean quoted = false;
        long count = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            count += c == wanted && !quoted ? 1 : 0;
        }
        return count;
    }

    private static String firstLine(Path file) {
        try (var in = Unpacked.open(file)) {
            var line = new java.io.ByteArrayOutputStream();
            byte[] piece = new byte[1 << 13];
            for (int n; (n = in.read(piece)) > 0 && line.size() < LONGEST_LINE; ) {
                int stop = 0;
                while (stop < n && piece[stop] != 0 && (piece[stop] != '\n' || line.size() + stop == 0)) {
                    stop++;
                }
                line.write(piece, 0, stop < n && piece[stop] == 0 ? stop + 1 : stop);
                if (stop < n) {
                    break; // at its end, or at a zero byte, which is refused
                }
            }
            return line.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
    }
}
