package jenomics.io;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.sequence.PlantedMotif;
import jenomics.sequence.PromoterSimulation;
import jenomics.sequence.SequenceSet;

/**
 * Writes the data set {@code datasets/yeast-promoters}: simulated promoters, where their motifs lie, and what it all is.
 * Run again it gives the same bytes.
 *
 * <pre>java -cp ... jenomics.io.YeastPromoters datasets/yeast-promoters</pre>
 */
public final class YeastPromoters {
    private static final PromoterSimulation SIMULATION = Simulate.promoters();
    private static final String FASTA = "train.fa.gz";
    private static final String TRUTH = "truth.tsv";

    private YeastPromoters() {}

    /** Argument: the folder to write into; {@code datasets/yeast-promoters} by default. */
    public static void main(String[] args) {
        var folder = Path.of(args.length > 0 ? args[0] : "datasets/yeast-promoters");
        System.out.println(write(folder));
    }

    /** Writes the three files into a folder and returns the sequences. */
    public static SequenceSet write(Path folder) {
        var sequences = SIMULATION.make();
        var dataset = new MadeDataset(folder);
        Fasta.write(sequences, dataset.file(FASTA));
        dataset.write(TRUTH, truth(sequences));
        dataset.writeCard(card(sequences, dataset));
        return sequences;
    }

    private static String truth(SequenceSet sequences) {
        var table = new StringBuilder("id\tpromoter\tmotif\tstart\tend\tstrand\n");
        for (var record : sequences) {
            for (var planted : PlantedMotif.in(record)) {
                table.append(record.id())
                        .append('\t')
                        .append(record.attribute("promoter"))
                        .append('\t');
                table.append(planted.motif())
                        .append('\t')
                        .append(planted.start())
                        .append('\t');
                table.append(planted.end())
                        .append('\t')
                        .append(planted.strand())
                        .append('\n');
            }
        }
        return table.toString();
    }

    private static Map<String, Object> card(SequenceSet sequences, MadeDataset dataset) {
        var card = new LinkedHashMap<String, Object>();
        card.put("name", "yeast-promoters");
        card.put("title", "Simulated yeast promoters with planted motifs");
        card.put("what", sequences.describe().headline());
        card.put(
                "description",
                "Half of the sequences hold a promoter: activator sites, general regulatory factor "
                        + "sites, poly(dA:dT) tracts and a TATA box in this order and at usual distances, in a background with "
                        + "the 6-mer statistics of the yeast genome. The others hold the same elements in a wrong order, or a "
                        + "few of them anywhere. Nothing was measured: use it to learn and to test, not to conclude.");
        card.put("assembly", "simulated");
        card.put(
                "organism",
                "none (background statistics of Saccharomyces cerevisiae S288C R64-1-1, nuclear "
                        + "chromosomes without VIII and XIV)");
        card.put("licence", "CC0-1.0");
        card.put(
                "generator",
                "java -cp <class path of genomics-lib> jenomics.io.YeastPromoters datasets/yeast-promoters");
        card.put("seed", SIMULATION.seed());
        card.put("settings", SIMULATION.toString());
        card.put("attributes", attributes());
        card.put("sequencesFingerprint", sequences.fingerprint().sha256());
        card.put("files", files(dataset));
        return card;
    }

    private static Map<String, String> attributes() {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("chromosome", "chrI to chrXVI, drawn as often as they are long in yeast; a group for splits");
        attributes.put("promoter", "yes or no; half of each");
        attributes.put("truth", "planted motifs, as TATA:312-320:+ joined by ';' (0-based, end not included)");
        return attributes;
    }

    private static Map<String, Object> files(MadeDataset dataset) {
        var files = new LinkedHashMap<String, Object>();
        files.put(FASTA, dataset.described(FASTA, "sequences, with the attributes in the headers"));
        files.put(
                TRUTH,
                dataset.described(
                        TRUTH,
                        "one planted motif a row: id, promoter, motif, start and end (0-based, end not included),"
                                + " strand"));
        return files;
    }
}
