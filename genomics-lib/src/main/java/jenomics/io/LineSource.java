package jenomics.io;

import java.nio.charset.StandardCharsets;

/** Lines of a text as bytes, one at a time; the bytes are those of the last {@link #next} only. */
interface LineSource extends AutoCloseable {
    /** Goes to the next line; false at the end. */
    boolean next();

    byte[] bytes();

    /** Where the line begins in {@link #bytes}. */
    int from();

    /** Where it ends, without its line end. */
    int to();

    /** {@code line 12}, or which record of which region. */
    String where();

    @Override
    void close();

    default int length() {
        return to() - from();
    }

    default String text() {
        return new String(bytes(), from(), length(), StandardCharsets.UTF_8);
    }

    /** Whether the line begins so. */
    default boolean startsWith(String start) {
        if (length() < start.length()) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if (bytes()[from() + i] != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
