package jenomics.genome;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * A piece of DNA, written 5' to 3'.
 *
 * @param bases IUPAC letters; read in either case, kept in upper case
 */
public record DnaSequence(String bases) {

    public DnaSequence {
        bases = Alphabet.IUPAC.read(bases);
    }

    public static DnaSequence of(String bases) {
        return new DnaSequence(bases);
    }

    public int lengthBp() {
        return bases.length();
    }

    /** The other strand, 5' to 3'. */
    public DnaSequence reverseComplement() {
        return new DnaSequence(reverseComplement(bases));
    }

    /** The bases from one place to before another, 0-based. */
    public DnaSequence slice(int from, int to) {
        if (from < 0 || to > bases.length() || from > to) {
            throw new GenomicsException(
                    "A sequence of " + bases.length() + " bp has no bases " + from + " to " + to
                            + "; places are 0-based and the end is not included.",
                    Map.of("lengthBp", bases.length(), "from", from, "to", to));
        }
        return new DnaSequence(bases.substring(from, to));
    }

    /** The share of G and C among the bases that are known (A, C, G, T, S, W), 0 to 1; NaN where none is. */
    public double gc() {
        return gc(bases);
    }

    /** The share of G and C among the known bases of an upper-case string; see {@link #gc()}. */
    public static double gc(String bases) {
        int strong = 0;
        int weak = 0;
        for (int i = 0; i < bases.length(); i++) {
            switch (bases.charAt(i)) {
                case 'G', 'C', 'S' -> strong++;
                case 'A', 'T', 'W' -> weak++;
                default -> {}
            }
        }
        return (double) strong / (strong + weak);
    }

    /**
     * The reverse complement of a string of IUPAC letters; the case of each letter is kept. Any other character is an
     * error that says which and where.
     */
    public static String reverseComplement(String bases) {
        byte[] forward = bases.getBytes(StandardCharsets.ISO_8859_1);
        byte[] reverse = new byte[forward.length];
        byte[] complement = Alphabet.complements();
        for (int i = 0, j = forward.length - 1; j >= 0; i++, j--) {
            byte c = complement[forward[j] & 0xff];
            if (c == 0) {
                Alphabet.IUPAC.read(bases);
            }
            reverse[i] = c;
        }
        return new String(reverse, StandardCharsets.ISO_8859_1);
    }

    /** The bases. */
    @Override
    public String toString() {
        return bases;
    }
}
