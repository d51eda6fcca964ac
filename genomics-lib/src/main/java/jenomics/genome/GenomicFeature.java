package jenomics.genome;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stretch of the genome with what is said of it: a line of BED, GFF or GTF.
 *
 * @param locus where, with its strand
 * @param type what it is, in the words of the Sequence Ontology: gene, mRNA, exon; {@code interval} in BED
 * @param name what it is called; empty where it has no name
 * @param source who says so; empty where nobody is named
 * @param score as it is written; NaN where there is none
 * @param phase how many bases lie before the first whole codon, 0 to 2; -1 where that makes no sense
 * @param attributes everything else that is said, in its order
 */
public record GenomicFeature(
        Locus locus, String type, String name, String source, double score, int phase, Map<String, String> attributes) {

    public GenomicFeature {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** What is said of it under this name; null if nothing. */
    public String attribute(String wanted) {
        return attributes.get(wanted);
    }

    /** What others name as their parent: ID in GFF3, gene_id or transcript_id in GTF; empty if there is none. */
    public String id() {
        if (attributes.containsKey("ID")) {
            return attributes.get("ID");
        }
        return switch (type) {
            case "gene" -> attributes.getOrDefault("gene_id", "");
            case "transcript", "mRNA" -> attributes.getOrDefault("transcript_id", "");
            default -> "";
        };
    }

    /** The identifiers of what it is a part of: Parent in GFF3; the transcript, or the gene of a transcript, in GTF. */
    public List<String> parents() {
        if (attributes.containsKey("Parent")) {
            return List.of(attributes.get("Parent").split(","));
        }
        if (attributes.containsKey("ID") || type.equals("gene")) {
            return List.of();
        }
        boolean transcript = type.equals("transcript") || !attributes.containsKey("transcript_id");
        String parent = attributes.get(transcript ? "gene_id" : "transcript_id");
        return parent == null || parent.isEmpty() ? List.of() : List.of(parent);
    }

    /** {@code gene YAL001C chrI:147594-151166(-)}. */
    @Override
    public String toString() {
        return type + (name.isEmpty() ? "" : " " + name) + " " + locus;
    }
}
