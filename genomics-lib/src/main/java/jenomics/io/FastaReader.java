package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;

/**
 * How to read FASTA; begin with {@link Fasta#reader}.
 *
 * @param limit the most records to read; the rest of the file is not looked at
 * @param header how the line after {@code >} is read
 */
public record FastaReader(long limit, FastaHeader header) {

    static FastaReader defaults() {
        return new FastaReader(Long.MAX_VALUE, FastaHeader.common());
    }

    /** Reads no more than so many records. */
    public FastaReader limit(long records) {
        return new FastaReader(records, header);
    }

    /** All records of a file, up to the limit. */
    public SequenceSet read(String path) {
        return read(DataFile.find(path));
    }

    /** All records of a file, up to the limit. */
    public SequenceSet read(Path path) {
        var file = DataFile.find(path);
        var records = new ArrayList<SequenceRecord>();
        long lowerCase = stream(file, records::add);
        var notes = new ArrayList<String>();
        if (lowerCase > 0) {
            notes.add(String.format(Locale.ROOT, "%,d lower-case (soft-masked) bases read as upper case", lowerCase));
        }
        return SequenceSet.of(records).withNotes(notes);
    }

    /** Hands over record by record, holding one at a time; returns how many there were. */
    public long forEach(String path, Consumer<SequenceRecord> consumer) {
        return forEach(DataFile.find(path), consumer);
    }

    /** Hands over record by record, holding one at a time; returns how many there were. */
    public long forEach(Path path, Consumer<SequenceRecord> consumer) {
        long[] count = {0};
        stream(DataFile.find(path), record -> {
            count[0]++;
            consumer.accept(record);
        });
        return count[0];
    }

    private long stream(Path file, Consumer<SequenceRecord> consumer) {
        var lines = new HashMap<String, Long>();
        try (var parser = new FastaParser(file)) {
            for (long n = 0; n < limit && parser.next(); n++) {
                var parsed = header.read(parser.header());
                refuseTwin(file, parsed.id(), lines.putIfAbsent(parsed.id(), parser.headerLine()), parser.headerLine());
                consumer.accept(new SequenceRecord(parsed.id(), parser.bases(), parsed.attributes()));
            }
            return parser.lowerCase();
        }
    }

    private static void refuseTwin(Path file, String id, Long firstLine, long line) {
        if (firstLine != null) {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("file", file.toString());
            facts.put("record", id);
            facts.put("lines", List.of(firstLine, line));
            throw new GenomicsException(
                    "Two FASTA records are named '" + id + "': lines " + firstLine + " and " + line + " of '" + file
                            + "'. Every record needs a name of its own.",
                    facts);
        }
    }
}
