package jenomics.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The words of a line, separated by any number of spaces and tabs. */
final class Words {
    private byte[] text;
    private int at;
    private int to;
    private int from;
    private int end;

    Words of(LineSource line) {
        text = line.bytes();
        at = line.from();
        to = line.to();
        return this;
    }

    /** Goes to the next word; false at the end. */
    boolean next() {
        while (at < to && isBlank(text[at])) {
            at++;
        }
        from = at;
        while (at < to && !isBlank(text[at])) {
            at++;
        }
        end = at;
        return from < end;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    int length() {
        return end - from;
    }

    byte first() {
        return text[from];
    }

    /** Whether the word has these letters. */
    boolean is(String other) {
        if (other.length() != length()) {
            return false;
        }
        for (int i = 0; i < other.length(); i++) {
            if (text[from + i] != other.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String word() {
        return new String(text, from, end - from, StandardCharsets.UTF_8);
    }

    /** All words that are left. */
    List<String> all() {
        var all = new ArrayList<String>();
        while (next()) {
            all.add(word());
        }
        return all;
    }
}
