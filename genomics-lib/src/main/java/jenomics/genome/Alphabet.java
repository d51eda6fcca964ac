package jenomics.genome;

import java.util.Locale;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Which letters a DNA sequence may have. Upper and lower case are both read; everything Jenomics keeps is upper case.
 * Letters and their meanings follow the IUPAC-IUB nomenclature (Nucleic Acids Research 13:3021, 1985).
 */
public enum Alphabet {
    /** The four bases. */
    DNA("ACGT"),
    /** The four bases and the letters for "one of several": {@code R} is A or G, {@code N} any. */
    IUPAC("ACGTRYSWKMBDHVN");

    private static final String SYMBOLS = "ACGTRYSWKMBDHVN";
    private static final String COMPLEMENTS = "TGCAYRSWMKVHDBN";
    /** For each of {@link #SYMBOLS} the bases it stands for, a bit each: A 1, C 2, G 4, T 8. */
    private static final int[] MEANINGS = {1, 2, 4, 8, 5, 10, 6, 9, 12, 3, 14, 13, 11, 7, 15};

    private static final byte[] COMPLEMENT = new byte[256];

    static {
        for (int i = 0; i < SYMBOLS.length(); i++) {
            COMPLEMENT[SYMBOLS.charAt(i)] = (byte) COMPLEMENTS.charAt(i);
            COMPLEMENT[SYMBOLS.charAt(i) | 0x20] = (byte) (COMPLEMENTS.charAt(i) | 0x20);
        }
    }

    private final String letters;
    private final byte[] upper = new byte[256];

    Alphabet(String letters) {
        this.letters = letters;
        for (char c : letters.toCharArray()) {
            upper[c] = (byte) c;
            upper[c | 0x20] = (byte) c;
        }
    }

    /** The letters, in upper case. */
    public String letters() {
        return letters;
    }

    /** Whether this letter belongs to the alphabet, in either case. */
    public boolean allows(char letter) {
        return letter < 256 && upper[letter] != 0;
    }

    /** For each byte value the upper-case letter it is read as, or 0 where it is none: a fresh table of 256. */
    public byte[] upperCaseTable() {
        return upper.clone();
    }

    /** The place of the first character that is no letter of this alphabet (0-based), or -1. */
    public int firstForeign(CharSequence bases) {
        for (int i = 0; i < bases.length(); i++) {
            if (!allows(bases.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The bases as upper case; a character outside the alphabet is an error that says which and where. */
    public String read(String bases) {
        int foreign = firstForeign(bases);
        if (foreign >= 0) {
            throw new GenomicsException(
                    "DNA has character '" + bases.charAt(foreign) + "' at position " + (foreign + 1) + "; allowed are "
                            + letters + ", in either case.",
                    Map.of("character", String.valueOf(bases.charAt(foreign)), "position", foreign + 1));
        }
        return bases.toUpperCase(Locale.ROOT);
    }

    /** The complement of a letter, in the same case; 0 for what is no IUPAC letter. */
    public static char complement(char letter) {
        return letter < 256 ? (char) COMPLEMENT[letter] : 0;
    }

    /**
     * The bases that an IUPAC letter stands for, a bit each: A 1, C 2, G 4, T 8; 0 for what is no IUPAC letter. A base
     * matches a pattern letter when their bits meet.
     */
    public static int meaning(char letter) {
        int place = SYMBOLS.indexOf(Character.toUpperCase(letter));
        return place < 0 ? 0 : MEANINGS[place];
    }

    /** The IUPAC letter for a set of bases given as bits (see {@link #meaning}), 1 to 15. */
    static char letterFor(int meaning) {
        for (int i = 0; i < MEANINGS.length; i++) {
            if (MEANINGS[i] == meaning) {
                return SYMBOLS.charAt(i);
            }
        }
        throw new IllegalArgumentException("no letter stands for the set " + meaning);
    }

    static byte[] complements() {
        return COMPLEMENT;
    }
}
