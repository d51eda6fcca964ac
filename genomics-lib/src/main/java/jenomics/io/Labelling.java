package jenomics.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;

/** Sets the labels of a table on records that come one by one, and says at the end what did not fit. */
final class Labelling {
    private final LabelTable table;
    private final List<String> unlabelled = new ArrayList<>();
    private final Set<String> unseen;
    private long records;

    Labelling(LabelTable table) {
        this.table = table;
        this.unseen = new LinkedHashSet<>(table.byId().keySet());
    }

    /** The record with its labels; those of the table take the place of equally named ones from the header. */
    SequenceRecord label(SequenceRecord record) {
        records++;
        unseen.remove(record.id());
        var labels = table.byId().get(record.id());
        if (labels == null) {
            unlabelled.add(record.id());
            return record;
        }
        var all = new LinkedHashMap<>(record.attributes());
        all.putAll(labels);
        return new SequenceRecord(record.id(), record.bases(), all);
    }

    /** Refuses records without labels, and (where the file was read to its end) labels without a record. */
    void check(boolean wholeFile) {
        if (!unlabelled.isEmpty()) {
            throw new GenomicsException(
                    unlabelled.size() + " of " + records + " sequences have no labels in " + table.source() + ": "
                            + firstThree(unlabelled) + ". To read them without, use reader().partialLabels().",
                    Map.of("source", table.source(), "missing", unlabelled.size()));
        }
        if (wholeFile && !unseen.isEmpty()) {
            throw new GenomicsException(
                    unseen.size() + " of " + table.byId().size() + " names in " + table.source()
                            + " are no sequences of the file: " + firstThree(unseen)
                            + ". To pass over them, use reader().partialLabels().",
                    Map.of("source", table.source(), "unknown", unseen.size()));
        }
    }

    private static String firstThree(java.util.Collection<String> names) {
        String first = names.stream().limit(3).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
        return names.size() > 3 ? first + ", \u2026" : first;
    }
}
