package jenomics.model;

import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.learn.Comparison;
import jenomics.learn.Predictions;
import jenomics.learn.Targets;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * What was held back for the end: the test samples and what the models beside the fine-tuned one say of them.
 *
 * @param samples the test part; null where the split had none, or the run was loaded from a file
 * @param others predictions by model, in the order of the table
 * @param truth known where the predictions were loaded
 */
record TestResults(SequenceSet samples, Map<String, Predictions> others, Targets truth) {

    TestResults(SequenceSet samples, Map<String, Predictions> others) {
        this(samples, others, null);
    }

    boolean any() {
        return samples != null || truth != null;
    }

    /** All models side by side; the fine-tuned one last, under its own name. */
    Comparison with(String name, Predictions tuned) {
        if (!any()) {
            throw new GenomicsException(
                    "The split had no test part, so there is nothing to score on: .test(\"chrXII\") or .test(0.2),"
                            + " or run.evaluate(other sequences).");
        }
        var comparison = Comparison.of(truth != null ? truth : tuned.task().targets(samples));
        var all = new LinkedHashMap<>(others);
        all.put(name, tuned);
        for (var entry : all.entrySet()) {
            comparison = comparison.with(entry.getKey(), entry.getValue());
        }
        return comparison;
    }
}
