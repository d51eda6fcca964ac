package jenomics.io;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.genome.Alphabet;
import jenomics.provenance.GenomicsException;

/** One FASTA file, record by record. Holds one record at a time. */
final class FastaParser implements AutoCloseable {
    private static final byte[] UPPER = Alphabet.IUPAC.upperCaseTable();
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Path file;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;
    private byte[] bases = new byte[1 << 12];
    private int length;
    private long line = 1;
    private long headerLine;
    private String header = "";
    private long records;
    private long lowerCase;

    FastaParser(Path file) {
        this.file = file;
        this.in = DataFile.open(file);
    }

    /** Goes to the next record; false when there is none left. */
    boolean next() {
        try {
            return records == 0 ? first() : position < end || fill() ? record() : false;
        } catch (EOFException e) {
            throw cutShort(e);
        } catch (IOException e) {
            throw fault("Cannot read '" + file + "' beyond " + place() + ": " + e.getMessage() + ".", e);
        }
    }

    /** What stands after {@code >}, without white space at its ends. */
    String header() {
        return header;
    }

    /** The line of the header, from 1. */
    long headerLine() {
        return headerLine;
    }

    /** The bases of this record, in upper case. */
    String bases() {
        return new String(bases, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** How many letters have been lower case so far. */
    long lowerCase() {
        return lowerCase;
    }

    private boolean first() throws IOException {
        skipByteOrderMark();
        while (position < end || fill()) {
            byte b = buffer[position];
            if (b == '>') {
                return record();
            }
            if (b == '\n') {
                line++;
            } else if (b != '\r' && b != ' ' && b != '\t') {
                throw notFasta();
            }
            position++;
        }
        throw fault("'" + file + "' is empty: it has no FASTA record.", null);
    }

    private void skipByteOrderMark() throws IOException {
        if (fill()
                && end >= 3
                && (buffer[0] & 0xff) == 0xef
                && (buffer[1] & 0xff) == 0xbb
                && (buffer[2] & 0xff) == 0xbf) {
            position = 3;
        }
    }

    private boolean record() throws IOException {
        records++;
        headerLine = line;
        position++;
        header = restOfLine().strip();
        if (header.isEmpty()) {
            throw fault(
                    "FASTA record number " + records + " (line " + headerLine + ") of '" + file
                            + "' has no name after '>'.",
                    null);
        }
        length = 0;
        readBases();
        if (length == 0) {
            throw fault("FASTA record '" + name() + "' line " + headerLine + " has no bases ('" + file + "').", null);
        }
        return true;
    }

    private String restOfLine() throws IOException {
        var text = new ByteArrayOutputStream();
        while (position < end || fill()) {
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            text.write(buffer, from, position - from);
            if (position < end) {
                position++;
                line++;
                break;
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private void readBases() throws IOException {
        long column = 0;
        while (position < end || fill()) {
            column += takeLetters();
            if (position == end) {
                continue;
            }
            byte b = buffer[position];
            if (b == '\n') {
                line++;
                column = 0;
            } else if (b == '>' && column == 0) {
                return;
            } else if (b == '\r' || b == ' ' || b == '\t') {
                column++;
            } else {
                throw wrongCharacter(b, column + 1);
            }
            position++;
        }
    }

    /** Takes letters up to the next other character, or the end of the buffer; returns how many. */
    private int takeLetters() {
        ensureRoom(end - position);
        int from = position;
        int at = position;
        int to = length;
        int lower = 0;
        for (; at < end; at++) {
            byte upper = UPPER[buffer[at] & 0xff];
            if (upper == 0) {
                break;
            }
            lower += buffer[at] >> 5 & 1;
            bases[to++] = upper;
        }
        position = at;
        length = to;
        lowerCase += lower;
        return at - from;
    }

    private void ensureRoom(int more) {
        if (bases.length - length >= more) {
            return;
        }
        if (length > LARGEST_ARRAY - more) {
            throw fault(
                    "FASTA record '" + name() + "' line " + headerLine + " has more than " + LARGEST_ARRAY
                            + " bases, the longest sequence that can be held.",
                    null);
        }
        bases = Arrays.copyOf(bases, (int) Math.min(LARGEST_ARRAY, Math.max(2L * bases.length, (long) length + more)));
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(in.read(buffer, 0, buffer.length), 0);
        return end > 0;
    }

    private String name() {
        return header.split("\\s+", 2)[0];
    }

    private String place() {
        return records == 0 ? "its start" : "record '" + name() + "' (line " + line + ")";
    }

    private GenomicsException notFasta() {
        String start = new String(buffer, position, Math.min(end - position, 20), StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("[^\\x20-\\x7e]", "?");
        String hint = start.startsWith("@")
                ? " This looks like FASTQ."
                : start.startsWith("BZh") || start.startsWith("PK") || start.contains("?")
                        ? " This looks like binary data; compressed files are read when they are gzip or bgzip."
                        : "";
        return fault(
                "'" + file + "' is not FASTA: line " + line + " begins with '" + start
                        + "', where a record begins with '>' and a name." + hint,
                null);
    }

    private GenomicsException wrongCharacter(byte b, long column) {
        String shown = b > 0x20 && b < 0x7f ? String.valueOf((char) b) : String.format("0x%02X", b);
        var facts = new LinkedHashMap<String, Object>();
        facts.put("file", file.toString());
        facts.put("record", name());
        facts.put("line", line);
        facts.put("column", column);
        facts.put("character", shown);
        return new GenomicsException(
                "FASTA record '" + name() + "' line " + line + " has character '" + shown + "' at column " + column
                        + ". Allowed are the IUPAC letters " + Alphabet.IUPAC.letters() + ", in either case."
                        + hint((char) (b & 0xff)) + " File: '" + file + "'.",
                facts);
    }

    private static String hint(char c) {
        return switch (Character.toUpperCase(c)) {
            case '-', '.', '*' -> " This looks like an alignment: take the gaps out first.";
            case 'U' -> " This looks like RNA: write T for U.";
            case 'E', 'F', 'I', 'L', 'P', 'Q', 'X', 'Z' -> " This looks like protein.";
            case '>' -> " A new record begins on a line of its own.";
            default -> "";
        };
    }

    private GenomicsException cutShort(EOFException e) {
        long bytes = in instanceof GunzipStream gzip ? gzip.consumed() : 0;
        return fault(
                String.format(
                        java.util.Locale.ROOT,
                        "'%s' is cut short: its compressed data stop after %,d bytes, at %s; %,d records before it are whole. "
                                + "Copy or download it again. (%s)",
                        file,
                        bytes,
                        place(),
                        Math.max(0, records - 1),
                        e.getMessage()),
                e);
    }

    private GenomicsException fault(String sentence, Throwable cause) {
        var facts = Map.of("file", file.toString(), "line", line, "records", records);
        return new GenomicsException(sentence, facts, cause);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot close " + file, e);
        }
    }
}
