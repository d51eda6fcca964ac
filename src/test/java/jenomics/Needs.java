package jenomics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import jenomics.model.GenomicModel;

/** What a test cannot do without and may not find; it is then skipped, saying why. */
final class Needs {
    private static final String MODEL = "jenomics/yeast-base";

    private Needs() {}

    /** A file of the folder that JENOMICS_SHARED names, or of {@code shared} beside the repository. */
    static Path shared(String inside) {
        String named = System.getProperty("JENOMICS_SHARED", System.getenv("JENOMICS_SHARED"));
        Path folder = named == null ? Repository.ROOT.resolveSibling("shared") : Path.of(named);
        assumeTrue(
                Files.exists(folder.resolve(inside)),
                () -> "no " + inside + " in " + folder + "; set JENOMICS_SHARED to a folder that has it");
        return folder.resolve(inside);
    }

    /** The model inside the jar; {@code -Djenomics.model=FOLDER} puts another one, say a half-trained one, in its place. */
    static GenomicModel pretrained() {
        String other = System.getProperty("jenomics.model");
        assumeTrue(
                other != null || GenomicModel.class.getResource("/jenomics/models/yeast-base/config.json") != null,
                "no pretrained " + MODEL + " in this build; -Djenomics.model=FOLDER names another one");
        return GenomicModel.pretrained(other == null ? MODEL : other);
    }
}
