package jenomics.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.Safetensors;
import jenomics.io.Safetensors.Pending;
import jenomics.io.Snapshots.Snapshot;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.nn.Network;

/**
 * What there is before the first step of a fine-tuning, and would take long to do again.
 *
 * @param frozenHead the head's weights on the frozen encoder
 * @param predictions of the test samples by the models beside the fine-tuned one, in the order of the table
 */
record Beginning(Map<String, Safetensors.Tensor> frozenHead, Map<String, Predictions> predictions) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FROZEN = "frozen.";

    /** Nothing: the first step can be made at once. */
    static final Beginning NONE = new Beginning(Map.of(), Map.of());

    Map<String, Pending> tensors() {
        var tensors = new LinkedHashMap<String, Pending>();
        frozenHead.forEach((name, tensor) ->
                tensors.put(FROZEN + name, new Pending(tensor.dtype(), tensor.shape(), tensor::data)));
        return tensors;
    }

    Map<String, String> facts() {
        var values = new LinkedHashMap<String, double[][]>();
        predictions.forEach((name, said) -> values.put(name, said.values()));
        try {
            return Map.of("predictions", JSON.writeValueAsString(values));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers are always JSON", e);
        }
    }

    /** Puts the head into a network. */
    Beginning into(Network net) {
        frozenHead.forEach((name, tensor) -> net.put(name, Checkpoint.load(net.scope(), tensor)));
        return this;
    }

    /** @param ids of the test samples */
    static Beginning of(Snapshot saved, Task task, List<String> ids) {
        var head = new LinkedHashMap<String, Safetensors.Tensor>();
        saved.tensors().forEach((name, tensor) -> {
            if (name.startsWith(FROZEN)) {
                head.put(name.substring(FROZEN.length()), Safetensors.Tensor.of(tensor.floats(), tensor.shape()));
            }
        });
        var predictions = new LinkedHashMap<String, Predictions>();
        try {
            JSON.readTree(saved.facts().get("predictions"))
                    .properties()
                    .forEach(e -> predictions.put(
                            e.getKey(), new Predictions(task, ids, JSON.convertValue(e.getValue(), double[][].class))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("predictions are always written as JSON", e);
        }
        return new Beginning(head, predictions);
    }
}
