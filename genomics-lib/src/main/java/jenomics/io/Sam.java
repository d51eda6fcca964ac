package jenomics.io;

import java.nio.file.Path;

/**
 * What the alignments of a SAM, BAM or CRAM file are like.
 *
 * <pre>{@code
 * Sam.summary("sample.bam")                                          // counts, insert sizes, depth by contig
 * Sam.reader().reference("genome.fa").summary("sample.cram").plot()
 * }</pre>
 */
public final class Sam {
    private Sam() {}

    public static SamSummary summary(String path) {
        return reader().summary(path);
    }

    public static SamSummary summary(Path path) {
        return reader().summary(path);
    }

    /** How to read, with everything open to change. */
    public static AlignmentReader reader() {
        return new AlignmentReader(null, Long.MAX_VALUE);
    }
}
