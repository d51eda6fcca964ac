package jenomics.sequence;

import java.util.Map;
import jenomics.provenance.GenomicsException;

/** Sequences as four rows of zeros and ones. Row order is A, C, G, T; every other letter is four zeros. */
public final class OneHot {
    private OneHot() {}

    /** One sequence, shape [4][L]. */
    public static float[][] of(String bases) {
        return of(bases, bases.length());
    }

    /** One sequence filled up with zeros on the right to a given length, shape [4][L]; a longer one is an error. */
    public static float[][] of(String bases, int length) {
        if (bases.length() > length) {
            throw new GenomicsException(
                    "A sequence of " + bases.length() + " bp does not fit into " + length + " columns.",
                    Map.of("lengthBp", bases.length(), "columns", length));
        }
        float[][] rows = new float[4][length];
        for (int i = 0; i < bases.length(); i++) {
            int row = KmerCounts.base(bases.charAt(i));
            if (row >= 0) {
                rows[row][i] = 1;
            }
        }
        return rows;
    }

    /** All sequences, shape [n][4][L], where L is the longest; shorter ones are filled up with zeros on the right. */
    public static float[][][] of(SequenceSet sequences) {
        int longest =
                sequences.stream().mapToInt(SequenceRecord::lengthBp).max().orElse(0);
        return sequences.stream().map(r -> of(r.bases(), longest)).toArray(float[][][]::new);
    }

    /** The bases again: the letter of the row that holds 1, N where none does. */
    public static String decode(float[][] rows) {
        var bases = new StringBuilder();
        for (int i = 0; i < rows[0].length; i++) {
            char letter = 'N';
            for (int row = 0; row < 4; row++) {
                if (rows[row][i] == 1) {
                    letter = "ACGT".charAt(row);
                }
            }
            bases.append(letter);
        }
        return bases.toString();
    }
}
