package jenomics.model.pretraining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jenomics.provenance.Fingerprint;

/**
 * Where a genome file came from. Files are known by their content (genomes.tsv), so that a card never credits the wrong
 * people for a file that only has the same name.
 *
 * @param organism species and strain
 * @param citation assembly, accession and paper
 */
record GenomeSource(String organism, String citation) {
    private static final String KNOWN = "genomes.tsv";

    /** The source of a file with this content, if Jenomics knows it. */
    static Optional<GenomeSource> of(Fingerprint content) {
        return table().lines()
                .map(line -> line.split("\t"))
                .filter(fields -> fields[0].equals(content.sha256()))
                .map(fields -> new GenomeSource(fields[1], fields[2]))
                .findFirst();
    }

    private static String table() {
        try (var in = GenomeSource.class.getResourceAsStream(KNOWN)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + KNOWN + " in the Jenomics jar", e);
        }
    }

    /** The genus: {@code Saccharomyces}. */
    String genus() {
        return organism.split(" ")[0];
    }
}
