package jenomics.io;

import java.nio.file.Path;
import java.util.function.Consumer;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;

/**
 * Reads of a sequencer from FASTQ files, plain or compressed.
 *
 * <pre>{@code
 * Fastq.summary("reads.fastq.gz").plot()                       // quality and composition by position
 * var few = Fastq.reader().limit(1000).leastQuality(20).read("reads.fastq.gz");
 * }</pre>
 *
 * <p>A record has four lines. Qualities are Phred scores written from '!' (offset 33), as all sequencers do since 2011;
 * older files are read with {@link FastqReader#phred64}.
 */
public final class Fastq {
    private Fastq() {}

    /** All reads, each with its qualities as they are written in the attribute {@code quality}. */
    public static SequenceSet read(String path) {
        return reader().read(path);
    }

    /** See {@link #read(String)}. */
    public static SequenceSet read(Path path) {
        return reader().read(path);
    }

    /** What the reads are like: how many, how long, quality and composition by position. Holds none of them. */
    public static FastqSummary summary(String path) {
        return reader().summary(path);
    }

    /** See {@link #summary(String)}. */
    public static FastqSummary summary(Path path) {
        return reader().summary(path);
    }

    /** Hands over read by read, holding one at a time; returns how many there were. */
    public static long forEach(String path, Consumer<SequenceRecord> consumer) {
        return reader().forEach(DataFile.find(path), consumer);
    }

    /** How to read, with everything open to change. */
    public static FastqReader reader() {
        return FastqReader.defaults();
    }
}
