package jenomics.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.SafeFile;
import jenomics.io.Safetensors;
import jenomics.learn.Metric;
import jenomics.learn.Predictions;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.HeadOnly;
import jenomics.model.tuning.Tuning;
import jenomics.nn.History;
import jenomics.nn.Network;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;

/**
 * A run as a folder. Whatever trained lies in a safetensors file: for LoRA the one PEFT writes, else
 * trained.safetensors. Everything else is in run.json, format 1.
 */
final class RunFolder {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int FORMAT = 1;
    private static final String TRAINED = "trained.safetensors";

    private RunFolder() {}

    static Path write(Run run, Path folder) {
        var net = run.encoder().net();
        if (run.hung() != null) {
            run.adapter().save(folder);
        } else {
            var weights = new LinkedHashMap<String, Safetensors.Tensor>();
            trained(run.encoder(), run.fit().head(), run.plan().tuning())
                    .keySet()
                    .forEach(name -> weights.put(name, Checkpoint.save(net.weight(name))));
            Safetensors.write(folder.resolve(TRAINED), weights, Map.of("format", "pt"));
        }
        byte[] text = json(describe(run));
        return SafeFile.write(folder.resolve("run.json"), out -> out.write(text))
                .getParent();
    }

    /** The tensors of trained.safetensors with their shapes. */
    static Map<String, long[]> trained(SequenceEncoder encoder, Head head, Tuning tuning) {
        int hidden = encoder.architecture().hidden();
        var shapes = new LinkedHashMap<String, long[]>();
        if (!(tuning instanceof HeadOnly)) {
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
        node.put("model", plan.model().address());
        node.put("model_sha256", plan.model().fingerprint().sha256());
        node.put("random_seed", plan.model().randomSeed());
        node.set("task", task(run.task()));
        node.put("method", plan.tuning().getClass().getSimpleName());
        node.set("tuning", SavedTuning.write(plan.tuning()));
        node.set("training", SavedTraining.write(plan.training()));
        node.put("pooling", plan.pooling().name());
        node.put("segments", plan.segments().name());
        node.set("features", JSON.valueToTree(run.fit().head().features()));
        node.set("frozen_head", frozenHead(run.fit().frozenHead()));
        node.put("stop_on", plan.watched().name());
        node.put("baseline", plan.baseline());
        node.put("centre", run.fit().head().centre());
        node.put("spread", run.fit().head().spread());
        node.put("trained_parameters", run.trainedParameters());
        node.put("seconds", run.fit().seconds());
        node.put("interrupted", run.interrupted());
        node.put("cut", run.fit().cut());
        node.set("split", JSON.valueToTree(run.fit().split()));
        node.set("memory", JSON.valueToTree(run.fit().memory()));
        node.set("losses", JSON.valueToTree(run.history().losses()));
        node.set("validation", JSON.valueToTree(run.history().scores()));
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

    private static ObjectNode task(Task task) {
        var node = JSON.createObjectNode();
        node.put("kind", task.kind().name());
        node.put("label", task.label());
        node.set("classes", JSON.valueToTree(task.classes()));
        return node;
    }

    static Run read(Path folder) {
        var node = Checkpoint.json(folder.resolve("run.json"));
        if (node.path("format").asInt() != FORMAT) {
            throw new GenomicsException(
                    folder.resolve("run.json") + " has format " + node.path("format") + "; this Jenomics reads format "
                            + FORMAT + ".",
                    Map.of("format", node.path("format").asText()));
        }
        var model = model(node, folder);
        var adapter = Files.exists(folder.resolve(PeftConfig.FILE)) ? SavedAdapter.read(folder) : null;
        var task = task(node.path("task"));
        var features = node.has("features") ? JSON.convertValue(node.path("features"), Features.class) : Features.NONE;
        var plan = new FineTune(
                model,
                task,
                tuning(node, adapter),
                SavedTraining.read(node.path("training")),
                Pooling.valueOf(node.path("pooling").asText()),
                Segments.valueOf(node.path("segments").asText("MEAN")),
                List.of(),
                null,
                features.names(),
                Metric.valueOf(node.path("stop_on").asText()),
                node.path("baseline").asInt());
        var checkpoint = model.checkpoint();
        var head = new Head(
                task, node.path("centre").asDouble(), node.path("spread").asDouble(), null, features);
        var net = checkpoint.network();
        var encoder = new SequenceEncoder(
                checkpoint.architecture(), checkpoint.tokenizer(), net, plan.pooling(), plan.segments());
        try {
            if (adapter != null) {
                adapter.onto(net, checkpoint.architecture());
                head.check(net, checkpoint.architecture().hidden(), folder);
            } else {
                overlay(net, folder.resolve(TRAINED), trained(encoder, head, plan.tuning()));
            }
        } catch (RuntimeException e) {
            net.close();
            throw e;
        }
        var fit = new Run.Fit(
                head,
                frozenHead(node.path("frozen_head")),
                history(node, plan.watched()),
                node.path("trained_parameters").asLong(),
                node.path("seconds").asDouble(),
                node.path("interrupted").asBoolean(),
                node.path("cut").asLong(),
                facts(node.path("split")),
                strings(node.path("memory")));
        return new Run(plan, fit, encoder, results(node.path("test"), task), adapter == null ? null : adapter.method());
    }

    private static List<String> strings(JsonNode node) {
        var strings = new ArrayList<String>();
        node.forEach(each -> strings.add(each.asText()));
        return strings;
    }

    private static GenomicModel model(JsonNode node, Path folder) {
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
    private static Tuning tuning(JsonNode node, SavedAdapter adapter) {
        if (node.has("tuning")) {
            return SavedTuning.read(node.path("tuning"));
        }
        return adapter != null
                ? adapter.method()
                : node.path("method").asText().equals("Full") ? new Full() : new HeadOnly();
    }

    private static Task task(JsonNode node) {
        var classes = new ArrayList<String>();
        node.path("classes").forEach(c -> classes.add(c.asText()));
        return new Task(
                Task.Kind.valueOf(node.path("kind").asText()),
                node.path("label").asText(),
                classes);
    }

    private static History history(JsonNode node, Metric metric) {
        var history = new History(metric.toString());
        node.path("losses")
                .forEach(p ->
                        history.loss(p.path("step").asInt(), p.path("value").asDouble()));
        node.path("validation")
                .forEach(p ->
                        history.score(p.path("step").asInt(), p.path("value").asDouble()));
        return history;
    }

    private static Map<String, Object> facts(JsonNode node) {
        var facts = new LinkedHashMap<String, Object>();
        node.properties().forEach(f -> facts.put(f.getKey(), JSON.convertValue(f.getValue(), Object.class)));
        return facts;
    }

    private static TestResults results(JsonNode node, Task task) {
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
                null, predictions, new Targets(task, ids, JSON.convertValue(node.path("truth"), double[][].class)));
    }

    /** Puts what trained in the place of what the base model has. */
    private static void overlay(Network net, Path file, Map<String, long[]> shapes) {
        var tensors = Safetensors.open(file).tensors();
        try (var scope = Scope.open()) {
            shapes.forEach((name, shape) ->
                    net.put(name, Checkpoint.load(scope, Checkpoint.tensor(tensors, file, name, shape))));
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
