package jenomics.genome;

import jenomics.provenance.GenomicsException;

/** Which strand of the double helix; {@link #UNKNOWN} where a feature has none (BED's {@code .}). */
public enum Strand {
    FORWARD('+'),
    REVERSE('-'),
    UNKNOWN('.');

    private final char symbol;

    Strand(char symbol) {
        this.symbol = symbol;
    }

    /** {@code +}, {@code -} or {@code .}, as in BED and GFF. */
    public char symbol() {
        return symbol;
    }

    /** The other strand; unknown stays unknown. */
    public Strand opposite() {
        return switch (this) {
            case FORWARD -> REVERSE;
            case REVERSE -> FORWARD;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** Reads {@code +}, {@code -}, {@code .} or {@code ?}. */
    public static Strand of(String symbol) {
        return switch (symbol.strip()) {
            case "+", "1", "+1" -> FORWARD;
            case "-", "-1", "\u2212" -> REVERSE;
            case ".", "?", "" -> UNKNOWN;
            default ->
                throw new GenomicsException(
                        "A strand is '+', '-' or '.' (unknown); found '" + symbol + "'.",
                        java.util.Map.of("found", symbol));
        };
    }

    @Override
    public String toString() {
        return String.valueOf(symbol);
    }
}
