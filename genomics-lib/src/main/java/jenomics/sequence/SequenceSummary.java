package jenomics.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jenomics.provenance.Description;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What a set of sequences says of itself. */
final class SequenceSummary {
    private static final int ROWS = 5;
    private static final int FEW_VALUES = 6;
    private static final int LONGEST_CELL = 40;

    /** Equally common ones in falling order of name: yes before no, 1 before 0. */
    private static final Comparator<Map.Entry<String, Integer>> COMMONEST_FIRST =
            Map.Entry.<String, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey())
                    .reversed();

    private SequenceSummary() {}

    static Description of(SequenceSet set) {
        var description = Description.of(headline(set));
        if (!set.notes().isEmpty()) {
            var rows = set.notes().stream().map(List::of).toList();
            description = description.with("how it was read", List.of(), rows);
        }
        return set.size() == 0 ? description : description.with("first sequences", columns(set), firstRows(set));
    }

    /** {@code 4,000 sequences · 500 bp · promoter: 2,000 yes, 2,000 no · also: chromosome (16 values), truth}. */
    private static String headline(SequenceSet set) {
        var parts = new ArrayList<String>();
        parts.add(number(set.size()) + (set.size() == 1 ? " sequence" : " sequences"));
        if (set.size() > 0) {
            parts.add(lengths(set));
        }
        var others = new ArrayList<String>();
        for (String name : set.attributes()) {
            var counts = counts(set, name);
            if (counts.size() <= FEW_VALUES && counts.size() < Math.max(2, set.size())) {
                parts.add(name + ": " + counted(counts));
            } else {
                others.add(name + (counts.size() < set.size() / 2 ? " (" + number(counts.size()) + " values)" : ""));
            }
        }
        if (!others.isEmpty()) {
            parts.add("also: " + String.join(", ", others));
        }
        return String.join(" \u00b7 ", parts);
    }

    private static String lengths(SequenceSet set) {
        int[] sorted = set.stream().mapToInt(SequenceRecord::lengthBp).sorted().toArray();
        int shortest = sorted[0];
        int longest = sorted[sorted.length - 1];
        return shortest == longest
                ? number(shortest) + " bp"
                : number(shortest) + "\u2013" + number(longest) + " bp, median " + number(sorted[sorted.length / 2]);
    }

    /** How often each value occurs; sequences without one count as "none". */
    private static Map<String, Integer> counts(SequenceSet set, String name) {
        var counts = new LinkedHashMap<String, Integer>();
        for (var record : set) {
            String value = record.attribute(name);
            counts.merge(value == null ? "none" : value, 1, Integer::sum);
        }
        return counts;
    }

    private static String counted(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(COMMONEST_FIRST)
                .map(e -> number(e.getValue()) + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    private static List<String> columns(SequenceSet set) {
        var columns = new ArrayList<>(List.of("id", "bp", "gc", "bases"));
        columns.addAll(set.attributes());
        return columns;
    }

    private static List<List<String>> firstRows(SequenceSet set) {
        var rows = new ArrayList<List<String>>();
        for (var record : set.records().subList(0, Math.min(ROWS, set.size()))) {
            var row = new ArrayList<String>();
            row.add(record.id());
            row.add(number(record.lengthBp()));
            row.add(String.format(Locale.ROOT, "%.2f", record.gc()));
            row.add(SequenceRecord.excerpt(record.bases()));
            for (String name : set.attributes()) {
                row.add(cell(record.attribute(name)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String cell(String value) {
        if (value == null) {
            return "";
        }
        return value.length() <= LONGEST_CELL ? value : value.substring(0, LONGEST_CELL) + "\u2026";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Text that is equal only for equal records: every part is led by its length, attributes by name. */
    static String identity(SequenceRecord record) {
        var out = new StringBuilder();
        append(out, record.id());
        append(out, record.bases());
        out.append(record.attributes().size()).append(';');
        new TreeMap<>(record.attributes()).forEach((name, value) -> {
            append(out, name);
            append(out, value);
        });
        return out.toString();
    }

    private static void append(StringBuilder out, String part) {
        out.append(part.length()).append(':').append(part);
    }

    static Table table(SequenceSet set) {
        var id = StringColumn.create("id");
        var length = IntColumn.create("length");
        var gc = DoubleColumn.create("gc");
        for (var record : set) {
            id.append(record.id());
            length.append(record.lengthBp());
            gc.append(record.gc());
        }
        var table = Table.create("sequences", id, length, gc);
        for (String name : set.attributes()) {
            table.addColumns(column(set, freeName(table, name), name));
        }
        return table;
    }

    private static String freeName(Table table, String name) {
        return table.columnNames().stream().anyMatch(name::equalsIgnoreCase) ? name + " (attribute)" : name;
    }

    private static Column<?> column(SequenceSet set, String title, String attribute) {
        var values = set.stream().map(r -> r.attribute(attribute)).toList();
        if (values.stream().allMatch(SequenceSummary::isNumber)) {
            var numbers = DoubleColumn.create(title);
            for (String value : values) {
                if (value == null || value.isBlank()) {
                    numbers.appendMissing();
                } else {
                    numbers.append(Double.parseDouble(value.strip()));
                }
            }
            return numbers;
        }
        return StringColumn.create(title, values);
    }

    private static boolean isNumber(String value) {
        return value == null || value.isBlank() || value.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    }
}
