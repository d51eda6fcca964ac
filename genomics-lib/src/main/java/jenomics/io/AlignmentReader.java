package jenomics.io;

import htsjdk.samtools.SamReader;
import htsjdk.samtools.SamReaderFactory;
import htsjdk.samtools.ValidationStringency;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * How to read alignments; begin with {@link Sam#reader}. Each option gives other ones.
 *
 * @param reference the genome that a CRAM file was made against; null for none
 * @param limit the most records to look at; the rest of the file is not
 */
public record AlignmentReader(Path reference, long limit) {
    private static final int MAGIC = 4;

    public AlignmentReader {
        if (limit < 1) {
            throw new GenomicsException("The limit is at least 1 record; found " + limit + ".", Map.of("limit", limit));
        }
    }

    /** The genome (FASTA with its index .fai) that a CRAM file was made against. */
    public AlignmentReader reference(String fasta) {
        return new AlignmentReader(DataFile.find(fasta), limit);
    }

    /** Looks at no more than so many records. */
    public AlignmentReader limit(long records) {
        return new AlignmentReader(reference, records);
    }

    /** Counts the alignments of a file; holds none of them. */
    public SamSummary summary(String path) {
        return summary(DataFile.find(path));
    }

    /** See {@link #summary(String)}. */
    public SamSummary summary(Path path) {
        var file = DataFile.find(path);
        if (reference == null && isCram(file)) {
            throw new GenomicsException(
                    "'" + file + "' is a CRAM file, which leaves out what the genome has; name that:"
                            + " Sam.reader().reference(\"genome.fa\").summary(...).",
                    Map.of("file", file.toString()));
        }
        try (var reader = open(file)) {
            return tally(file, reader);
        } catch (GenomicsException e) {
            throw e;
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
            // htsjdk trusts lengths, and asserts where that is switched on
            throw new GenomicsException(
                    "'" + file + "' cannot be read as SAM, BAM or CRAM (" + e.getMessage()
                            + "). It is damaged or cut short, or was made against another genome.",
                    Map.of("file", file.toString()),
                    e);
        }
    }

    private static boolean isCram(Path file) {
        try (var in = DataFile.open(file)) {
            byte[] first = in.readNBytes(MAGIC);
            return first.length == MAGIC && first[0] == 'C' && first[1] == 'R' && first[2] == 'A' && first[3] == 'M';
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
    }

    private SamReader open(Path file) {
        var factory = SamReaderFactory.make().validationStringency(ValidationStringency.SILENT);
        return (reference == null ? factory : factory.referenceSequence(reference)).open(file);
    }

    private SamSummary tally(Path file, SamReader reader) {
        var header = reader.getFileHeader();
        var tally = new SamTally(header.getSequenceDictionary());
        long count = 0;
        try (var records = reader.iterator()) {
            while (count < limit && records.hasNext()) {
                tally.add(records.next());
                count++;
            }
        }
        if (count == 0
                && header.getSequenceDictionary().isEmpty()
                && header.getSAMString().strip().isEmpty()) {
            throw new GenomicsException(
                    "'" + file + "' holds no alignment and no header; is it a SAM, BAM or CRAM file?",
                    Map.of("file", file.toString()));
        }
        return tally.summary(file.getFileName().toString());
    }
}
