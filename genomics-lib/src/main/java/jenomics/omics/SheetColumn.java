package jenomics.omics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import jenomics.provenance.Phrases;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * One attribute of samples.
 *
 * @param name its name
 * @param kind how its values are to be read
 * @param values one per sample, as they were written; null where missing
 * @param levels of a factor: its values in their order, also those that no sample has; else empty
 */
public record SheetColumn(String name, Kind kind, List<String> values, List<String> levels) {

    /** How values are to be read. */
    public enum Kind {
        /** One of a few values. */
        FACTOR,
        /** A decimal number. */
        NUMBER,
        /** Anything. */
        TEXT;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final int MOST_LEVELS = 30;

    public SheetColumn {
        values = Collections.unmodifiableList(new ArrayList<>(values));
        levels = List.copyOf(levels);
    }

    /** A number where all values are numbers, a factor where up to 30 differ and some repeat, else text. */
    static SheetColumn of(String name, List<String> values) {
        var present = values.stream().filter(Objects::nonNull).toList();
        var distinct = present.stream().distinct().toList();
        if (!present.isEmpty() && present.stream().allMatch(SheetColumn::isNumber)) {
            return new SheetColumn(name, Kind.NUMBER, values, List.of());
        }
        boolean few = !distinct.isEmpty()
                && distinct.size() <= MOST_LEVELS
                && (distinct.size() <= 2 || distinct.size() < present.size());
        return few
                ? new SheetColumn(name, Kind.FACTOR, values, inOrder(distinct))
                : new SheetColumn(name, Kind.TEXT, values, List.of());
    }

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Alphabetic, or by size if all are numbers. */
    static List<String> inOrder(Collection<String> values) {
        boolean numbers = values.stream().allMatch(SheetColumn::isNumber);
        Comparator<String> bySize = Comparator.comparingDouble(Double::parseDouble);
        return values.stream()
                .sorted(numbers ? bySize.thenComparing(Comparator.naturalOrder()) : Comparator.naturalOrder())
                .toList();
    }

    /** How many samples have no value. */
    public long missing() {
        return values.stream().filter(Objects::isNull).count();
    }

    /** Each value with the number of samples that have it: levels in their order, else by size or alphabet. */
    public Map<String, Integer> counts() {
        var counts = new LinkedHashMap<String, Integer>();
        var present = values.stream().filter(Objects::nonNull).toList();
        (levels.isEmpty() ? inOrder(present.stream().distinct().toList()) : levels).forEach(v -> counts.put(v, 0));
        present.forEach(v -> counts.merge(v, 1, Integer::sum));
        return Collections.unmodifiableMap(counts);
    }

    /** The values of a number column; NaN where missing, and where a value is no number. */
    public double[] numbers() {
        return values.stream()
                .mapToDouble(v -> v == null || !isNumber(v) ? Double.NaN : Double.parseDouble(v))
                .toArray();
    }

    SheetColumn select(int[] places) {
        var some = new ArrayList<String>(places.length);
        for (int place : places) {
            some.add(place < 0 ? null : values.get(place));
        }
        return new SheetColumn(name, kind, some, levels);
    }

    Column<?> toColumn() {
        if (kind == Kind.NUMBER) {
            var numbers = DoubleColumn.create(name);
            values.forEach(v -> {
                if (v == null) {
                    numbers.appendMissing();
                } else {
                    numbers.append(Double.parseDouble(v));
                }
            });
            return numbers;
        }
        var texts = StringColumn.create(name);
        values.forEach(v -> {
            if (v == null) {
                texts.appendMissing();
            } else {
                texts.append(v);
            }
        });
        return texts;
    }

    /** {@code 45 Basal, 30 Her2, 75 LumA}; for numbers their range; for text how many differ. */
    String summary() {
        var counts = counts();
        if (kind == Kind.FACTOR || counts.size() <= 4) {
            return LevelCounts.text(counts);
        }
        if (kind == Kind.NUMBER) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (double value : numbers()) {
                least = value < least ? value : least;
                most = value > most ? value : most;
            }
            return Phrases.value(least) + " to " + Phrases.value(most);
        }
        return Phrases.count(counts.size(), "different value");
    }
}
