package jenomics.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.learn.Metric;
import jenomics.learn.Task;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.HeadOnly;
import jenomics.model.tuning.Tuning;
import jenomics.provenance.GenomicsException;

/**
 * A {@link FineTune} as it stands in run.json and training.json: everything but what it holds in memory, the sequences
 * of a {@link Remembering} and the teacher of a {@link Distillation}. The model is named, with the digest of its weights.
 */
final class SavedPlan {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SavedPlan() {}

    /** @param task the plan's, or what it became on its data */
    static ObjectNode write(FineTune plan, Task task) {
        var node = write(plan.model());
        node.set("task", write(task));
        node.put("method", plan.tuning().getClass().getSimpleName());
        node.set("tuning", SavedTuning.write(plan.tuning()));
        node.set("training", SavedTraining.write(plan.training()));
        node.put("pooling", plan.pooling().name());
        node.put("segments", plan.segments().name());
        node.putObject("features").set("names", JSON.valueToTree(plan.features()));
        node.put("stop_on", plan.watched().name());
        node.put("baseline", plan.baseline());
        return node;
    }

    static ObjectNode write(GenomicModel model) {
        return JSON.createObjectNode()
                .put("model", model.address())
                .put("model_sha256", model.fingerprint().sha256())
                .put("random_seed", model.randomSeed());
    }

    private static ObjectNode write(Task task) {
        var node = JSON.createObjectNode();
        node.put("kind", task.kind().name());
        node.put("label", task.label());
        node.set("classes", JSON.valueToTree(task.classes()));
        return node;
    }

    static FineTune read(JsonNode node, Path folder) {
        return new FineTune(
                model(node, folder),
                task(node.path("task")),
                tuning(node, folder),
                SavedTraining.read(node.path("training")),
                Pooling.valueOf(node.path("pooling").asText()),
                Segments.valueOf(node.path("segments").asText("MEAN")),
                List.of(),
                null,
                texts(node.path("features").path("names")),
                Metric.valueOf(node.path("stop_on").asText()),
                node.path("baseline").asInt());
    }

    /** The model that is named there, which must have the same weights. */
    static GenomicModel model(JsonNode node, Path folder) {
        var model = GenomicModel.pretrained(node.path("model").asText());
        String expected = node.path("model_sha256").asText();
        if (!model.fingerprint().sha256().equals(expected)) {
            throw new GenomicsException(
                    "The run in " + folder + " was made from " + model.id() + " with weights "
                            + expected.substring(0, 12) + "…; the one here has "
                            + model.fingerprint().brief() + "…. The adapter fits only the weights it was trained on.",
                    Map.of("expected", expected, "found", model.fingerprint().sha256()));
        }
        return node.path("random_seed").isNull()
                ? model
                : model.randomWeights(node.path("random_seed").asLong());
    }

    /** The plan's tuning; runs saved before it stood in run.json say it by the adapter. */
    private static Tuning tuning(JsonNode node, Path folder) {
        if (node.has("tuning")) {
            return SavedTuning.read(node.path("tuning"));
        }
        return Files.exists(folder.resolve(PeftConfig.FILE))
                ? SavedAdapter.read(folder).method()
                : node.path("method").asText().equals("Full") ? new Full() : new HeadOnly();
    }

    static Task task(JsonNode node) {
        return new Task(
                Task.Kind.valueOf(node.path("kind").asText()),
                node.path("label").asText(),
                texts(node.path("classes")));
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
