package jenomics.io;

import java.nio.file.Path;
import jenomics.genome.GenomicFeatures;

/**
 * Intervals from BED files (three columns or more), plain or compressed; those of a region through a tabix index.
 *
 * <pre>{@code
 * var peaks = Bed.read("peaks.narrowPeak.gz");
 * var few = Bed.reader().region("chr7:1-1,000,000").read("peaks.bed.gz");
 * }</pre>
 *
 * <p>Places are 0-based with the end not included, as a {@link jenomics.genome.Locus} keeps them. Lines of browsers
 * (track, browser) and intervals without any base are passed over; the notes count the latter.
 */
public final class Bed {
    private Bed() {}

    public static GenomicFeatures read(String path) {
        return reader().read(path);
    }

    public static GenomicFeatures read(Path path) {
        return reader().read(path);
    }

    /** How to read, with everything open to change. */
    public static IntervalReader reader() {
        return IntervalReader.of(IntervalReader.Format.BED);
    }
}
