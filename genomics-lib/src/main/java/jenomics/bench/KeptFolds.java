package jenomics.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jenomics.learn.Metric;
import jenomics.learn.Preparation;
import jenomics.learn.Task;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;

/**
 * The finished fits of a benchmark in a folder: {@code plan.json} says of which benchmark, {@code fits/3-0.json} is what
 * came of the first entry in the fourth fold. Each is written beside its place and moved there in one step, so that it
 * is whole or not there.
 */
final class KeptFolds {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Null: nothing is kept. */
    private final Path folder;

    private KeptFolds(Path folder) {
        this.folder = folder;
    }

    static KeptFolds of(Bench<?> bench, List<? extends Entry<?>> entries, List<Fold> folds, Task task) {
        Path folder = bench.options().folder();
        var kept = new KeptFolds(folder);
        if (folder != null) {
            kept.begin(plan(bench, entries, folds, task));
        }
        return kept;
    }

    private static ObjectNode plan(Bench<?> bench, List<? extends Entry<?>> entries, List<Fold> folds, Task task) {
        var plan = JSON.createObjectNode();
        plan.put("kind", "jenomics benchmark");
        plan.put("version", 1);
        plan.put("task", task.toString());
        plan.put("protocol", bench.protocol().toString());
        plan.put("seed", bench.options().seed());
        plan.put("data", bench.samples().fingerprint().sha256());
        var places = new StringBuilder();
        folds.forEach(fold ->
                places.append(java.util.Arrays.toString(fold.train())).append(java.util.Arrays.toString(fold.test())));
        plan.put("folds", Fingerprint.of(places.toString()).sha256());
        var steps = plan.putArray("preparation");
        bench.preparation().steps().stream().map(Preparation.Planned::name).forEach(steps::add);
        var names = plan.putArray("entries");
        entries.forEach(entry -> names.add(entry.identity()));
        return plan;
    }

    private void begin(ObjectNode plan) {
        Path file = folder.resolve("plan.json");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder.resolve("fits"));
                write(file, plan);
                return;
            }
            var before = JSON.readTree(file.toFile());
            var other = new ArrayList<String>();
            plan.properties().forEach(field -> {
                if (!String.valueOf(before.get(field.getKey()))
                        .equals(field.getValue().toString())) {
                    other.add(field.getKey());
                }
            });
            if (!other.isEmpty()) {
                throw new GenomicsException(
                        "The folder " + folder + " keeps another benchmark, which differs in its " + Words.and(other)
                                + ". Save to another folder, or"
                                + " delete this one to begin anew.",
                        Map.of("folder", folder.toString(), "other", other));
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Fills in what is kept; a file that cannot be read is as good as none. */
    void read(Outcome[][] outcomes) {
        if (folder == null) {
            return;
        }
        for (int e = 0; e < outcomes.length; e++) {
            for (int f = 0; f < outcomes[e].length; f++) {
                var file = file(e, f);
                if (Files.exists(file)) {
                    outcomes[e][f] = read(file);
                }
            }
        }
    }

    void write(int entry, int fold, Outcome outcome) {
        if (folder == null || !outcome.done()) {
            return;
        }
        try {
            write(file(entry, fold), json(outcome));
        } catch (IOException e) {
            throw unusable(file(entry, fold), e);
        }
    }

    private Path file(int entry, int fold) {
        return folder.resolve("fits").resolve(fold + "-" + entry + ".json");
    }

    private static void write(Path file, JsonNode content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        Files.write(draft, JSON.writeValueAsBytes(content));
        try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ObjectNode json(Outcome outcome) {
        var node = JSON.createObjectNode();
        var values = node.putObject("values");
        outcome.values().forEach((metric, value) -> values.put(metric.name(), value));
        node.set("predictions", JSON.valueToTree(outcome.predictions()));
        node.put("features", outcome.features());
        node.set("selected", JSON.valueToTree(outcome.selected()));
        node.put("chosen", outcome.chosen());
        node.put("seconds", outcome.seconds());
        return node;
    }

    private static Outcome read(Path file) {
        try {
            var node = JSON.readTree(file.toFile());
            var values = new EnumMap<Metric, Double>(Metric.class);
            node.get("values")
                    .properties()
                    .forEach(field -> values.put(
                            Metric.valueOf(field.getKey()), field.getValue().asDouble()));
            return new Outcome(
                    values,
                    JSON.treeToValue(node.get("predictions"), double[][].class),
                    node.get("features").asInt(),
                    List.of(JSON.treeToValue(node.get("selected"), String[].class)),
                    node.get("chosen").asText(),
                    node.get("seconds").asDouble(),
                    null);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static GenomicsException unusable(Path file, IOException cause) {
        return new GenomicsException(
                "The benchmark cannot be kept in " + file + ": " + cause.getMessage() + ".",
                Map.of("file", file.toString()),
                cause);
    }
}
