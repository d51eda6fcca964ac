package jenomics.kernel.extension;

/**
 * Text from data as it may be shown: nothing in it moves a cursor, turns the writing direction of what stands beside it,
 * or breaks an XML parser. What is taken out leaves a mark.
 */
final class SafeText {
    private static final char MARK = '\ufffd';

    private SafeText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isSuspect(text.charAt(i))) {
                return cleaned(text);
            }
        }
        return text;
    }

    /** The same, cut to so many characters; the last then says that something is missing. */
    static String of(String text, int longest) {
        return text.length() <= longest ? of(text) : of(text.substring(0, longest - 1) + "…");
    }

    private static String cleaned(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isAllowed(c) ? c : MARK));
        return out.toString();
    }

    private static boolean isSuspect(char c) {
        return Character.isSurrogate(c) || !isAllowed(c);
    }

    private static boolean isAllowed(int c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        return !Character.isISOControl(c)
                && !turnsDirection(c)
                && !(c >= 0xD800 && c < 0xE000)
                && (c & 0xFFFE) != 0xFFFE;
    }

    /** The marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm. */
    private static boolean turnsDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F || c == 0x061C;
    }
}
