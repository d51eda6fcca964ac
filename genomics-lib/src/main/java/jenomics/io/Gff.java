package jenomics.io;

import java.nio.file.Path;
import jenomics.genome.GenomicFeatures;

/**
 * Annotation from GFF3 and GTF files, plain or compressed; that of a region through a tabix index.
 *
 * <pre>{@code
 * var yeast = Gff.read("yeast.gff.gz");
 * var gene = yeast.get("YAL001C");
 * yeast.children(gene)                                            // its transcripts; theirs are exons and CDS
 * Gff.reader().types("gene").region("chrI:1-20000").read("yeast.gff.gz")
 * }</pre>
 *
 * <p>The file counts from 1 with both ends included; a {@link jenomics.genome.Locus} keeps that 0-based. What an
 * attribute means is told by its own spelling ({@code ID=gene1} or {@code gene_id "gene1"}). Genome sequence after
 * {@code ##FASTA} is passed over.
 */
public final class Gff {
    private Gff() {}

    public static GenomicFeatures read(String path) {
        return reader().read(path);
    }

    public static GenomicFeatures read(Path path) {
        return reader().read(path);
    }

    /** How to read, with everything open to change. */
    public static IntervalReader reader() {
        return IntervalReader.of(IntervalReader.Format.GFF);
    }
}
