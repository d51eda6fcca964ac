package jenomics.model.pretraining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.model.architecture.Esm;
import jenomics.provenance.GenomicsException;

/**
 * Everything that decides what a pretraining gives. Two runs of one plan on the same genomes with the same number of
 * threads are bit-equal.
 *
 * @param k bases per token
 * @param hidden width H
 * @param layers blocks
 * @param heads attention heads
 * @param feedForward inner width of the feed-forward
 * @param tokens tokens per window, the class token included
 * @param batch windows per step
 * @param steps optimizer steps
 * @param learningRate at its peak
 * @param warmupSteps steps on which the learning rate rises to its peak
 * @param decay share of the steps, at the end, on which it falls to zero
 * @param weightDecay decoupled, on matrices only
 * @param clip largest global gradient norm
 * @param maskShare share of tokens to predict
 * @param seed of weights, windows and masks
 * @param threads torch threads
 * @param bfloat16 whether matrices are multiplied in bfloat16
 * @param test chromosomes nothing is learned from
 * @param validation chromosomes the loss is watched on
 */
record PretrainingPlan(
        int k,
        int hidden,
        int layers,
        int heads,
        int feedForward,
        int tokens,
        int batch,
        int steps,
        double learningRate,
        int warmupSteps,
        double decay,
        double weightDecay,
        double clip,
        double maskShare,
        long seed,
        int threads,
        boolean bfloat16,
        List<String> test,
        List<String> validation) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The plan of jenomics/yeast-base. */
    static final PretrainingPlan YEAST_BASE = new PretrainingPlan(
            3,
            192,
            4,
            6,
            512,
            256,
            12,
            20_000,
            1e-3,
            300,
            0.25,
            0.02,
            1.0,
            0.15,
            20261121L,
            2,
            true,
            List.of("VIII", "XIV"),
            List.of("V"));

    /** The plan with options of the command line applied: {@code hidden=256}. */
    PretrainingPlan with(Map<String, String> options) {
        Map<String, Object> values = JSON.convertValue(this, new com.fasterxml.jackson.core.type.TypeReference<>() {});
        var changed = new LinkedHashMap<>(values);
        options.forEach((name, value) -> {
            if (!values.containsKey(name)) {
                throw new GenomicsException(
                        "There is no pretraining option --" + name + "; there are " + values.keySet() + ".",
                        Map.of("option", name));
            }
            changed.put(name, values.get(name) instanceof List ? List.of(value.split(",")) : value);
        });
        try {
            return JSON.convertValue(changed, PretrainingPlan.class);
        } catch (IllegalArgumentException e) {
            throw new GenomicsException("A pretraining option has a value of the wrong kind: " + e.getMessage(), e);
        }
    }

    Esm architecture(int vocabulary) {
        return new Esm(vocabulary, hidden, layers, heads, feedForward, 2 * tokens, 1e-12);
    }

    int windowBp() {
        return (tokens - 1) * k;
    }

    /** Tokens of bases read over all steps. */
    long tokensSeen() {
        return (long) steps * batch * (tokens - 1);
    }

    /** A loss in nats per token as bits per base. */
    double bitsPerBase(double loss) {
        return loss / Math.log(2) / k;
    }

    /** What the command line must say to get this plan instead of another: {@code " --steps 100"}; empty if equal. */
    String optionsBeside(PretrainingPlan other) {
        var mine = JSON.<ObjectNode>valueToTree(this);
        var theirs = JSON.<ObjectNode>valueToTree(other);
        var options = new StringBuilder();
        mine.fields().forEachRemaining(option -> {
            if (!option.getValue().equals(theirs.get(option.getKey()))) {
                options.append(" --").append(option.getKey()).append(' ').append(written(option.getValue()));
            }
        });
        return options.toString();
    }

    private static String written(JsonNode value) {
        var parts = new ArrayList<String>();
        value.forEach(part -> parts.add(part.asText()));
        return value.isArray() ? String.join(",", parts) : value.asText();
    }

    /**
     * What a saved state must have been made with. The number of steps is not part of it: until the learning rate falls,
     * a longer run is the same run, so one may be made longer (or brought to its end) later.
     */
    JsonNode identity() {
        var plan = JSON.<ObjectNode>valueToTree(this);
        plan.remove("steps");
        return plan;
    }
}
