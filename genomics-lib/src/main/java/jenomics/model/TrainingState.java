package jenomics.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.Safetensors.Pending;
import jenomics.io.Snapshots.Snapshot;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;

/**
 * All that a training carries from one step to the next: parameters, moments, the best and the mean parameters so far,
 * and its place. What is drawn by chance (order, reading frames, dropout) follows from the seed and the place alone. As
 * float32 that is 16 bytes for each number that trains, 20 while weights are averaged.
 */
final class TrainingState {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOW = "now.";

    private final List<Parameter> parameters;
    private final AdamW optimizer;
    private final Best best;
    private int epoch;
    private boolean over;

    TrainingState(List<Parameter> parameters, AdamW optimizer, Best best) {
        this.parameters = parameters;
        this.optimizer = optimizer;
        this.best = best;
    }

    /** Optimizer steps made. */
    int steps() {
        return optimizer.steps();
    }

    /** The epoch that is being worked on, from 0; all before it have been judged. */
    int epoch() {
        return epoch;
    }

    /** The epoch is judged. @param last whether there are to be no more, however many were planned */
    void judged(boolean last) {
        epoch++;
        over = last;
    }

    /** Whether the training ended before its last epoch because it no longer became better. */
    boolean over() {
        return over;
    }

    Map<String, Pending> tensors() {
        var tensors = new LinkedHashMap<String, Pending>();
        parameters.forEach(p -> tensors.put(NOW + p.name(), Checkpoint.pending(p.tensor())));
        optimizer.state().forEach((name, moment) -> tensors.put(name, Checkpoint.pending(moment)));
        tensors.putAll(best.tensors());
        return tensors;
    }

    Map<String, String> facts() {
        var facts = new LinkedHashMap<>(best.facts());
        facts.put("epoch", String.valueOf(epoch));
        facts.put("over", String.valueOf(over));
        try {
            facts.put("ages", JSON.writeValueAsString(optimizer.ages()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers are always JSON", e);
        }
        return facts;
    }

    /** Puts everything back to where it was. */
    void restore(Snapshot saved) {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            for (var parameter : parameters) {
                Ops.run("copy_into", parameter.tensor(), load(scope, saved, NOW + parameter.name()));
            }
            var moments = new LinkedHashMap<String, NDArray>();
            optimizer.state().keySet().forEach(name -> moments.put(name, load(scope, saved, name)));
            optimizer.resume((int) saved.step(), ages(saved), moments);
        }
        best.takeUp(saved);
        epoch = Integer.parseInt(saved.facts().get("epoch"));
        over = Boolean.parseBoolean(saved.facts().get("over"));
    }

    private static NDArray load(Scope scope, Snapshot saved, String name) {
        return Checkpoint.load(scope, saved.tensors().get(name));
    }

    private static int[] ages(Snapshot saved) {
        try {
            return JSON.readValue(saved.facts().get("ages"), int[].class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("ages are always written as JSON", e);
        }
    }
}
