package jenomics.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.io.SafeFile;
import jenomics.learn.Split;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * Which training a folder belongs to, as it stands in training.json, format 1: the plan, digests of what the plan holds
 * in memory, and those of the data.
 */
record TrainingIdentity(ObjectNode node) {
    static final String FILE = "training.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int FORMAT = 1;
    private static final String SPLIT = "split (SHA-256)";
    private static final String DATA = "data (SHA-256)";

    static TrainingIdentity of(Resumable asked, Split<SequenceSet> split) {
        var plan = asked.plan();
        var node = JSON.createObjectNode();
        node.put("format", FORMAT);
        node.put("every", asked.every());
        node.set("plan", SavedPlan.write(plan, plan.task()));
        var held = node.putObject("held in memory");
        plan.remembering().forEach(each -> each.facts().forEach((name, fact) -> held.put(name, fact.toString())));
        if (plan.distillation() != null) {
            plan.distillation().facts().forEach((name, fact) -> held.put(name, fact.toString()));
            held.put(
                    "teacher (SHA-256)",
                    new RunWeights(plan.distillation().teacher()).fingerprint().sha256());
        }
        node.set("data", JSON.valueToTree(split.facts()));
        return new TrainingIdentity(node);
    }

    static TrainingIdentity of(ResumableContrast asked, SequenceSet sequences) {
        var node = JSON.createObjectNode();
        node.put("format", FORMAT);
        node.put("every", asked.every());
        node.set("plan", EmbedderFolder.write(asked.plan()));
        node.putObject("held in memory");
        var digest = sequences.fingerprint().sha256();
        node.putObject("data")
                .put("train samples", sequences.size())
                .put(DATA, digest)
                .put(SPLIT, digest);
        return new TrainingIdentity(node);
    }

    /** What a folder says; null if it has no training.json. */
    static TrainingIdentity read(Path folder) {
        var file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        var node = Checkpoint.json(file);
        int format = node.path("format").asInt();
        if (!(node instanceof ObjectNode object) || format < 1) {
            throw new GenomicsException(
                    file + " does not say which training it belongs to. Remove " + folder + " to begin anew.",
                    Map.of("file", file.toString()));
        }
        if (format > FORMAT) {
            throw new GenomicsException(
                    file + " has format " + format + ", of a newer Jenomics; this one reads up to " + FORMAT
                            + ". Update Jenomics, or give another folder.",
                    Map.of("file", file.toString(), "format", format));
        }
        return new TrainingIdentity(object);
    }

    /** The same, or an error. @param beginning the call that begins a training in that folder */
    static TrainingIdentity require(Path folder, String beginning) {
        var identity = read(folder);
        if (identity == null) {
            throw new GenomicsException(
                    "There is no training to go on with in " + folder + ": it has no " + FILE + ". " + beginning
                            + " begins one.",
                    Map.of("folder", folder.toString()));
        }
        return identity;
    }

    void write(Path folder) {
        SafeFile.write(folder.resolve(FILE), out -> out.write(JSON.writeValueAsBytes(node)));
    }

    /** Whether it is of a {@link SimCse}. */
    boolean isContrastive() {
        return EmbedderFolder.isOf(node.path("plan"));
    }

    int every() {
        return node.path("every").asInt(Resumable.STANDARD);
    }

    /** Whether the plan can be made again from this alone. */
    boolean isComplete() {
        return node.path("held in memory").isEmpty();
    }

    FineTune plan(Path folder) {
        return SavedPlan.read(node.path("plan"), folder);
    }

    SimCse contrast(Path folder) {
        return EmbedderFolder.plan(node.path("plan"), folder);
    }

    int trainSamples() {
        return node.path("data").path("train samples").asInt();
    }

    /** Equal for equal trainings. */
    Fingerprint digest() {
        return Fingerprint.of(settings() + node.path("data").path(SPLIT).asText());
    }

    /** In what another training is not this one, each in a phrase; empty if it is. */
    List<String> differences(TrainingIdentity asked) {
        var differences = new ArrayList<String>();
        var here = asked.settings();
        var there = settings();
        var names = new LinkedHashSet<>(there.keySet());
        names.addAll(here.keySet());
        for (String name : names) {
            String one = there.getOrDefault(name, "nothing");
            String other = here.getOrDefault(name, "nothing");
            if (!one.equals(other)) {
                differences.add(name + " (" + brief(one) + " there, " + brief(other) + " here)");
            }
        }
        data(asked, DATA, "the data", differences);
        if (differences.isEmpty()) {
            data(asked, SPLIT, "which samples are for what", differences);
        }
        return differences;
    }

    private void data(TrainingIdentity asked, String name, String what, List<String> differences) {
        String there = node.path("data").path(name).asText();
        String here = asked.node.path("data").path(name).asText();
        if (!there.equals(here)) {
            differences.add(String.format(
                    Locale.ROOT,
                    "%s (%,d training samples, %s there; %,d, %s here)",
                    what,
                    trainSamples(),
                    brief(there),
                    asked.trainSamples(),
                    brief(here)));
        }
    }

    /** All that decides what comes out, by name; where a model lies is no part of it. */
    private Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        flatten("", node.path("plan"), settings);
        settings.remove("model");
        settings.remove("method");
        flatten("", node.path("held in memory"), settings);
        return settings;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
        for (var field : node.properties()) {
            String name = prefix + field.getKey();
            if (field.getValue().isObject()) {
                flatten(name + ".", field.getValue(), into);
            } else {
                into.put(
                        name,
                        field.getValue().isValueNode()
                                ? field.getValue().asText()
                                : field.getValue().toString());
            }
        }
    }

    /** Digests by their first digits. */
    private static String brief(String value) {
        return value.matches("[0-9a-f]{64}") ? value.substring(0, 12) + "…" : value;
    }
}
