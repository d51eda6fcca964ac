package jenomics.learn;

import java.util.List;

/**
 * What a fitted model says of some samples.
 *
 * @param task what was predicted, with its classes resolved
 * @param ids the samples, in order
 * @param values one row per sample: binary: {P(positive)}; multiclass: a probability per class, summing to 1;
 *     multilabel: an independent probability per class; regression: {value}; survival: {risk}, any number, the higher
 *     the earlier
 */
public record Predictions(Task task, List<String> ids, double[][] values) {
    public Predictions {
        ids = List.copyOf(ids);
        if (ids.size() != values.length) {
            throw new IllegalArgumentException(ids.size() + " identifiers but " + values.length + " predictions");
        }
    }

    public int size() {
        return values.length;
    }
}
