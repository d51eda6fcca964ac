package jenomics.io;

/**
 * Lines of a matrix on their way into its columns. They are held until there are some, so that a piece of each column is
 * written at once and not a value here and a value there.
 */
final class LineBlock {
    private static final int MOST_LINES = 32;
    private static final int MOST_VALUES = 1 << 18;

    private final float[][] columns; // [columns, lines]
    private final int lines;
    private final float[] block; // [lines of the block, columns]
    private int first;
    private int held;

    LineBlock(float[][] columns) {
        this.columns = columns;
        this.lines = Math.max(1, Math.min(MOST_LINES, MOST_VALUES / columns.length));
        this.block = new float[lines * columns.length];
    }

    float[] values() {
        return block;
    }

    /** Where in {@link #values} this line goes; lines come one after the other. */
    int place(int line) {
        if (held == lines) {
            flush();
        }
        if (held == 0) {
            first = line;
        }
        return columns.length * held++;
    }

    /** Puts what is held where it belongs. */
    void flush() {
        for (int c = 0; c < columns.length; c++) {
            float[] column = columns[c];
            for (int l = 0, from = c; l < held; l++, from += columns.length) {
                column[first + l] = block[from];
            }
        }
        held = 0;
    }
}
