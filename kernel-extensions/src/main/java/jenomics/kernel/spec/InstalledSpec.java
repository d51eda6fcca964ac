package jenomics.kernel.spec;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenomics.provenance.GenomicsException;

/**
 * A kernel that Jupyter knows.
 *
 * @param folder its folder; the name is the kernel's
 * @param json its kernel.json
 */
public record InstalledSpec(Path folder, JsonObject json) {
    /** The key in kernel.json's metadata that says a kernel is ours. */
    static final String MARK = "jenomics";

    /** The kernel in this folder, if there is one that can be read. */
    public static Optional<InstalledSpec> at(Path folder) {
        Path file = folder.resolve("kernel.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var json = new Gson().fromJson(Files.readString(file), JsonObject.class);
            return Optional.of(new InstalledSpec(folder, json == null ? new JsonObject() : json));
        } catch (IOException | JsonParseException e) {
            return Optional.of(new InstalledSpec(folder, new JsonObject()));
        }
    }

    /** All kernels in a folder of kernels, by name. */
    public static List<InstalledSpec> in(Path kernels) {
        try (Stream<Path> folders = Files.list(kernels)) {
            return folders.sorted().flatMap(folder -> at(folder).stream()).toList();
        } catch (IOException e) {
            throw new GenomicsException("The folder " + kernels + " cannot be listed (" + e.getMessage() + ").", e);
        }
    }

    public boolean isOurs() {
        return json.get("metadata") instanceof JsonObject metadata && metadata.has(MARK);
    }

    public String displayName() {
        return json.has("display_name") ? json.get("display_name").getAsString() : "no display name";
    }

    /** {@code java  Java (Jenomics)  /home/me/.local/share/jupyter/kernels/java  ours, works}. */
    public String line() {
        String state = !isOurs()
                ? "not ours"
                : complaints().isEmpty() ? "ours, works" : "ours, BROKEN: " + String.join("; ", complaints());
        return String.format("%-12s %-22s %s  %s", folder.getFileName(), displayName(), folder, state);
    }

    /** What is missing for it to start; empty if nothing. */
    public List<String> complaints() {
        var complaints = new ArrayList<String>();
        List<String> argv = argv();
        if (argv.isEmpty()) {
            return List.of("kernel.json has no argv");
        }
        if (!Files.isExecutable(Path.of(argv.get(0)))) {
            complaints.add("there is no Java at " + argv.get(0));
        }
        int cp = argv.indexOf("-cp");
        List<String> gone = cp < 0 || cp + 1 >= argv.size()
                ? List.of()
                : Stream.of(argv.get(cp + 1).split(File.pathSeparator))
                        .filter(jar -> !Files.exists(Path.of(jar)))
                        .toList();
        if (!gone.isEmpty()) {
            complaints.add(gone.size() + " jars are gone, the first is " + gone.get(0));
        }
        return complaints;
    }

    private List<String> argv() {
        return json.get("argv") instanceof JsonArray argv
                ? argv.asList().stream().map(JsonElement::getAsString).toList()
                : List.of();
    }

    public void delete() {
        delete(folder);
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new GenomicsException("The folder " + folder + " cannot be deleted (" + e.getMessage() + ").", e);
        }
    }
}
