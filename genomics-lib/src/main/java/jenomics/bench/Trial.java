package jenomics.bench;

import java.util.List;
import jenomics.learn.Interval;

/**
 * One choice of settings, tried.
 *
 * @param settings the choice
 * @param resource how much it was given, 1 is all
 * @param score mean of the metric over the inner folds; NaN where it failed
 * @param seconds what that took
 * @param failure why it has no score, or null
 */
public record Trial(Settings settings, double resource, double score, double seconds, String failure) {
    List<String> row() {
        return List.of(
                settings.toString(),
                Interval.number(resource),
                failure == null ? Interval.number(score) : failure,
                Words.seconds(seconds));
    }
}
