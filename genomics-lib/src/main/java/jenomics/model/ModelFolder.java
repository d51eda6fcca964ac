package jenomics.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import jenomics.io.SafeFile;
import jenomics.io.Safetensors.Pending;
import jenomics.io.Weights;
import jenomics.nn.Network;
import jenomics.provenance.GenomicsException;

/** A whole model with changed weights, in Hugging Face layout: weights, tokenizer, licence, card; config.json last. */
final class ModelFolder {
    /** What a part of the weights holds at most, as Hugging Face's own library has it. */
    static final long LARGEST_PART = 5_000_000_000L;

    private static final Pattern COMPANIONS = Pattern.compile("tokenizer\\.json|tokenizer_config\\.json|vocab\\.txt"
            + "|vocab\\.json|merges\\.txt|special_tokens_map\\.json|added_tokens\\.json|LICEN[SC]E(\\.\\w+)?");
    private static final Set<String> HEAD = Set.of(Head.WEIGHT, Head.BIAS);

    private ModelFolder() {}

    /**
     * @param base whose configuration and tokenizer the weights have
     * @param net the weights; a head is left out, it belongs to a task, and so is what was only computed from others
     * @param card README.md
     */
    static Path write(Path folder, Checkpoint base, Network net, long largestPart, String card) {
        refuseBase(folder, base.folder());
        var known = new HashSet<>(base.architecture().shapes().keySet());
        known.addAll(base.weights().tensors().keySet());
        known.removeAll(HEAD);
        var tensors = new LinkedHashMap<String, Pending>();
        net.names().forEach(name -> {
            if (known.contains(name)) {
                tensors.put(name, Checkpoint.pending(net, name));
            }
        });
        Weights.write(folder, tensors, largestPart);
        companions(base.folder()).forEach(file -> copy(file, folder));
        byte[] text = card.getBytes(StandardCharsets.UTF_8);
        SafeFile.write(folder.resolve("README.md"), out -> out.write(text));
        copy(base.folder().resolve("config.json"), folder);
        return folder;
    }

    private static void refuseBase(Path folder, Path base) {
        try {
            if (Files.exists(folder) && Files.isSameFile(folder, base)) {
                throw new GenomicsException(
                        "The folder " + folder + " is the base model's own; save the changed one somewhere else.",
                        Map.of("folder", folder.toString()));
            }
        } catch (IOException e) {
            throw new GenomicsException(
                    "Cannot look into " + folder + ": " + e + ".", Map.of("folder", folder.toString()), e);
        }
    }

    private static List<Path> companions(Path base) {
        try (var files = Files.list(base)) {
            return files.filter(file ->
                            COMPANIONS.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new GenomicsException("Cannot list " + base + ": " + e + ".", Map.of("folder", base.toString()), e);
        }
    }

    private static void copy(Path file, Path folder) {
        SafeFile.write(folder.resolve(file.getFileName().toString()), out -> Files.copy(file, out));
    }
}
