package jenomics.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.SafeFile;
import jenomics.io.Safetensors;
import jenomics.learn.Predictions;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.model.tuning.HeadOnly;
import jenomics.nn.FrozenWeights;
import jenomics.nn.History;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * A run as a folder. Whatever trained lies in a safetensors file: for LoRA the one PEFT writes, else
 * trained.safetensors. Everything else is in run.json, format 1.
 */
final class RunFolder {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int FORMAT = 1;
    static final String FILE = "run.json";
    private static final String TRAINED = "trained.safetensors";
    private static final String OWN = "own_encoder";
    private static final String INT8 = "int8";

    private RunFolder() {}

    static Path write(Run run, Path folder) {
        if (run.hung() != null) {
            run.adapter().save(folder);
        } else {
            Safetensors.write(folder.resolve(TRAINED), tensors(run), Map.of("format", "pt"));
        }
        byte[] text = json(describe(run));
        return SafeFile.write(folder.resolve(FILE), out -> out.write(text)).getParent();
    }

    /** What trained: the adapter and the head, or the tensors of trained.safetensors. */
    static Map<String, Safetensors.Tensor> tensors(Run run) {
        if (run.hung() != null) {
            return run.adapter().tensors();
        }
        var weights = new LinkedHashMap<String, Safetensors.Tensor>();
        try {
            trained(run)
                    .keySet()
                    .forEach(name -> weights.put(
                            name, Checkpoint.save(run.encoder().net().weight(name))));
        } finally {
            Reference.reachabilityFence(run);
        }
        return weights;
    }

    /** The tensors of trained.safetensors with their shapes. */
    static Map<String, long[]> trained(Run run) {
        var shapes = trained(run.encoder(), run.fit().head(), run.fit().own());
        return Shrinking.isQuantized(run.encoder().net())
                ? Shrinking.shapes(shapes, run.encoder().architecture())
                : shapes;
    }

    /** @param own whether the encoder is the run's own */
    private static Map<String, long[]> trained(SequenceEncoder encoder, Head head, boolean own) {
        int hidden = encoder.architecture().hidden();
        var shapes = new LinkedHashMap<String, long[]>();
        if (own) {
            shapes.putAll(encoder.architecture().encoderShapes());
        }
        shapes.putAll(head.shapes(hidden));
        shapes.putAll(encoder.segmenting().shapes(hidden));
        return shapes;
    }

    private static ObjectNode describe(Run run) {
        var plan = run.plan();
        var node = JSON.createObjectNode();
        node.put("format", FORMAT);
        node.setAll(SavedPlan.write(plan, run.task()));
        node.set("features", JSON.valueToTree(run.fit().head().features()));
        node.set("frozen_head", frozenHead(run.fit().frozenHead()));
        node.put("centre", run.fit().head().centre());
        node.put("spread", run.fit().head().spread());
        node.put("trained_parameters", run.trainedParameters());
        node.put("seconds", run.fit().seconds());
        node.put("interrupted", run.interrupted());
        node.put("cut", run.fit().cut());
        node.set("resumed", JSON.valueToTree(run.fit().resumed()));
        node.set("split", JSON.valueToTree(run.fit().split()));
        node.set("memory", JSON.valueToTree(run.fit().memory()));
        node.set("frozen_weights", frozenWeights(run.fit().frozen()));
        node.put(OWN, run.fit().own());
        node.put(INT8, Shrinking.isQuantized(run.encoder().net()));
        history(node, run.history());
        if (run.test().any()) {
            var results = node.putObject("test");
            var first = run.scores();
            results.set("ids", JSON.valueToTree(first.predictions().ids()));
            results.set("truth", JSON.valueToTree(first.targets().values()));
            var models = results.putObject("predictions");
            run.evaluate()
                    .scores()
                    .forEach((name, scores) -> models.set(
                            name, JSON.valueToTree(scores.predictions().values())));
        }
        node.set("provenance", JSON.valueToTree(run.provenance().facts()));
        return node;
    }

    static ObjectNode frozenWeights(FrozenChoice choice) {
        return JSON.createObjectNode().put("held", choice.weights().name()).put("why", choice.why());
    }

    /** Runs saved before there was a choice had float32. */
    static FrozenChoice frozenWeights(JsonNode node) {
        return node.isMissingNode()
                ? FrozenChoice.FLOAT32
                : new FrozenChoice(
                        FrozenWeights.valueOf(node.path("held").asText()),
                        node.path("why").asText());
    }

    private static ObjectNode frozenHead(Map<String, Safetensors.Tensor> head) {
        var node = JSON.createObjectNode();
        head.forEach((name, tensor) -> {
            var values = node.putObject(name);
            values.set("shape", JSON.valueToTree(tensor.shape()));
            values.set("values", JSON.valueToTree(tensor.floats()));
        });
        return node;
    }

    /** Empty for runs saved before it was kept. */
    private static Map<String, Safetensors.Tensor> frozenHead(JsonNode node) {
        var head = new LinkedHashMap<String, Safetensors.Tensor>();
        node.properties()
                .forEach(e -> head.put(
                        e.getKey(),
                        Safetensors.Tensor.of(
                                JSON.convertValue(e.getValue().path("values"), float[].class),
                                JSON.convertValue(e.getValue().path("shape"), long[].class))));
        return head;
    }

    static Run read(Path folder) {
        var node = json(folder);
        return read(folder, node, SavedPlan.read(node, folder), null);
    }

    private static JsonNode json(Path folder) {
        var node = Checkpoint.json(folder.resolve(FILE));
        if (node.path("format").asInt() != FORMAT) {
            throw new GenomicsException(
                    folder.resolve(FILE) + " has format " + node.path("format") + "; this Jenomics reads format "
                            + FORMAT + ".",
                    Map.of("format", node.path("format").asText()));
        }
        return node;
    }

    /**
     * The same for a plan and data that are known to be those of the run.
     *
     * @param test the test part; null where there is none
     */
    static Run read(Path folder, FineTune plan, SequenceSet test) {
        return read(folder, json(folder), plan, test);
    }

    private static Run read(Path folder, JsonNode node, FineTune plan, SequenceSet test) {
        var adapter = Files.exists(folder.resolve(PeftConfig.FILE)) ? SavedAdapter.read(folder) : null;
        var task = SavedPlan.task(node.path("task"));
        var features = node.has("features") ? JSON.convertValue(node.path("features"), Features.class) : Features.NONE;
        var checkpoint = plan.model().checkpoint();
        var head = new Head(
                task, node.path("centre").asDouble(), node.path("spread").asDouble(), null, features);
        var frozen = frozenWeights(node.path("frozen_weights"));
        boolean own = node.has(OWN)
                ? node.path(OWN).asBoolean()
                : adapter == null && !(plan.tuning() instanceof HeadOnly); // saved before it was said
        var net = checkpoint.network(frozen);
        var encoder = new SequenceEncoder(
                checkpoint.architecture(), checkpoint.tokenizer(), net, plan.pooling(), plan.segments());
        try {
            if (adapter != null) {
                adapter.onto(net, checkpoint.architecture());
                head.check(net, checkpoint.architecture().hidden(), folder);
            } else {
                overlay(
                        encoder,
                        folder.resolve(TRAINED),
                        trained(encoder, head, own),
                        node.path(INT8).asBoolean());
            }
        } catch (RuntimeException e) {
            net.close();
            throw e;
        }
        var fit = new Outcome(
                head,
                frozenHead(node.path("frozen_head")),
                history(node, new History(plan.watched().toString())),
                node.path("trained_parameters").asLong(),
                node.path("seconds").asDouble(),
                node.path("interrupted").asBoolean(),
                node.path("cut").asLong(),
                facts(node.path("split")),
                resumed(node.path("resumed")),
                strings(node.path("memory")),
                frozen,
                own);
        return new Run(
                plan, fit, encoder, results(node.path("test"), task, test), adapter == null ? null : adapter.method());
    }

    private static List<String> strings(JsonNode node) {
        var strings = new ArrayList<String>();
        node.forEach(each -> strings.add(each.asText()));
        return strings;
    }

    /** Adds the losses and scores that were saved. */
    static History history(JsonNode node, History into) {
        node.path("losses")
                .forEach(p -> into.loss(p.path("step").asInt(), p.path("value").asDouble()));
        node.path("validation")
                .forEach(p -> into.score(p.path("step").asInt(), p.path("value").asDouble()));
        return into;
    }

    /** Adds losses and scores to what is saved. */
    static ObjectNode history(ObjectNode node, History history) {
        node.set("losses", JSON.valueToTree(history.losses()));
        node.set("validation", JSON.valueToTree(history.scores()));
        return node;
    }

    private static List<Integer> resumed(JsonNode node) {
        var steps = new ArrayList<Integer>();
        node.forEach(step -> steps.add(step.asInt()));
        return steps;
    }

    private static Map<String, Object> facts(JsonNode node) {
        var facts = new LinkedHashMap<String, Object>();
        node.properties().forEach(f -> facts.put(f.getKey(), JSON.convertValue(f.getValue(), Object.class)));
        return facts;
    }

    private static TestResults results(JsonNode node, Task task, SequenceSet samples) {
        if (node.isMissingNode()) {
            return new TestResults(null, Map.of());
        }
        var ids = new ArrayList<String>();
        node.path("ids").forEach(id -> ids.add(id.asText()));
        var predictions = new LinkedHashMap<String, Predictions>();
        node.path("predictions")
                .properties()
                .forEach(e -> predictions.put(
                        e.getKey(), new Predictions(task, ids, JSON.convertValue(e.getValue(), double[][].class))));
        return new TestResults(
                samples, predictions, new Targets(task, ids, JSON.convertValue(node.path("truth"), double[][].class)));
    }

    /** Puts what trained in the place of what the base model has. */
    private static void overlay(SequenceEncoder encoder, Path file, Map<String, long[]> shapes, boolean int8) {
        var net = encoder.net();
        var tensors = Safetensors.open(file).tensors();
        try (var scope = Scope.open()) {
            (int8 ? Shrinking.shapes(shapes, encoder.architecture()) : shapes)
                    .forEach((name, shape) ->
                            net.put(name, Checkpoint.load(scope, Checkpoint.tensor(tensors, file, name, shape))));
        }
        if (int8) {
            Shrinking.hang(net, encoder.architecture());
        }
    }

    private static byte[] json(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("run.json is always JSON", e);
        }
    }
}
