package jenomics.io;

import java.nio.file.Path;
import jenomics.sequence.SequenceSet;

/**
 * Sequences from and to FASTA files, plain or compressed (gzip, bgzip).
 *
 * <pre>{@code
 * var promoters = Fasta.read("datasets/yeast-promoters/train.fa.gz");
 * var few = Fasta.reader().limit(1000).labels("labels.tsv").read("sequences.fa");
 * Fasta.reader().forEach("genome.fa.gz", chromosome -> System.out.println(chromosome.id()));
 * }</pre>
 *
 * <p>Letters are the IUPAC ones in either case and become upper case; how many were lower case (soft-masked) is said in
 * the summary. The first word after {@code >} is the name. What follows becomes attributes where it reads
 * {@code key=value}, {@code [key=value]} or {@code key:value}, separated by spaces, {@code |} or {@code ;}, and the
 * attribute {@code description} where it does not. A table {@code <stem>.labels.tsv} beside the file is read with it.
 *
 * <p>A relative path is looked for in the working directory, then in its parents, so that a notebook anywhere in a
 * project finds the project's {@code datasets/}.
 */
public final class Fasta {
    private Fasta() {}

    /** All sequences of a file, with the attributes of their headers. */
    public static SequenceSet read(String path) {
        return reader().read(path);
    }

    /** All sequences of a file, with the attributes of their headers. */
    public static SequenceSet read(Path path) {
        return reader().read(path);
    }

    /**
     * Writes sequences with their attributes as {@code key=value} in the headers; compressed where the name ends in
     * {@code .gz}. The same sequences give the same bytes. A file that was there is replaced only by a whole one.
     * Returns the path.
     */
    public static Path write(SequenceSet sequences, Path path) {
        return DataFile.write(path, out -> FastaWriter.write(sequences, out));
    }

    /** See {@link #write(SequenceSet, Path)}. */
    public static Path write(SequenceSet sequences, String path) {
        return write(sequences, Path.of(path));
    }

    /** How to read, with everything open to change. */
    public static FastaReader reader() {
        return FastaReader.defaults();
    }
}
