package jenomics.io;

import java.nio.file.Path;
import jenomics.sequence.Motifs;

/**
 * Motifs in MEME's minimal format (version 4 and later): {@code MOTIF} lines, each with a letter-probability matrix of
 * A, C, G, T. With the number of sites that a matrix gives, its frequencies become counts again.
 */
public final class Meme {
    private Meme() {}

    public static Motifs read(String path) {
        return read(DataFile.find(path));
    }

    public static Motifs read(Path path) {
        return new MemeText(DataFile.find(path)).read();
    }
}
