package jenomics.bench;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jenomics.learn.Metric;

/**
 * What came of one entry in one fold.
 *
 * @param values its scores; empty where it failed
 * @param predictions for the test samples of the fold, in their order; null where it failed
 * @param features how many features there were; 0 where the model does not say
 * @param selected those it uses
 * @param chosen the settings that tuning chose; empty where nothing was tuned
 * @param seconds what learning and predicting took
 * @param failure why it has no scores; null where it has
 */
record Outcome(
        Map<Metric, Double> values,
        double[][] predictions,
        int features,
        List<String> selected,
        String chosen,
        double seconds,
        String failure) {

    Outcome {
        values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
        selected = List.copyOf(selected);
    }

    static Outcome failed(RuntimeException e, double seconds) {
        String said = e instanceof jenomics.provenance.GenomicsException ? e.getMessage() : e.toString();
        return new Outcome(Map.of(), null, 0, List.of(), "", seconds, said);
    }

    boolean done() {
        return failure == null;
    }
}
