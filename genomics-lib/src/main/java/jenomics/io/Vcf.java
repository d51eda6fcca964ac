package jenomics.io;

import java.nio.file.Path;
import java.util.List;
import jenomics.genome.Variant;
import jenomics.omics.Genotypes;

/**
 * Genotypes from VCF files (4.0 to 4.5), plain or compressed (bgzip, gzip), and from BCF 2.1.
 *
 * <pre>{@code
 * var genotypes = Vcf.read("cohort.vcf.gz");
 * var gene = Vcf.reader().region("chr7:117,480,025-117,668,665").passing().read("cohort.vcf.gz");
 * var imputed = Vcf.reader().expectedDosages("imputed.vcf.gz");   // DS instead of GT
 * }</pre>
 *
 * <p>A site with several alternate alleles becomes as many variants, each counting the copies of its own allele. A
 * genotype with any unknown allele ({@code ./1}) is missing; a haploid one has 0 or 1 copies; phase is passed over.
 * Sites without an alternate allele, or without genotypes, are passed over and counted in the notes.
 */
public final class Vcf {
    private Vcf() {}

    /** The genotypes of a file. */
    public static Genotypes read(String path) {
        return reader().read(path);
    }

    /** The genotypes of a file. */
    public static Genotypes read(Path path) {
        return reader().read(path);
    }

    /** The variants of a file, whether it has samples or not. */
    public static List<Variant> variants(String path) {
        return reader().variants(DataFile.find(path));
    }

    /** How to read, with everything open to change. */
    public static VcfReader reader() {
        return VcfReader.defaults();
    }
}
