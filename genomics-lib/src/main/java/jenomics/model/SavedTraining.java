package jenomics.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import jenomics.nn.Economy;
import jenomics.nn.FrozenWeights;
import jenomics.nn.Objective;
import jenomics.nn.Schedule;
import jenomics.nn.Training;
import jenomics.provenance.GenomicsException;

/** A {@link Training} as it stands in run.json, every option by its name. */
final class SavedTraining {
    private SavedTraining() {}

    static ObjectNode write(Training training) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("epochs", training.epochs());
        node.put("batch_size", training.batchSize());
        node.put("accumulate", training.accumulate());
        node.put("learning_rate", training.learningRate());
        node.set("schedule", write(training.schedule()));
        node.put("weight_decay", training.weightDecay());
        node.put("clip", training.clip());
        node.put("dropout", training.dropout());
        node.put("patience", training.patience());
        node.set("objective", write(training.objective()));
        node.put("average", training.average());
        node.set("economy", write(training.economy()));
        node.put("seed", training.seed());
        return node;
    }

    private static ObjectNode write(Economy economy) {
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("recompute", economy.recompute())
                .put("pieces", economy.pieces());
        return economy.frozen() == FrozenWeights.FLOAT32
                ? node // as it was before there was a choice, so that such trainings can be gone on with
                : node.put("frozen", economy.frozen().name());
    }

    /** Runs saved before there was any had none. */
    private static Economy economy(JsonNode node) {
        return new Economy(
                node.path("recompute").asBoolean(),
                node.path("pieces").asInt(),
                FrozenWeights.valueOf(node.path("frozen").asText(FrozenWeights.FLOAT32.name())));
    }

    private static ObjectNode write(Objective objective) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("label_smoothing", objective.labelSmoothing());
        node.put("focal", objective.focal());
        node.put("balanced", objective.balancedClasses());
        var weights = node.putObject("class_weights");
        objective.classWeights().forEach(weights::put);
        return node;
    }

    /** Runs saved before there were objectives were trained with the plain one. */
    private static Objective objective(JsonNode node) {
        var weights = new TreeMap<String, Double>();
        node.path("class_weights")
                .properties()
                .forEach(e -> weights.put(e.getKey(), e.getValue().asDouble()));
        return new Objective(
                node.path("label_smoothing").asDouble(),
                node.path("focal").asDouble(),
                node.path("balanced").asBoolean(),
                weights);
    }

    private static ObjectNode write(Schedule schedule) {
        var node = JsonNodeFactory.instance.objectNode();
        if (schedule instanceof Schedule.Cosine cosine) {
            node.put("kind", "cosine").put("warmup", cosine.warmup());
        } else if (schedule instanceof Schedule.Linear linear) {
            node.put("kind", "linear").put("warmup", linear.warmup());
        } else if (schedule instanceof Schedule.Trapezoid trapezoid) {
            node.put("kind", "trapezoid")
                    .put("warmup_steps", trapezoid.warmupSteps())
                    .put("decay", trapezoid.decay());
        } else {
            node.put("kind", "constant");
        }
        return node;
    }

    static Training read(JsonNode node) {
        return new Training(
                node.path("epochs").asInt(),
                node.path("batch_size").asInt(),
                node.path("accumulate").asInt(),
                node.path("learning_rate").asDouble(),
                schedule(node.path("schedule")),
                node.path("weight_decay").asDouble(),
                node.path("clip").asDouble(),
                node.path("dropout").asDouble(),
                node.path("patience").asInt(),
                objective(node.path("objective")),
                node.path("average").asDouble(1),
                economy(node.path("economy")),
                node.path("seed").asLong());
    }

    private static Schedule schedule(JsonNode node) {
        String kind = node.path("kind").asText();
        return switch (kind) {
            case "cosine" -> Schedule.cosine(node.path("warmup").asDouble());
            case "linear" -> Schedule.linear(node.path("warmup").asDouble());
            case "trapezoid" ->
                Schedule.trapezoid(
                        node.path("warmup_steps").asInt(), node.path("decay").asDouble());
            case "constant" -> Schedule.constant();
            default ->
                throw new GenomicsException(
                        "run.json names the schedule '" + kind + "'; there are cosine, linear, trapezoid and constant.",
                        Map.of("schedule", kind));
        };
    }
}
