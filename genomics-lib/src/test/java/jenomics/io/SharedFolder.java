package jenomics.io;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data beside the project; tests that need it are skipped where it is absent. */
final class SharedFolder {
    private SharedFolder() {}

    static Path file(String inside) {
        String named = System.getProperty("JENOMICS_SHARED", System.getenv("JENOMICS_SHARED"));
        Path shared = named == null ? beside() : Path.of(named);
        boolean there = shared != null && Files.exists(shared.resolve(inside));
        Assumptions.assumeTrue(
                there, () -> "no " + inside + " in " + shared + "; set JENOMICS_SHARED to a folder that has it");
        return shared.resolve(inside);
    }

    /** A folder "shared" beside the repository. */
    private static Path beside() {
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.isDirectory(p.resolveSibling("shared"))) {
                return p.resolveSibling("shared");
            }
        }
        return null;
    }
}
