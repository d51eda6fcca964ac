package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;

/**
 * How to read FASTQ; begin with {@link Fastq#reader}. Each option gives another reader.
 *
 * @param limit the most records to look at; the rest of the file is not
 * @param leastQuality reads whose mean Phred score is lower are passed over
 * @param offset which character is a score of 0: 33 or 64
 */
public record FastqReader(long limit, double leastQuality, int offset) {
    private static final int READS_BETWEEN_LOOKS = 1 << 13;

    public FastqReader {
        if (limit < 1) {
            throw new GenomicsException("The limit is at least 1 record; found " + limit + ".", Map.of("limit", limit));
        }
    }

    static FastqReader defaults() {
        return new FastqReader(Long.MAX_VALUE, 0, 33);
    }

    /** Looks at no more than so many records. */
    public FastqReader limit(long records) {
        return new FastqReader(records, leastQuality, offset);
    }

    /** Passes over reads whose mean Phred score is lower. */
    public FastqReader leastQuality(double meanScore) {
        return new FastqReader(limit, meanScore, offset);
    }

    /** Reads qualities that are written from '@' (offset 64), as Illumina did before version 1.8. */
    public FastqReader phred64() {
        return new FastqReader(limit, leastQuality, 64);
    }

    /** See {@link Fastq#read(String)}. */
    public SequenceSet read(String path) {
        return read(DataFile.find(path));
    }

    /** See {@link Fastq#read(String)}. */
    public SequenceSet read(Path path) {
        var file = DataFile.find(path);
        var reads = new ArrayList<SequenceRecord>();
        long all = walk(file, parser -> {
            if (passes(parser)) {
                reads.add(record(parser));
                if (reads.size() % READS_BETWEEN_LOOKS == 0) {
                    Forecast.checkRoom(file, reads.size(), "reads");
                }
            }
        });
        var notes = new ArrayList<>(List.of("from " + file.getFileName()));
        if (reads.size() < all) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d reads with a mean quality below %.3g passed over",
                    all - reads.size(),
                    leastQuality));
        }
        return SequenceSet.of(reads).withNotes(notes);
    }

    /** See {@link Fastq#forEach}. */
    public long forEach(Path path, Consumer<SequenceRecord> consumer) {
        long[] passed = {0};
        walk(DataFile.find(path), parser -> {
            if (passes(parser)) {
                passed[0]++;
                consumer.accept(record(parser));
            }
        });
        return passed[0];
    }

    /** See {@link Fastq#summary(String)}. */
    public FastqSummary summary(String path) {
        return summary(DataFile.find(path));
    }

    /** See {@link Fastq#summary(String)}. */
    public FastqSummary summary(Path path) {
        var file = DataFile.find(path);
        var tally = new FastqTally(offset);
        walk(file, parser -> {
            if (passes(parser)) {
                tally.add(parser.bases(), parser.qualities());
            }
        });
        return tally.summary(file.getFileName().toString());
    }

    private long walk(Path file, Consumer<FastqParser> each) {
        try (var parser = new FastqParser(file, offset)) {
            long count = 0;
            for (; count < limit && parser.next(); count++) {
                each.accept(parser);
            }
            return count;
        }
    }

    private boolean passes(FastqParser parser) {
        return leastQuality <= 0 || meanQuality(parser.qualities()) >= leastQuality;
    }

    private double meanQuality(String qualities) {
        return qualities.chars().average().orElse(offset) - offset;
    }

    private static SequenceRecord record(FastqParser parser) {
        return new SequenceRecord(parser.id(), parser.bases(), Map.of("quality", parser.qualities()));
    }
}
