package jenomics.sequence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jenomics.genome.Alphabet;
import jenomics.genome.DnaSequence;
import jenomics.provenance.GenomicsException;

/**
 * One named sequence with what is known of it.
 *
 * @param id its name, unique within a set
 * @param bases IUPAC letters, at least one; read in either case, kept in upper case
 * @param attributes labels and groups by name, in order; a null value is left out
 */
public record SequenceRecord(String id, String bases, Map<String, String> attributes) {
    private static final int EXCERPT = 24;

    public SequenceRecord {
        if (id == null || id.isBlank()) {
            throw new GenomicsException("A sequence needs a name; found none for '" + excerpt(bases) + "'.");
        }
        if (bases.isEmpty()) {
            throw new GenomicsException("Sequence '" + id + "' has no bases.", Map.of("id", id));
        }
        bases = read(id, bases);
        attributes = known(attributes);
    }

    public static SequenceRecord of(String id, String bases) {
        return new SequenceRecord(id, bases, Map.of());
    }

    public int lengthBp() {
        return bases.length();
    }

    public DnaSequence sequence() {
        return new DnaSequence(bases);
    }

    /** The share of G and C among the known bases, 0 to 1; NaN where none is known. */
    public double gc() {
        return DnaSequence.gc(bases);
    }

    /** The value of an attribute, or null where this sequence has none of that name. */
    public String attribute(String name) {
        return attributes.get(name);
    }

    /** The value of an attribute as a number; an error that says what was found where it is none. */
    public double number(String name) {
        String value = attribute(name);
        try {
            return Double.parseDouble(value == null ? "" : value.strip());
        } catch (NumberFormatException e) {
            String found = value == null
                    ? "it has none" + (attributes.isEmpty() ? "" : "; there are " + attributes.keySet())
                    : "found '" + value + "'";
            throw new GenomicsException(
                    "Attribute '" + name + "' of sequence '" + id + "' should be a number; " + found + ".",
                    Map.of("id", id, "attribute", name),
                    e);
        }
    }

    /** The same sequence with one attribute more, or another value for it; null takes it away. */
    public SequenceRecord with(String name, String value) {
        var more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new SequenceRecord(id, bases, more);
    }

    /** Everything that is known, in one line: {@code chr7_12 · 500 bp · ACGTTTACGAATCCGTAACTAACG… · promoter=yes}. */
    @Override
    public String toString() {
        var out = new StringBuilder(id)
                .append(String.format(Locale.ROOT, " \u00b7 %,d bp \u00b7 ", lengthBp()))
                .append(excerpt(bases));
        attributes.forEach(
                (name, value) -> out.append(" \u00b7 ").append(name).append('=').append(value));
        return out.toString();
    }

    static String excerpt(String bases) {
        return bases.length() <= EXCERPT ? bases : bases.substring(0, EXCERPT) + "\u2026";
    }

    private static String read(String id, String bases) {
        int foreign = Alphabet.IUPAC.firstForeign(bases);
        if (foreign >= 0) {
            throw new GenomicsException(
                    "Sequence '" + id + "' has character '" + bases.charAt(foreign) + "' at position " + (foreign + 1)
                            + "; allowed are the IUPAC letters " + Alphabet.IUPAC.letters() + ", in either case.",
                    new TreeMap<>(Map.of("id", id, "position", foreign + 1)));
        }
        return bases.toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> known(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return Map.of();
        }
        var known = new LinkedHashMap<String, String>();
        attributes.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        return Collections.unmodifiableMap(known);
    }
}
