package jenomics.io;

import java.nio.file.Path;
import jenomics.sequence.SequenceSet;

/**
 * Sequences from a tab- or comma-separated table, plain or compressed, with one sequence in each row.
 *
 * <pre>{@code
 * var promoters = SequenceTable.read("yeast_promoter_300.tsv.gz");   // a column 'sequence'; all others are attributes
 * var others = SequenceTable.reader().sequenceColumn("dna").idColumn("probe").read("probes.csv");
 * }</pre>
 */
public final class SequenceTable {
    private SequenceTable() {}

    /** All rows. The sequence stands in the column {@code sequence}, {@code seq}, {@code dna} or {@code bases}. */
    public static SequenceSet read(String path) {
        return reader().read(path);
    }

    /** See {@link #read(String)}. */
    public static SequenceSet read(Path path) {
        return reader().read(path);
    }

    /** How to read, with everything open to change. */
    public static SequenceTableReader reader() {
        return new SequenceTableReader(null, null, Long.MAX_VALUE);
    }
}
