package jenomics.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * What a training does to need less memory or time. None of it changes the effective batch. A value.
 *
 * @param recompute whether what happens inside a block is computed again in the backward pass; false: only where nothing
 *     else fits
 * @param pieces in how many pieces a batch goes through; 0: in as many as free memory asks for
 * @param frozen in which numbers the weights are held that do not train; float32
 */
public record Economy(boolean recompute, int pieces, FrozenWeights frozen) {

    /** What has to be, no more. */
    public static final Economy STANDARD = new Economy(false, 0, FrozenWeights.FLOAT32);

    /**
     * Checks its options.
     *
     * @throws GenomicsException if the number of pieces is below 0
     */
    public Economy {
        if (pieces < 0) {
            throw new GenomicsException(
                    "A batch goes through in at least 1 piece, or 0 for as many as free memory asks for; found "
                            + pieces + ".",
                    Map.of("pieces", pieces));
        }
    }

    /** Whether blocks are computed again in the backward pass whatever memory there is. */
    public Economy recompute(boolean value) {
        return new Economy(value, pieces, frozen);
    }

    /** In how many pieces a batch goes through, 0 or more. */
    public Economy pieces(int value) {
        return new Economy(recompute, value, frozen);
    }

    /** In which numbers the weights are held that do not train. */
    public Economy frozen(FrozenWeights value) {
        return new Economy(recompute, pieces, value);
    }

    /** The options that are not as in {@link #STANDARD}, by name. */
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        if (recompute) {
            facts.put("blocks computed again", true);
        }
        if (pieces > 0) {
            facts.put("pieces of a batch", pieces);
        }
        if (frozen != FrozenWeights.FLOAT32) {
            facts.put("frozen weights", frozen.toString());
        }
        return facts;
    }
}
