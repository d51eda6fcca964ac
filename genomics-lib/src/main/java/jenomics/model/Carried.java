package jenomics.model;

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

/** What a training carries from one step to the next, as a saved state holds it. */
interface Carried {
    /** Optimizer steps made. */
    int steps();

    Map<String, Pending> tensors();

    Map<String, String> facts();

    /** Puts everything back to where it was. */
    void restore(Snapshot saved);

    /** The parameters, with the moments of their optimizer: what every training carries. */
    record Stepped(List<Parameter> parameters, AdamW optimizer) implements Carried {
        private static final ObjectMapper JSON = new ObjectMapper();
        private static final String NOW = "now.";
        private static final String AGES = "ages";

        @Override
        public int steps() {
            return optimizer.steps();
        }

        @Override
        public Map<String, Pending> tensors() {
            var tensors = new LinkedHashMap<String, Pending>();
            parameters.forEach(p -> tensors.put(NOW + p.name(), Checkpoint.pending(p.tensor())));
            optimizer.state().forEach((name, moment) -> tensors.put(name, Checkpoint.pending(moment)));
            return tensors;
        }

        @Override
        public Map<String, String> facts() {
            try {
                return Map.of(AGES, JSON.writeValueAsString(optimizer.ages()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("numbers are always JSON", e);
            }
        }

        @Override
        public void restore(Snapshot saved) {
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                for (var parameter : parameters) {
                    Ops.run("copy_into", parameter.tensor(), load(scope, saved, NOW + parameter.name()));
                }
                var moments = new LinkedHashMap<String, ai.djl.ndarray.NDArray>();
                optimizer.state().keySet().forEach(name -> moments.put(name, load(scope, saved, name)));
                optimizer.resume((int) saved.step(), ages(saved), moments);
            }
        }

        private static ai.djl.ndarray.NDArray load(Scope scope, Snapshot saved, String name) {
            return Checkpoint.load(scope, saved.tensors().get(name));
        }

        private static int[] ages(Snapshot saved) {
            try {
                return JSON.readValue(saved.facts().get(AGES), int[].class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("ages are always written as JSON", e);
            }
        }
    }
}
