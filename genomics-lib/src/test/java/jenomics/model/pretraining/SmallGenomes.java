package jenomics.model.pretraining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** Two genomes of a few thousand bases with the chromosomes a pretraining asks for. */
final class SmallGenomes {
    private SmallGenomes() {}

    static Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (int genome = 1; genome <= 2; genome++) {
                var random = new Random(genome);
                var fasta = new StringBuilder();
                for (String name : new String[] {"I", "V", "VIII", "XIV", "mt"}) {
                    fasta.append(">chr").append(name).append('\n');
                    fasta.append(bases(random, 2000, letters(name))).append('\n');
                }
                Files.writeString(folder.resolve("genome" + genome + ".fa"), fasta);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chromosomes told apart by their letters, on either strand: I by poly-A/C, V by A/G, VIII and XIV by all, mt by A/T. */
    private static String letters(String name) {
        return Map.of("I", "AAC", "V", "AG", "VIII", "ACGT", "XIV", "ACGT", "mt", "AT")
                .get(name);
    }

    private static String bases(Random random, int length, String letters) {
        var bases = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            bases.append(letters.charAt(random.nextInt(letters.length())));
        }
        return bases.toString();
    }
}
