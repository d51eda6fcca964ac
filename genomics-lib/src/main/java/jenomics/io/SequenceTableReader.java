package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.genome.Alphabet;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;

/**
 * How to read a table of sequences; begin with {@link SequenceTable#reader}.
 *
 * @param sequenceColumn the column of the bases; null: {@code sequence}, {@code seq}, {@code dna} or {@code bases}
 * @param idColumn the column of the names; null: {@code id} or {@code name} where no two rows share one, else the
 *     rows are named by their number: {@code row1}
 * @param limit the most rows to read
 */
public record SequenceTableReader(String sequenceColumn, String idColumn, long limit) {
    private static final List<String> USUAL_SEQUENCE_COLUMNS = List.of("sequence", "seq", "dna", "bases");
    private static final List<String> USUAL_ID_COLUMNS = List.of("id", "sequence_id", "seq_id", "name");

    public SequenceTableReader {
        if (limit < 1) {
            throw new GenomicsException("The limit is at least 1 row; found " + limit + ".", Map.of("limit", limit));
        }
    }

    public SequenceTableReader sequenceColumn(String name) {
        return new SequenceTableReader(name, idColumn, limit);
    }

    public SequenceTableReader idColumn(String name) {
        return new SequenceTableReader(sequenceColumn, name, limit);
    }

    /** Makes sequences of no more than so many rows. */
    public SequenceTableReader limit(long rows) {
        return new SequenceTableReader(sequenceColumn, idColumn, rows);
    }

    public SequenceSet read(String path) {
        return read(DataFile.find(path));
    }

    /** All rows up to the limit, in order. */
    public SequenceSet read(Path path) {
        var table = DelimitedTable.read(DataFile.find(path));
        int bases = sequenceColumn(table);
        int id = idColumn(table);
        var records = new ArrayList<SequenceRecord>();
        for (var row : table.rows()) {
            if (records.size() == limit) {
                break;
            }
            String name = id < 0 ? "row" + (records.size() + 1) : row.cells().get(id);
            records.add(new SequenceRecord(name, bases(table, row, bases), attributes(table, row, bases, id)));
        }
        if (records.isEmpty()) {
            throw fault(table, "The table '" + table.file() + "' has a header and no rows.");
        }
        var notes = new ArrayList<String>();
        notes.add("bases from column '" + table.columns().get(bases) + "', names "
                + (id < 0 ? "by row number" : "from column '" + table.columns().get(id) + "'"));
        return SequenceSet.of(records).withNotes(notes);
    }

    private int sequenceColumn(DelimitedTable table) {
        if (sequenceColumn != null) {
            return table.column(sequenceColumn);
        }
        int found = table.firstOf(USUAL_SEQUENCE_COLUMNS, c -> true);
        if (found < 0) {
            throw fault(
                    table,
                    "The table '" + table.file() + "' has no column named one of " + USUAL_SEQUENCE_COLUMNS
                            + "; it has " + table.columns()
                            + ". Name the one: SequenceTable.reader().sequenceColumn(\"...\").");
        }
        return found;
    }

    private int idColumn(DelimitedTable table) {
        if (idColumn == null) {
            return table.firstOf(USUAL_ID_COLUMNS, table::distinct);
        }
        int id = table.column(idColumn);
        var lines = new LinkedHashMap<String, Long>();
        for (var row : table.rows()) {
            Long before = lines.putIfAbsent(row.cells().get(id), row.line());
            if (before != null) {
                throw fault(
                        table,
                        "Two rows of '" + table.file() + "' are named '"
                                + row.cells().get(id) + "': lines " + before + " and " + row.line()
                                + ". Every sequence needs a name of its own.");
            }
        }
        return id;
    }

    private static String bases(DelimitedTable table, DelimitedTable.Row row, int column) {
        String bases = row.cells().get(column).strip();
        int foreign = Alphabet.IUPAC.firstForeign(bases);
        String where = "Line " + row.line() + " of '" + table.file() + "', column '"
                + table.columns().get(column) + "',";
        if (bases.isEmpty()) {
            throw fault(table, where + " has no bases.");
        }
        if (foreign >= 0) {
            throw fault(
                    table,
                    where + " has character '" + bases.charAt(foreign) + "' at base " + (foreign + 1)
                            + ". Allowed are the IUPAC letters " + Alphabet.IUPAC.letters() + ", in either case.");
        }
        return bases;
    }

    private static Map<String, String> attributes(DelimitedTable table, DelimitedTable.Row row, int bases, int id) {
        var attributes = new LinkedHashMap<String, String>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (c != bases && c != id && !row.cells().get(c).isEmpty()) {
                attributes.put(table.columns().get(c), row.cells().get(c));
            }
        }
        return attributes;
    }

    private static GenomicsException fault(DelimitedTable table, String sentence) {
        return new GenomicsException(sentence, Map.of("file", table.file().toString(), "columns", table.columns()));
    }
}
