package jenomics.io;

import java.nio.file.Path;
import jenomics.sequence.Motifs;

/**
 * Motifs as JASPAR writes them: {@code >MA0265.1 ABF1}, then a row of counts for each of A, C, G, T, with brackets or
 * without. The counts are kept as they are; for scores of rare bases give them a pseudocount, JASPAR's tools use 0.8:
 * {@code motif.withPseudocount(0.8)}.
 */
public final class Jaspar {
    private Jaspar() {}

    public static Motifs read(String path) {
        return read(DataFile.find(path));
    }

    public static Motifs read(Path path) {
        return new JasparText(DataFile.find(path)).read();
    }
}
