package jenomics.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.io.SafeFile;
import jenomics.io.Safetensors;
import jenomics.model.tuning.Adapter;
import jenomics.nn.History;
import jenomics.nn.Network;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;

/**
 * An {@link Embedder} as a folder: PEFT's files, or trained.safetensors where every weight trained, and embedder.json,
 * format 1.
 */
final class EmbedderFolder {
    static final String FILE = "embedder.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String TRAINED = "trained.safetensors";
    private static final String TEMPERATURE = "temperature";
    private static final int FORMAT = 1;

    private EmbedderFolder() {}

    static Path write(Embedder embedder, Path folder) {
        if (embedder.plan().tuning() instanceof Adapter) {
            embedder.adapter().save(folder);
        } else {
            var tensors = new LinkedHashMap<String, Safetensors.Tensor>();
            embedder.encoder()
                    .architecture()
                    .encoderShapes()
                    .keySet()
                    .forEach(name -> tensors.put(
                            name, Checkpoint.save(embedder.encoder().net().weight(name))));
            Safetensors.write(folder.resolve(TRAINED), tensors, Map.of("format", "pt"));
        }
        var node = JSON.createObjectNode();
        node.put("format", FORMAT);
        node.set("plan", write(embedder.plan()));
        node.put("trained_parameters", embedder.fit().trained());
        node.set("before", JSON.valueToTree(embedder.fit().before()));
        node.set("after", JSON.valueToTree(embedder.fit().after()));
        node.set("frozen_weights", RunFolder.frozenWeights(embedder.fit().frozen()));
        RunFolder.history(node, embedder.history());
        return SafeFile.write(folder.resolve(FILE), out -> out.write(JSON.writeValueAsBytes(node)))
                .getParent();
    }

    static ObjectNode write(SimCse plan) {
        var node = SavedPlan.write(plan.model());
        node.set("tuning", SavedTuning.write(plan.tuning()));
        node.set("training", SavedTraining.write(plan.training()));
        return node.put("pooling", plan.pooling().name())
                .put(TEMPERATURE, plan.temperature())
                .put("both_strands", plan.bothStrands());
    }

    /** Whether a saved plan is one of these. */
    static boolean isOf(JsonNode plan) {
        return plan.has(TEMPERATURE);
    }

    static Embedder read(Path folder) {
        var node = Checkpoint.json(folder.resolve(FILE));
        if (node.path("format").asInt() != FORMAT) {
            throw new GenomicsException(
                    folder.resolve(FILE) + " has format " + node.path("format") + "; this Jenomics reads format "
                            + FORMAT + ".",
                    Map.of("format", node.path("format").asText()));
        }
        var plan = plan(node.path("plan"), folder);
        var frozen = RunFolder.frozenWeights(node.path("frozen_weights"));
        var checkpoint = plan.model().checkpoint();
        var net = checkpoint.network(frozen);
        Adapter hung;
        try {
            hung = hang(plan, checkpoint, net, folder);
        } catch (RuntimeException e) {
            net.close();
            throw e;
        }
        var fit = new Embedder.Fit(
                RunFolder.history(node, new History("loss")),
                node.path("trained_parameters").asLong(),
                JSON.convertValue(node.path("before"), Likeness.class),
                JSON.convertValue(node.path("after"), Likeness.class),
                frozen);
        return new Embedder(
                plan,
                new SequenceEncoder(checkpoint.architecture(), checkpoint.tokenizer(), net, plan.pooling()),
                fit,
                hung);
    }

    /** Puts what trained onto the base model's network; gives back the adapter, null for none. */
    private static Adapter hang(SimCse plan, Checkpoint checkpoint, Network net, Path folder) {
        if (plan.tuning() instanceof Adapter) {
            var adapter = SavedAdapter.read(folder);
            adapter.onto(net, checkpoint.architecture());
            return adapter.method();
        }
        var file = folder.resolve(TRAINED);
        var tensors = Safetensors.open(file).tensors();
        try (var scope = Scope.open()) {
            checkpoint
                    .architecture()
                    .encoderShapes()
                    .forEach((name, shape) ->
                            net.put(name, Checkpoint.load(scope, Checkpoint.tensor(tensors, file, name, shape))));
        }
        return null;
    }

    /** What {@link #write(SimCse)} made. @param folder for messages */
    static SimCse plan(JsonNode node, Path folder) {
        return new SimCse(
                SavedPlan.model(node, folder),
                SavedTuning.read(node.path("tuning")),
                SavedTraining.read(node.path("training")),
                Pooling.valueOf(node.path("pooling").asText()),
                node.path(TEMPERATURE).asDouble(),
                node.path("both_strands").asBoolean());
    }
}
