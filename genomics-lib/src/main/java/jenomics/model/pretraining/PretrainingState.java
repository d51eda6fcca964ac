package jenomics.model.pretraining;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.io.Safetensors;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;

/**
 * Where a pretraining stands, in one file that is replaced whole: weights, moments, step, losses, and the plan and data
 * it belongs to.
 */
final class PretrainingState {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String belongsTo;

    /** @param belongsTo the plan and the fingerprints of the data, as text; another text is another run */
    PretrainingState(Path file, String belongsTo) {
        this.file = file;
        this.belongsTo = belongsTo;
    }

    /** Whether the steps made so far are those of the present plan, if there were to be so many then. */
    @FunctionalInterface
    interface Agreement {
        boolean agrees(int stepsMade, int stepsThen);
    }

    /** @param steps how many there are to be */
    void save(Network net, AdamW optimizer, LossCurve curve, int steps) {
        var tensors = new LinkedHashMap<String, Safetensors.Tensor>();
        net.weights().forEach((name, weight) -> tensors.put(name, tensor(weight)));
        optimizer.state().forEach((name, moment) -> tensors.put(name, tensor(moment)));
        Safetensors.write(
                file,
                tensors,
                Map.of(
                        "step",
                        String.valueOf(optimizer.steps()),
                        "steps",
                        String.valueOf(steps),
                        "belongs_to",
                        belongsTo,
                        "curve",
                        write(curve)));
    }

    /** Puts saved numbers into the network and the optimizer, if there are any; returns the losses so far. */
    LossCurve resume(Network net, AdamW optimizer, Agreement agreement) {
        if (!Files.exists(file)) {
            return LossCurve.empty();
        }
        var saved = Safetensors.open(file);
        if (!belongsTo.equals(saved.metadata().get("belongs_to"))) {
            throw new GenomicsException(
                    file + " belongs to another pretraining (other settings or other genomes). Give another --out"
                            + " folder, or remove the file to begin anew.",
                    Map.of(
                            "file",
                            file.toString(),
                            "found",
                            String.valueOf(saved.metadata().get("belongs_to")),
                            "expected",
                            belongsTo));
        }
        int step = Integer.parseInt(saved.metadata().get("step"));
        int stepsThen = Integer.parseInt(saved.metadata().getOrDefault("steps", "-1"));
        if (stepsThen >= 0 && !agreement.agrees(step, stepsThen)) {
            throw new GenomicsException(
                    file + " is at step " + step + " of " + stepsThen + ", where the learning rate of a run with the"
                            + " number of steps asked for would have been another (or the run over). Ask for "
                            + stepsThen + " steps, or give another --out folder.",
                    Map.of("file", file.toString(), "step", step, "steps", stepsThen));
        }
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var loaded = new LinkedHashMap<String, NDArray>();
            saved.tensors().forEach((name, t) -> loaded.put(name, scope.floats(t.floats(), t.shape())));
            net.weights().forEach((name, weight) -> {
                if (loaded.containsKey(name)) {
                    Ops.run("copy_into", weight, loaded.get(name));
                }
            });
            optimizer.resume(step, loaded);
        }
        return read(saved.metadata().get("curve"));
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

    private LossCurve read(String text) {
        try {
            return JSON.readValue(text, LossCurve.class);
        } catch (JsonProcessingException e) {
            throw new GenomicsException(file + " has no readable loss curve: " + e.getOriginalMessage() + ".", e);
        }
    }
}
