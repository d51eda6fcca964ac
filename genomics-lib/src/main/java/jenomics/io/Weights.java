package jenomics.io;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jenomics.io.Safetensors.Pending;
import jenomics.io.Safetensors.Tensor;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;

/**
 * The named tensors of a checkpoint folder in Hugging Face layout, in whichever of the usual files they lie: one
 * safetensors file, several with an index, or the same as torch pickles. They are mapped, not read, and nothing of them
 * is executed.
 *
 * @param file the file that was opened first: the weights themselves, or the index of several
 * @param parts the files that hold values, in the order of their names
 * @param tensors all tensors by name, in the order of the file or index
 */
public record Weights(Path file, List<Path> parts, Map<String, Tensor> tensors) {

    /** The files looked for, best first. */
    private static final List<String> READABLE = List.of(
            "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json");

    private static final Pattern PART = Pattern.compile("(model|pytorch_model)-\\d{5}-of-\\d{5}\\.(safetensors|bin)");

    private static final Map<String, String> METADATA = Map.of("format", "pt");

    /** What other frameworks' weights are called, and whose they are. */
    private static final Map<String, String> FOREIGN = new TreeMap<>(Map.of(
            ".gguf", "GGUF",
            ".ggml", "GGML",
            ".h5", "TensorFlow",
            ".msgpack", "Flax",
            ".onnx", "ONNX",
            ".ot", "Rust",
            ".ckpt", "a training checkpoint",
            ".pt", "a torch file of unknown content",
            ".pth", "a torch file of unknown content"));

    /** The weights of a checkpoint folder. */
    public static Weights open(Path folder) {
        var names = names(folder);
        var file = folder.resolve(choose(names).orElseThrow(() -> none("The checkpoint " + folder, names)));
        if (file.toString().endsWith(".index.json")) {
            return sharded(file);
        }
        return new Weights(file, List.of(file), read(file));
    }

    /**
     * Writes tensors into a folder: one {@code model.safetensors}, or where that would be too large, parts in the given
     * order with their index. What else of weights lies there is removed at the end; until then it is what it was.
     *
     * @param largest bytes of values in one part; a larger tensor gets a part of its own
     */
    public static Path write(Path folder, Map<String, Pending> tensors, long largest) {
        var parts = cut(tensors, largest);
        if (parts.size() == 1) {
            Safetensors.writePending(folder.resolve(READABLE.get(0)), tensors, METADATA);
            removeOthers(folder, Set.of(READABLE.get(0)));
            return folder;
        }
        var kept = new HashSet<>(Set.of(READABLE.get(1)));
        var index = new ObjectMapper().createObjectNode();
        index.putObject("metadata")
                .put(
                        "total_size",
                        tensors.values().stream().mapToLong(Pending::bytes).sum());
        var places = index.putObject("weight_map");
        for (int i = 0; i < parts.size(); i++) {
            String name = String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, parts.size());
            Safetensors.writePending(folder.resolve(name), parts.get(i), METADATA);
            parts.get(i).keySet().forEach(tensor -> places.put(tensor, name));
            kept.add(name);
        }
        SafeFile.write(
                folder.resolve(READABLE.get(1)),
                out -> out.write(index.toPrettyString().getBytes(StandardCharsets.UTF_8)));
        removeOthers(folder, kept);
        return folder;
    }

    private static List<Map<String, Pending>> cut(Map<String, Pending> tensors, long largest) {
        var parts = new ArrayList<Map<String, Pending>>(List.of(new LinkedHashMap<>()));
        long size = 0;
        for (var entry : tensors.entrySet()) {
            if (size > 0 && size + entry.getValue().bytes() > largest) {
                parts.add(new LinkedHashMap<>());
                size = 0;
            }
            parts.get(parts.size() - 1).put(entry.getKey(), entry.getValue());
            size += entry.getValue().bytes();
        }
        return parts;
    }

    private static void removeOthers(Path folder, Set<String> kept) {
        for (String name : names(folder)) {
            if (!kept.contains(name)
                    && (READABLE.contains(name) || PART.matcher(name).matches())) {
                try {
                    Files.delete(folder.resolve(name));
                } catch (IOException e) {
                    throw new GenomicsException(
                            "Cannot remove the old weights " + folder.resolve(name) + ": " + e
                                    + ". Remove them by hand, or they will be taken for the new ones.",
                            Map.of("file", folder.resolve(name).toString()),
                            e);
                }
            }
        }
    }

    /** Which of a folder's files to begin with: the weights, or the index of their parts. */
    static Optional<String> choose(Collection<String> names) {
        return READABLE.stream().filter(names::contains).findFirst();
    }

    /** Says which files there are instead, and which one is needed. */
    static GenomicsException none(String who, Collection<String> names) {
        var found = new TreeSet<String>();
        for (String name : new TreeSet<>(names)) {
            FOREIGN.forEach((ending, format) -> {
                if (name.endsWith(ending)) {
                    found.add(name + " (" + format + ")");
                }
            });
        }
        if (names.contains("adapter_model.safetensors") || names.contains("adapter_config.json")) {
            return new GenomicsException(
                    who + " is an adapter, not a model. Open the model that its adapter_config.json names as"
                            + " base_model_name_or_path, and put the adapter on that.",
                    Map.of("files", List.copyOf(names)));
        }
        return new GenomicsException(
                who + " has no model.safetensors"
                        + (found.isEmpty()
                                ? "."
                                : ", only " + found.stream().limit(3).collect(Collectors.joining(", "))
                                        + (found.size() > 3 ? ", ..." : "")
                                        + ". Jenomics reads model.safetensors or pytorch_model.bin, whole or in parts with"
                                        + " their index: look for a revision that has one."),
                Map.of("files", List.copyOf(names)));
    }

    private static List<String> names(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(Files::exists)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    private static Map<String, Tensor> read(Path file) {
        return file.toString().endsWith(".bin")
                ? TorchFile.read(file)
                : Safetensors.open(file).tensors();
    }

    private static Weights sharded(Path index) {
        var places = places(index, text(index));
        var parts = new TreeMap<String, Map<String, Tensor>>();
        for (String part : new TreeSet<>(places.values())) {
            var file = index.resolveSibling(part);
            if (!Files.exists(file)) {
                throw new GenomicsException(
                        index + " names the part " + part + ", which is not there. Copy or download it again.",
                        Map.of("index", index.toString(), "part", part));
            }
            parts.put(part, read(file));
        }
        var tensors = new LinkedHashMap<String, Tensor>();
        places.forEach((name, part) -> {
            if (!parts.get(part).containsKey(name)) {
                throw new GenomicsException(
                        index + " says that tensor '" + name + "' lies in " + part
                                + ", which has none of that name. Do they belong to one checkpoint?",
                        Map.of("index", index.toString(), "part", part, "tensor", name));
            }
            tensors.put(name, parts.get(part).get(name));
        });
        return new Weights(
                index, parts.keySet().stream().map(index::resolveSibling).toList(), tensors);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new GenomicsException("Cannot read " + file + ": " + e + ".", Map.of("file", file.toString()), e);
        }
    }

    /** The files that an index names, in order. */
    static Collection<String> parts(Object index, String text) {
        return new TreeSet<>(places(index, text).values());
    }

    /** Tensor names to file names. */
    private static Map<String, String> places(Object index, String text) {
        try {
            var map = new ObjectMapper().readTree(text).path("weight_map");
            var places = new LinkedHashMap<String, String>();
            map.properties()
                    .forEach(entry -> places.put(
                            entry.getKey(), inFolder(index, entry.getValue().asText())));
            if (places.isEmpty()) {
                throw new GenomicsException(
                        index + " has no weight_map that says in which file each tensor lies.",
                        Map.of("index", index.toString()));
            }
            return places;
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new GenomicsException(
                    index + " is not JSON: " + e.getOriginalMessage() + ".", Map.of("index", index.toString()), e);
        }
    }

    private static String inFolder(Object index, String part) {
        if (!part.matches("[\\w.-]+\\.(safetensors|bin)") || part.startsWith(".")) {
            throw new GenomicsException(
                    index + " names the part '" + part
                            + "'; allowed are .safetensors and .bin files of the same folder.",
                    Map.of("index", index.toString(), "part", part));
        }
        return part;
    }

    /** The SHA-256 of the file; of several, the SHA-256 of the lines {@code <SHA-256> <name>}, sorted by name. */
    public Fingerprint fingerprint() {
        return parts.size() == 1
                ? Fingerprint.ofFile(parts.get(0))
                : Fingerprint.of(parts.stream()
                        .map(part -> Fingerprint.ofFile(part) + " " + part.getFileName() + "\n")
                        .collect(Collectors.joining()));
    }
}
