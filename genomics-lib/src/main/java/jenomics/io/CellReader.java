package jenomics.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Goes through a delimited text cell by cell, holding one buffer. Cells may be quoted as in RFC 4180; spaces around them
 * do not count, blank lines are passed over, a byte order mark is too. Where the delimiter is a space, several are one.
 */
final class CellReader implements AutoCloseable {
    private static final int LONGEST_CELL = 1 << 20;

    private final Path file;
    private final InputStream in;
    private final byte delimiter;
    private final ShortDecimal decimal = new ShortDecimal();
    private byte[] buffer = new byte[1 << 17];
    /** How many bytes of the file came before those of the buffer. */
    private long before;

    private int position;
    private int end;
    private long line;
    private long linesInRow;
    private int column;
    private boolean rowEnded = true;
    private int from;
    private int to;
    private boolean escaped;
    /** Where a second quote may stand, counted from the beginning of the cell. */
    private int quotePair;

    /**
     * Where a row begins.
     *
     * @param offset in bytes of the text
     * @param line from 1
     */
    record Place(long offset, long line) {}

    CellReader(Path file, char delimiter) {
        this.file = file;
        this.in = Unpacked.open(file);
        this.delimiter = (byte) delimiter;
        if (fill(0)) {
            skipByteOrderMark();
        }
    }

    /** From a row on that another reader found; in a file that is not packed. */
    CellReader(Path file, char delimiter, Place place) {
        this.file = file;
        this.in = Unpacked.openAt(file, place.offset());
        this.delimiter = (byte) delimiter;
        this.before = place.offset();
        this.line = place.line();
    }

    private void skipByteOrderMark() {
        while (end < 3 && fill(0)) {
            continue;
        }
        if (end >= 3 && (buffer[0] & 0xff) == 0xef && (buffer[1] & 0xff) == 0xbb && (buffer[2] & 0xff) == 0xbf) {
            position = 3;
        }
        int first = end < 2 ? 0 : (buffer[0] & 0xff) << 8 | buffer[1] & 0xff;
        if (first == 0xfeff || first == 0xfffe) {
            throw new GenomicsException(
                    "'" + file + "' is written in UTF-16; save it as UTF-8 (in Excel: \"CSV UTF-8\").",
                    Map.of("file", file.toString()));
        }
    }

    /** Goes to the next line that is not blank; what was left of this one is passed over. False at the end. */
    boolean nextRow() {
        if (!rowEnded) {
            skipRow();
        }
        line += linesInRow;
        linesInRow = 1;
        line += line == 0 ? 1 : 0;
        while (position < end || fill(position)) {
            byte b = buffer[position];
            if (b != '\n' && b != '\r' && (b != ' ' || delimiter == '\t' || delimiter == ',' || delimiter == ';')) {
                column = 0;
                rowEnded = false;
                return true;
            }
            line += b == '\n' ? 1 : 0;
            position++;
        }
        return false;
    }

    /** Goes to the next cell of this row. False at the end of the row. */
    boolean nextCell() {
        if (rowEnded) {
            return false;
        }
        if (delimiter == ' ' && !skipSpaces()) {
            return false;
        }
        column++;
        escaped = false;
        if ((position < end || fill(position)) && buffer[position] == '"') {
            quoted();
        } else {
            plain();
        }
        return true;
    }

    /** Goes to the next cell if it is a {@link ShortDecimal}, which {@link #decimal} then has; else stays. */
    boolean nextDecimal(byte point) {
        if (rowEnded
                || delimiter == ' '
                || position + ShortDecimal.REACH > end
                || !decimal.read(buffer, position, point, delimiter)) {
            return false;
        }
        column++;
        finish(position + decimal.length());
        return true;
    }

    double decimal() {
        return decimal.value();
    }

    private boolean skipSpaces() {
        while (position < end || fill(position)) {
            byte b = buffer[position];
            if (b == '\n') {
                position++;
                rowEnded = true;
                return false;
            }
            if (b != ' ' && b != '\t' && b != '\r') {
                return true;
            }
            position++;
        }
        rowEnded = true;
        return false;
    }

    private void plain() {
        from = position;
        int stop = cellEnd(position);
        to = stop;
        finish(stop);
        trim();
    }

    /** Where the delimiter or the end of the line stands, from a place on; {@link #from} moves with the buffer. */
    private int cellEnd(int start) {
        int at = start;
        while (true) {
            for (; at < end; at++) {
                if (buffer[at] == delimiter || buffer[at] == '\n') {
                    return at;
                }
            }
            int length = at - from;
            if (!fill(from)) {
                return from + length;
            }
            at = from + length;
        }
    }

    private void finish(int stop) {
        if (stop >= end) {
            rowEnded = true;
            position = end;
        } else {
            rowEnded = buffer[stop] == '\n';
            position = stop + 1;
        }
    }

    private void trim() {
        while (to > from && (buffer[to - 1] == ' ' || buffer[to - 1] == '\r')) {
            to--;
        }
        while (from < to && buffer[from] == ' ') {
            from++;
        }
    }

    private void quoted() {
        from = position;
        int at = from + 1;
        while (true) {
            if (at == end) {
                int length = at - from;
                if (!fill(from)) {
                    throw new GenomicsException(
                            "A quote that opens in line " + line + ", column " + column + " of '" + file
                                    + "' never closes.",
                            Map.of("file", file.toString(), "line", line));
                }
                at = from + length;
            }
            if (buffer[at] == '\n') {
                linesInRow++;
            } else if (buffer[at] == '"') {
                if (!another(at)) {
                    break;
                }
                at = from + quotePair;
                escaped = true;
            }
            at++;
        }
        int stop = cellEnd(from + quotePair);
        to = from + quotePair - 1;
        finish(stop);
        from++;
    }

    /** Whether a second quote follows the one here; the buffer may move meanwhile. */
    private boolean another(int at) {
        quotePair = at + 1 - from;
        if (at + 1 == end) {
            fill(from);
        }
        return from + quotePair < end && buffer[from + quotePair] == '"';
    }

    private void skipRow() {
        if (delimiter == ' ' || !skipPlainCells()) {
            while (nextCell()) {
                continue;
            }
        }
    }

    /** Goes to the end of the row, or to the first quoted cell of it and says false. */
    private boolean skipPlainCells() {
        byte last = delimiter;
        do {
            for (int at = position; (at = EightBytes.find(buffer, at, end, '\n', '"')) < end; at++) {
                boolean opens = (at > position ? buffer[at - 1] : last) == delimiter;
                if (buffer[at] == '\n' || opens) {
                    rowEnded = buffer[at] == '\n';
                    position = rowEnded ? at + 1 : at;
                    return rowEnded;
                }
            }
            last = end > position ? buffer[end - 1] : last;
            position = end;
        } while (fill(end));
        rowEnded = true;
        return true;
    }

    /** Moves what is kept to the front and reads on; false at the end of the file. */
    private boolean fill(int keep) {
        int kept = end - keep;
        if (kept > LONGEST_CELL) {
            throw new GenomicsException(
                    "Line " + line + ", column " + column + " of '" + file + "' goes on for more than 1,048,576 bytes."
                            + " Is it a text table, and is its delimiter "
                            + (delimiter == '\t' ? "a tab" : "'" + (char) delimiter + "'") + "?",
                    Map.of("file", file.toString(), "line", line));
        }
        if (kept >= buffer.length / 2) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        System.arraycopy(buffer, keep, buffer, 0, kept);
        end = kept;
        before += keep;
        position -= keep;
        from -= keep;
        try {
            int n = in.read(buffer, end, buffer.length - end);
            end += Math.max(n, 0);
            return n > 0;
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
    }

    /** The cells of this row that are left, as text. */
    List<String> cells() {
        var cells = new ArrayList<String>();
        while (nextCell()) {
            cells.add(text());
        }
        return cells;
    }

    /** The cell as text: UTF-8, or Windows-1252 where it is not. */
    String text() {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(buffer, from, to - from, Charset.forName("windows-1252"));
        }
        return escaped ? text.replace("\"\"", "\"") : text;
    }

    /** The cell as a number; NaN if it is none. */
    double number(NumberText numbers) {
        return numbers.parse(buffer, from, to);
    }

    /** Whether the cell is one of these texts, or empty. */
    boolean isOneOf(byte[][] texts) {
        if (from == to) {
            return true;
        }
        for (byte[] text : texts) {
            if (Arrays.equals(buffer, from, to, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    /** Where this row begins, before any cell of it was asked for. */
    Place place() {
        return new Place(before + position, line);
    }

    /** The line in which this row begins, from 1. */
    long line() {
        return line;
    }

    /** The place of this cell in its row, from 1. */
    int column() {
        return column;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
    }
}
