package jenomics.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import tech.tablesaw.api.Table;

/**
 * How to read FASTA; begin with {@link Fasta#reader}. Each option gives another reader.
 *
 * @param limit the most records to read; the rest of the file is not looked at
 * @param header how the line after {@code >} is read
 * @param labels labels by name of the sequence; null: those of {@code <stem>.labels.tsv} or {@code .csv} beside the file
 * @param labelsBeside whether to look for that table
 * @param labelsMayBePartial whether sequences without labels and labels without sequences are let pass
 * @param attributes the attributes to keep; empty: all
 */
public record FastaReader(
        long limit,
        FastaHeader header,
        LabelTable labels,
        boolean labelsBeside,
        boolean labelsMayBePartial,
        List<String> attributes) {

    public FastaReader {
        attributes = List.copyOf(attributes);
        if (limit < 1) {
            throw new GenomicsException("The limit is at least 1 record; found " + limit + ".", Map.of("limit", limit));
        }
    }

    static FastaReader defaults() {
        return new FastaReader(Long.MAX_VALUE, FastaHeader.common(), null, true, false, List.of());
    }

    /** Reads no more than so many records. */
    public FastaReader limit(long records) {
        return new FastaReader(records, header, labels, labelsBeside, labelsMayBePartial, attributes);
    }

    /**
     * Reads headers by place, for example {@code headerFields("id", "label", "part")} for {@code >P_1|1|training}. The
     * fields are separated by {@code |} where the header has one, else by spaces.
     */
    public FastaReader headerFields(String... names) {
        return new FastaReader(
                limit, new FastaHeader(List.of(names)), labels, labelsBeside, labelsMayBePartial, attributes);
    }

    /** Sets labels from a tab- or comma-separated file; see {@link LabelTable#read(String)}. */
    public FastaReader labels(String path) {
        return labels(LabelTable.read(path));
    }

    /** Sets labels from a tab- or comma-separated file whose names stand in this column. */
    public FastaReader labels(String path, String idColumn) {
        return labels(LabelTable.read(DataFile.find(path), idColumn));
    }

    /** Sets labels from a tab- or comma-separated file. */
    public FastaReader labels(Path path) {
        return labels(LabelTable.read(path, null));
    }

    /** Sets labels from a Tablesaw table whose names stand in this column. */
    public FastaReader labels(Table table, String idColumn) {
        return labels(LabelTable.of(table, idColumn));
    }

    public FastaReader labels(LabelTable table) {
        return new FastaReader(limit, header, table, labelsBeside, labelsMayBePartial, attributes);
    }

    /** Takes no notice of a label table beside the file. */
    public FastaReader withoutLabelsBeside() {
        return new FastaReader(limit, header, labels, false, labelsMayBePartial, attributes);
    }

    /** Lets sequences without labels and labels without sequences pass. */
    public FastaReader partialLabels() {
        return new FastaReader(limit, header, labels, labelsBeside, true, attributes);
    }

    /** Keeps only these attributes, in this order. */
    public FastaReader attributes(String... names) {
        return new FastaReader(limit, header, labels, labelsBeside, labelsMayBePartial, List.of(names));
    }

    /** All records of a file, up to the limit. */
    public SequenceSet read(String path) {
        return read(DataFile.find(path));
    }

    /** All records of a file, up to the limit. */
    public SequenceSet read(Path path) {
        var file = DataFile.find(path);
        var records = new ArrayList<SequenceRecord>();
        var notes = stream(file, records::add);
        var set = SequenceSet.of(records);
        for (String name : attributes) {
            if (!set.attributes().contains(name)) {
                throw new GenomicsException(
                        "No sequence of '" + file + "' has an attribute '" + name + "'; the first has "
                                + reader(file).firstAttributes(file) + ".",
                        Map.of("file", file.toString(), "attribute", name));
            }
        }
        return set.withNotes(notes);
    }

    private FastaReader reader(Path file) {
        return new FastaReader(1, header, labelsFor(file), false, true, List.of());
    }

    private java.util.Set<String> firstAttributes(Path file) {
        return read(file).get(0).attributes().keySet();
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

    /** Returns remarks on what was read. */
    private List<String> stream(Path file, Consumer<SequenceRecord> consumer) {
        var table = labelsFor(file);
        var labelling = table == null ? null : new Labelling(table);
        var lines = new HashMap<String, Long>();
        long lowerCase;
        try (var parser = new FastaParser(file)) {
            boolean more = true;
            for (long n = 0; n < limit && (more = parser.next()); n++) {
                var record = record(parser, file, lines);
                consumer.accept(keep(labelling == null ? record : labelling.label(record)));
            }
            if (labelling != null && !labelsMayBePartial) {
                labelling.check(!more);
            }
            lowerCase = parser.lowerCase();
        }
        return notes(table, lowerCase);
    }

    private SequenceRecord record(FastaParser parser, Path file, Map<String, Long> lines) {
        var parsed = header.read(parser.header());
        refuseTwin(file, parsed.id(), lines.putIfAbsent(parsed.id(), parser.headerLine()), parser.headerLine());
        return new SequenceRecord(parsed.id(), parser.bases(), parsed.attributes());
    }

    private SequenceRecord keep(SequenceRecord record) {
        if (attributes.isEmpty()) {
            return record;
        }
        var kept = new LinkedHashMap<String, String>();
        attributes.forEach(name -> kept.put(name, record.attribute(name)));
        return new SequenceRecord(record.id(), record.bases(), kept);
    }

    private LabelTable labelsFor(Path file) {
        if (labels != null || !labelsBeside) {
            return labels;
        }
        String stem =
                file.getFileName().toString().replaceFirst("(?i)\\.b?gz$", "").replaceFirst("\\.[^.]*$", "");
        for (String ending : List.of(".labels.tsv", ".labels.csv")) {
            var beside = file.resolveSibling(stem + ending);
            if (Files.isRegularFile(beside)) {
                return LabelTable.read(beside, null);
            }
        }
        return null;
    }

    private List<String> notes(LabelTable table, long lowerCase) {
        var notes = new ArrayList<String>();
        if (table != null) {
            notes.add("labels " + table.columns() + " from " + table.source());
        }
        if (lowerCase > 0) {
            notes.add(String.format(Locale.ROOT, "%,d lower-case (soft-masked) bases read as upper case", lowerCase));
        }
        return notes;
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
