package jenomics.classic;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where data and goldens too large for the repository lie, if they are there. */
final class SharedFolder {
    private SharedFolder() {}

    /** The file, or the test is skipped. */
    static Path file(String name) {
        var file = folder().resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: no " + name + " (set JENOMICS_SHARED to the shared folder)");
        return file;
    }

    private static Path folder() {
        String said = System.getProperty("JENOMICS_SHARED", System.getenv("JENOMICS_SHARED"));
        if (said != null) {
            return Path.of(said);
        }
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("DECISIONS.md")) || Files.exists(at.resolve(".git"))) {
                return at.resolveSibling("shared");
            }
        }
        return Path.of("shared");
    }
}
