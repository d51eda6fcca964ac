package jenomics.io;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import jenomics.genome.GenomicFeature;
import jenomics.genome.Locus;
import jenomics.genome.Strand;
import jenomics.provenance.GenomicsException;

/** One line, one stretch of the genome. */
abstract class IntervalText {
    /** A line whose stretch has no base. */
    static final GenomicFeature EMPTY =
            new GenomicFeature(Locus.ofBed("none", 0, 1), "none", "", "", Double.NaN, -1, Map.of());

    private final Path file;

    IntervalText(Path file) {
        this.file = file;
    }

    /** Whether nothing of interest follows. */
    abstract boolean ends(LineSource line);

    /** Whether a line says anything at all. */
    abstract boolean says(LineSource line);

    /** What the line says; null if it is not wanted, {@link #EMPTY} if it has no base. */
    abstract GenomicFeature feature(LineSource line, Regions wanted, Set<String> types);

    long number(LineSource line, String text, String what) {
        if (!text.matches("\\d{1,15}")) {
            throw refusal(line, "has the " + what + " '" + shortened(text) + "', which is no whole number");
        }
        return Long.parseLong(text);
    }

    double score(LineSource line, String text) {
        if (text.equals(".") || text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refusal(line, "has the score '" + shortened(text) + "', which is no number and not '.'");
        }
    }

    Strand strand(LineSource line, String text) {
        if (text.equals("+") || text.equals("-") || text.equals(".") || text.equals("?")) {
            return Strand.of(text);
        }
        throw refusal(line, "has the strand '" + shortened(text) + "'; it is '+', '-' or '.' (unknown)");
    }

    static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "\u2026" : text;
    }

    GenomicsException refusal(LineSource line, String what) {
        return new GenomicsException(
                "'" + file + "', " + line.where() + ", " + what + ".",
                Map.of("file", file.toString(), "where", line.where()));
    }
}
