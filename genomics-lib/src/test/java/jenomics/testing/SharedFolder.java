package jenomics.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Data and goldens too large for the repository; tests that need them are skipped where they are absent. */
public final class SharedFolder {
    private SharedFolder() {}

    /** A file of the folder that JENOMICS_SHARED names, or of {@code shared} beside the repository; else a skip. */
    public static Path file(String inside) {
        String named = System.getProperty("JENOMICS_SHARED", System.getenv("JENOMICS_SHARED"));
        Path shared = named == null ? beside() : Path.of(named);
        assumeTrue(
                shared != null && Files.exists(shared.resolve(inside)),
                () -> "skipped: no " + inside + " in " + shared + "; set JENOMICS_SHARED to a folder that has it");
        return shared.resolve(inside);
    }

    private static Path beside() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolveSibling("shared"))) {
                return at.resolveSibling("shared");
            }
        }
        return null;
    }
}
