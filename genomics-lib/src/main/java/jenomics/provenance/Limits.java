package jenomics.provenance;

import java.util.Map;

/**
 * What the options of a plan may be. An option outside of it is refused with a sentence that names it:
 * {@code Training.dropout must be at least 0.0 and at most 0.95; found 2.0.}
 *
 * @param of whose options, as it stands before their names: {@code Training}
 */
public record Limits(String of) {

    /** Refuses a whole number below the least. */
    public Limits atLeast(String option, int found, int least) {
        if (found < least) {
            throw new GenomicsException(
                    of + "." + option + " is a whole number of at least " + least + "; found " + found + ".",
                    Map.of(option, found));
        }
        return this;
    }

    /**
     * Refuses a number outside a range, and NaN.
     *
     * @param least {@link Double#MIN_VALUE} for all above 0
     * @param most {@link Double#MAX_VALUE} for no limit
     */
    public Limits within(String option, double found, double least, double most) {
        if (!(found >= least && found <= most)) {
            throw new GenomicsException(
                    of + "." + option + " must be "
                            + (least == Double.MIN_VALUE ? "above 0" : "at least " + least)
                            + (most == Double.MAX_VALUE ? "" : " and at most " + most) + "; found " + found + ".",
                    Map.of(option, found));
        }
        return this;
    }
}
