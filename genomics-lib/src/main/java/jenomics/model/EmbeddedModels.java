package jenomics.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models inside the Jenomics jar. */
final class EmbeddedModels {
    private static final List<String> NAMES = List.of("jenomics/yeast-base");

    private EmbeddedModels() {}

    static List<String> names() {
        return NAMES;
    }

    /** Whether a name claims to be one of ours: then no hub is asked for it. */
    static boolean isOurs(String name) {
        return name.startsWith("jenomics/");
    }

    /** The folder of a model by its name; it may lie inside a jar. */
    static Optional<Path> find(String name) {
        return NAMES.contains(name)
                ? Optional.of(folder("/jenomics/models/" + name.substring("jenomics/".length()) + "/config.json"))
                : Optional.empty();
    }

    private static Path folder(String resource) {
        try {
            var uri = EmbeddedModels.class.getResource(resource).toURI();
            if (uri.getScheme().equals("jar")) {
                try {
                    FileSystems.newFileSystem(uri, Map.of());
                } catch (FileSystemAlreadyExistsException e) {
                    // Opened before, for another model or by another cell.
                }
            }
            return Path.of(uri).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(resource, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource + " in the Jenomics jar", e);
        }
    }
}
