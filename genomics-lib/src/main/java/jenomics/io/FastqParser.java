package jenomics.io;

import java.nio.file.Path;
import java.util.Map;
import jenomics.genome.Alphabet;
import jenomics.provenance.GenomicsException;

/** Goes through a FASTQ file record by record: name, bases, +, qualities, a line each. */
final class FastqParser implements AutoCloseable {
    /** Nanopore reads have a few million bases. */
    private static final int LONGEST_LINE = 1 << 26;

    private static final int LAST = 126;

    private final Path file;
    private final LineBytes lines;
    private final int offset;
    private String id;
    private String bases;
    private String qualities;

    FastqParser(Path file, int offset) {
        this.file = file;
        this.offset = offset;
        this.lines = new LineBytes(file, LONGEST_LINE);
    }

    /** Goes to the next record; false at the end. */
    boolean next() {
        do {
            if (!lines.next()) {
                return false;
            }
        } while (lines.length() == 0);
        if (lines.bytes()[lines.from()] != '@') {
            throw refusal("begins with '" + IntervalText.shortened(lines.text())
                    + "' where '@' and the name of a read belong; a record has four lines");
        }
        id = lines.text().substring(1).strip().split("\\s", 2)[0];
        if (id.isEmpty()) {
            throw refusal("has no name of a read");
        }
        bases = line("its bases");
        int foreign = Alphabet.IUPAC.firstForeign(bases);
        if (foreign >= 0) {
            throw refusal("has character '" + bases.charAt(foreign) + "' at column " + (foreign + 1)
                    + "; bases are IUPAC letters");
        }
        if (!line("the line '+'").startsWith("+")) {
            throw refusal(
                    "is not the line '+' between the bases and the qualities of '" + id + "'; a record has four lines");
        }
        qualities = line("its qualities");
        checkQualities();
        return true;
    }

    private String line(String what) {
        if (!lines.next()) {
            throw new GenomicsException(
                    "'" + file + "' ends in the read '" + id + "', before " + what + "; it is cut short.",
                    Map.of("file", file.toString(), "read", id));
        }
        return lines.text().stripTrailing();
    }

    private void checkQualities() {
        if (qualities.length() != bases.length()) {
            throw refusal(
                    "has " + qualities.length() + " qualities for the " + bases.length() + " bases of '" + id + "'");
        }
        for (int i = 0; i < qualities.length(); i++) {
            char c = qualities.charAt(i);
            if (c < offset || c > LAST) {
                throw refusal("has the quality '" + c + "' at column " + (i + 1) + "; qualities are '" + (char) offset
                        + "' to '~'");
            }
        }
    }

    String id() {
        return id;
    }

    String bases() {
        return bases;
    }

    String qualities() {
        return qualities;
    }

    private GenomicsException refusal(String what) {
        return new GenomicsException(
                "'" + file + "', " + lines.where() + ", " + what + ".",
                Map.of("file", file.toString(), "where", lines.where()));
    }

    @Override
    public void close() {
        lines.close();
    }
}
