package jenomics.model.pretraining;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.io.Safetensors;
import jenomics.io.Safetensors.Pending;
import jenomics.io.Snapshots;
import jenomics.io.Snapshots.Snapshot;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;

/**
 * Where a pretraining stands: {@link Snapshots} of weights, moments, step, losses, and the plan and data it belongs to.
 */
final class PretrainingState {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Snapshots snapshots;
    private final String belongsTo;

    /** @param belongsTo the plan and the fingerprints of the data, as text; another text is another run */
    PretrainingState(Path folder, String belongsTo) {
        snapshots = new Snapshots(folder);
        this.belongsTo = belongsTo;
    }

    /** Whether the steps made so far are those of the present plan, if there were to be so many then. */
    @FunctionalInterface
    interface Agreement {
        boolean agrees(int stepsMade, int stepsThen);
    }

    /** @param steps how many there are to be */
    void save(Network net, AdamW optimizer, LossCurve curve, int steps) {
        var tensors = new LinkedHashMap<String, Pending>();
        net.names().forEach(name -> tensors.put(name, pending(net.weight(name))));
        optimizer.state().forEach((name, moment) -> tensors.put(name, pending(moment)));
        snapshots.write(
                optimizer.steps(),
                tensors,
                Map.of("steps", String.valueOf(steps), "belongs_to", belongsTo, "curve", write(curve)));
    }

    /** Puts saved numbers into the network and the optimizer, if there are any; returns the losses so far. */
    LossCurve resume(Network net, AdamW optimizer, Agreement agreement) {
        return snapshots
                .newest()
                .map(saved -> resume(saved, net, optimizer, agreement))
                .orElseGet(LossCurve::empty);
    }

    private LossCurve resume(Snapshot saved, Network net, AdamW optimizer, Agreement agreement) {
        saved.passedOver().forEach(sentence -> System.err.println("[jenomics] " + sentence));
        check(saved, agreement);
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var loaded = new LinkedHashMap<String, NDArray>();
            saved.tensors().forEach((name, t) -> loaded.put(name, scope.floats(t.floats(), t.shape())));
            net.names().forEach(name -> {
                if (loaded.containsKey(name)) {
                    Ops.run("copy_into", net.weight(name), loaded.get(name));
                }
            });
            optimizer.resume((int) saved.step(), loaded);
        }
        return read(saved.facts().get("curve"));
    }

    private void check(Snapshot saved, Agreement agreement) {
        String found = String.valueOf(saved.facts().get("belongs_to"));
        if (!belongsTo.equals(found)) {
            throw new GenomicsException(
                    "The state in " + snapshots.folder() + " belongs to another pretraining (other settings or other"
                            + " genomes). Give another --out folder, or remove its step-*.safetensors to begin anew.",
                    Map.of("folder", snapshots.folder().toString(), "found", found, "expected", belongsTo));
        }
        int step = (int) saved.step();
        int stepsThen = Integer.parseInt(saved.facts().get("steps"));
        if (!agreement.agrees(step, stepsThen)) {
            throw new GenomicsException(
                    "The state in " + snapshots.folder() + " is at step " + step + " of " + stepsThen
                            + ", where the learning rate of a run with the number of steps asked for would have been"
                            + " another (or the run over). Ask for " + stepsThen
                            + " steps, or give another --out folder.",
                    Map.of("folder", snapshots.folder().toString(), "step", step, "steps", stepsThen));
        }
    }

    private static Pending pending(NDArray array) {
        return new Pending(
                "F32", array.getShape().getShape(), () -> tensor(array).data());
    }

    static Safetensors.Tensor tensor(NDArray array) {
        return Safetensors.Tensor.of(array.toFloatArray(), array.getShape().getShape());
    }

    private static String write(LossCurve curve) {
        try {
            return JSON.writeValueAsString(curve);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a loss curve is always JSON", e);
        }
    }

    private static LossCurve read(String text) {
        try {
            return JSON.readValue(text, LossCurve.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a loss curve is always written as JSON", e);
        }
    }
}
