package jenomics.genome;

import java.util.Map;
import java.util.Optional;
import jenomics.provenance.GenomicsException;

/**
 * A place where genomes differ, in one of its alleles: genotypes count the copies of {@code counted}. In a VCF file that
 * is the alternate allele and {@code other} the reference; in PLINK's files they are A1 and A2, and nobody says which is
 * the reference.
 *
 * @param chromosome its name as the file writes it; PLINK's 0 for unknown
 * @param position 1-based first base of {@code other}; 0 where unknown
 * @param id such as {@code rs1801133}; empty where there is none
 * @param other the allele that is not counted: bases, or a symbol such as {@code <DEL>}
 * @param counted the allele whose copies are counted
 */
public record Variant(String chromosome, long position, String id, String other, String counted) {

    public Variant {
        if (chromosome == null || chromosome.isBlank()) {
            throw new GenomicsException("A variant needs a chromosome; found none.");
        }
        if (position < 0) {
            throw new GenomicsException(
                    "The position of a variant counts from 1, and is 0 where unknown; found " + position + " on "
                            + chromosome + ".",
                    Map.of("chromosome", chromosome, "position", position));
        }
    }

    /** From the columns of a VCF line: 1-based position, reference, alternate; {@code .} for no identifier. */
    public static Variant ofVcf(String chromosome, long position, String id, String reference, String alternate) {
        return new Variant(chromosome, position, id.equals(".") ? "" : id, reference, alternate);
    }

    /** The bases of {@code other} on the genome; empty where the position is unknown. */
    public Optional<Locus> locus() {
        return position == 0
                ? Optional.empty()
                : Optional.of(Locus.ofBed(
                        chromosome,
                        position - 1,
                        position - 1 + Math.max(1, basesOf(other).length())));
    }

    private static String basesOf(String allele) {
        return allele.startsWith("<") || allele.startsWith(".") ? "" : allele;
    }

    /** Whether one base is exchanged for one other. */
    public boolean isSnv() {
        return isBase(other) && isBase(counted);
    }

    private static boolean isBase(String allele) {
        return allele.length() == 1 && "ACGTacgt".contains(allele);
    }

    /** {@code 7:1203:A:G}: chromosome, 1-based position, other, counted. */
    public String key() {
        return chromosome + ":" + position + ":" + other + ":" + counted;
    }

    /** The identifier with the alleles, {@code rs1801133 (1:11796321 G>A)}. */
    @Override
    public String toString() {
        String place = chromosome + ":" + position + " " + other + ">" + counted;
        return id.isEmpty() ? place : id + " (" + place + ")";
    }
}
