package jenomics.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * How samples are divided into parts for training and for testing, again and again.
 *
 * @param kind the way
 * @param folds how many parts each repeat has, or how many random splits there are
 * @param repeats how often, each with other folds
 * @param share of the samples that is tested on in a random split; NaN for folds
 * @param group the attribute whose values never stand in both parts, or null
 */
public record Protocol(Kind kind, int folds, int repeats, double share, String group) {

    /** The way of dividing. */
    public enum Kind {
        /** Every sample is tested once per repeat. */
        FOLDS,
        /** Each split is drawn anew. */
        RANDOM_SPLITS,
        /** Each group is tested once, by what was learned from all others. */
        LEAVE_ONE_GROUP_OUT,
        /** One split, given. */
        HOLD_OUT
    }

    public Protocol {
        if (kind == Kind.FOLDS && folds < 2) {
            throw new GenomicsException(
                    "Cross-validation takes at least 2 folds; found " + folds + ".", Map.of("folds", folds));
        }
        if (repeats < 1 || kind == Kind.RANDOM_SPLITS && folds < 1) {
            throw new GenomicsException(
                    "A protocol divides the samples at least once; found " + (repeats < 1 ? repeats : folds) + ".",
                    Map.of("repeats", repeats, "folds", folds));
        }
        if (kind == Kind.RANDOM_SPLITS && !(share > 0 && share < 1)) {
            throw new GenomicsException(
                    "The share of the samples that is tested on is more than 0 and less than 1; found " + share + ".",
                    Map.of("share", share));
        }
    }

    static Protocol folds(int k, int times) {
        return new Protocol(Kind.FOLDS, k, times, Double.NaN, null);
    }

    static Protocol splits(int count, double share) {
        return new Protocol(Kind.RANDOM_SPLITS, count, 1, share, null);
    }

    static Protocol leaveOneGroupOut(String attribute) {
        return new Protocol(Kind.LEAVE_ONE_GROUP_OUT, 0, 1, Double.NaN, attribute);
    }

    static Protocol holdOut() {
        return new Protocol(Kind.HOLD_OUT, 1, 1, Double.NaN, null);
    }

    Protocol keepTogether(String attribute) {
        return new Protocol(kind, folds, repeats, share, attribute);
    }

    /** {@code 5-fold cross-validation, 10 times, patient kept together}. */
    @Override
    public String toString() {
        String together = group == null ? "" : ", " + group + " kept together";
        return switch (kind) {
            case FOLDS -> folds + "-fold cross-validation" + (repeats > 1 ? ", " + repeats + " times" : "") + together;
            case RANDOM_SPLITS ->
                String.format(Locale.ROOT, "%,d random splits, %.0f %% for testing%s", folds, 100 * share, together);
            case LEAVE_ONE_GROUP_OUT -> "one " + group + " left out at a time";
            case HOLD_OUT -> "one split";
        };
    }

    Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("protocol", toString());
        return facts;
    }
}
