package jenomics.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.KmerCounts;

/**
 * Counts the k-mers of both strands of a genome into a text file, one count a line, in the order of
 * {@link KmerCounts#kmer}. This made {@code yeast-6mers.txt}:
 *
 * <pre>java -cp ... jenomics.io.CountKmers 6 S_cerevisiae.R64-1-1.fa.gz yeast-6mers.txt VIII XIV Mito</pre>
 */
public final class CountKmers {
    private CountKmers() {}

    /** Arguments: k, the genome, the file to write, then the names of the sequences to leave out. */
    public static void main(String[] args) {
        if (args.length < 3) {
            throw new GenomicsException("Usage: CountKmers K GENOME.fa.gz COUNTS.txt [NAME TO LEAVE OUT]...");
        }
        var without = new TreeSet<>(Arrays.asList(args).subList(3, args.length));
        write(Integer.parseInt(args[0]), DataFile.find(args[1]), Path.of(args[2]), without);
    }

    static KmerCounts write(int k, Path genome, Path out, Set<String> without) {
        var counts = KmerCounts.of(k);
        var left = new TreeSet<>(without);
        Fasta.reader().forEach(genome, record -> {
            if (!left.remove(record.id())) {
                counts.addBothStrands(record.bases());
            }
        });
        if (!left.isEmpty()) {
            throw new GenomicsException(
                    "The genome '" + genome + "' has no sequences named " + left + " to leave out.");
        }
        String head = "# " + k + "-mers of both strands of " + genome.getFileName() + " (SHA-256 "
                + Fingerprint.ofFile(genome) + ") without " + new TreeSet<>(without)
                + ", counted by jenomics.io.CountKmers\n# AA...A first, bases count A 0, C 1, G 2, T 3, the last changes fastest\n";
        String body =
                Arrays.stream(counts.counts()).mapToObj(Long::toString).collect(Collectors.joining("\n", "", "\n"));
        DataFile.write(out, stream -> stream.write((head + body).getBytes(StandardCharsets.US_ASCII)));
        return counts;
    }
}
