package jenomics.kernel.extension;

import ai.djl.ndarray.NDArray;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import tech.tablesaw.api.Table;

/**
 * Any value in one line of bounded length: collections and records by what they hold, as Java writes them, arrays as
 * {@code double[2] {1.0, 2.5}}. However large the value, only what is shown of it is looked at.
 */
final class OneLine {
    private static final int ELEMENTS = 50;
    private static final int INNER_ELEMENTS = 10;
    private static final int DEEPEST = 5;
    private static final int LONGEST_ELEMENT = 200;

    private final StringBuilder out = new StringBuilder();
    private final int longest;

    private OneLine(int longest) {
        this.longest = longest;
    }

    /** @param longest about how many characters it may have; elements that no longer fit are counted instead */
    static String of(Object value, int longest) {
        var line = new OneLine(longest);
        line.add(value, 0);
        return SafeText.of(line.out.toString().replace('\n', ' '), longest + LONGEST_ELEMENT);
    }

    private void add(Object value, int depth) {
        if (depth > DEEPEST) {
            out.append('…');
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresentOrElse(v -> within("Optional[", v, "]", depth), () -> out.append("Optional.empty"));
        } else if (value instanceof Map<?, ?> map && !(value instanceof Described)) {
            many(map.entrySet().iterator(), map.size(), "{", "}", depth);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            add(entry.getKey(), depth + 1);
            within("=", entry.getValue(), "", depth);
        } else if (value instanceof Collection<?> all && !(value instanceof Described)) {
            many(all.iterator(), all.size(), "[", "]", depth);
        } else if (value != null && value.getClass().isArray()) {
            array(value, depth);
        } else if (Records.areShownByTheirParts(value)) {
            record((Record) value, depth);
        } else {
            out.append(SafeText.of(word(value), Math.max(LONGEST_ELEMENT, depth == 0 ? longest : 0)));
        }
    }

    private void within(String before, Object value, String after, int depth) {
        out.append(before);
        add(value, depth + 1);
        out.append(after);
    }

    private void many(Iterator<?> elements, int count, String before, String after, int depth) {
        out.append(before);
        int most = depth == 0 ? ELEMENTS : INNER_ELEMENTS;
        int shown = 0;
        while (shown < most && out.length() < longest && elements.hasNext()) {
            out.append(shown++ == 0 ? "" : ", ");
            add(elements.next(), depth + 1);
        }
        if (shown < count) {
            out.append(shown == 0 ? "" : ", ").append(more(count - shown));
        }
        out.append(after);
    }

    private static String more(int count) {
        return String.format(Locale.ROOT, "… %,d more", count);
    }

    private void array(Object array, int depth) {
        int length = Array.getLength(array);
        String type = array.getClass().getComponentType().getSimpleName();
        var elements = new Iterator<Object>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < length;
            }

            @Override
            public Object next() {
                return Array.get(array, next++);
            }
        };
        many(elements, length, type + "[" + length + "] {", "}", depth);
    }

    private void record(Record record, int depth) {
        out.append(Names.of(record.getClass())).append('[');
        String gap = "";
        for (RecordComponent part : record.getClass().getRecordComponents()) {
            within(gap + part.getName() + "=", Records.part(record, part), "", depth);
            gap = ", ";
        }
        out.append(']');
    }

    /** What is not made of others. */
    private static String word(Object value) {
        if (value instanceof Described described) {
            return described.describe().headline();
        }
        if (value instanceof Chart chart) {
            return "chart '" + chart.title() + "'";
        }
        if (value instanceof Table table) {
            return TableView.headline(table);
        }
        if (value instanceof NDArray array) {
            return TensorView.headline(array);
        }
        if (value instanceof BaseStream<?, ?> || value instanceof Iterator<?>) {
            return Names.ofKind(value) + " (not read)";
        }
        return Names.text(value);
    }
}
