package jenomics.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.genome.Strand;
import jenomics.provenance.GenomicsException;

/**
 * Where a simulation put a motif: what an explanation of a model should find.
 *
 * @param motif its name
 * @param start 0-based first base
 * @param end the base after the last one
 * @param strand the strand on which it reads
 */
public record PlantedMotif(String motif, int start, int end, Strand strand) {
    /** The attribute that holds the planted motifs of a simulated sequence. */
    public static final String ATTRIBUTE = "truth";

    /** The motifs planted in a sequence, left to right; none where it has no attribute {@code truth}. */
    public static List<PlantedMotif> in(SequenceRecord record) {
        String truth = record.attribute(ATTRIBUTE);
        return truth == null || truth.isEmpty()
                ? List.of()
                : Arrays.stream(truth.split(";")).map(PlantedMotif::of).toList();
    }

    /** Reads {@code TATA:312-320:+}; 0-based, end not included. */
    public static PlantedMotif of(String text) {
        var m = java.util.regex.Pattern.compile("(.+):(\\d+)-(\\d+):([+-])").matcher(text);
        if (!m.matches()) {
            throw new GenomicsException(
                    "A planted motif reads like TATA:312-320:+ (0-based, end not included); found '" + text + "'.",
                    Map.of("found", text));
        }
        return new PlantedMotif(
                m.group(1), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)), Strand.of(m.group(4)));
    }

    static String text(List<PlantedMotif> motifs) {
        return motifs.stream().map(PlantedMotif::toString).collect(Collectors.joining(";"));
    }

    /** {@code TATA:312-320:+}; 0-based, end not included. */
    @Override
    public String toString() {
        return motif + ":" + start + "-" + end + ":" + strand;
    }
}
