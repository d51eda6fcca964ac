package jenomics.kernel.extension;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.BaseStream;
import jenomics.provenance.Description;

/**
 * Values that no other view knows. What is short is one line, as Java writes it; what is long becomes a table with its
 * middle left out. Streams and iterators are not touched: looking at them would use them up.
 */
final class AnyView {
    private static final int ONE_LINE = 100;
    private static final int LONGEST_LINE = 4_000;
    /** Texts are shown whole up to here; a browser stands no more of one output. */
    private static final int LONGEST_TEXT = 100_000;

    private AnyView() {}

    static Bundle bundle(Object value, Function<Object, Bundle> other) {
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            return optional(optional.get(), other);
        }
        if (value instanceof BaseStream<?, ?>) {
            return refusal(value, ".toList() gives its elements, .count() their number");
        }
        if (value instanceof Iterator<?>) {
            return refusal(value, "take its elements with .next() or .forEachRemaining(...)");
        }
        if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
            return many(value);
        }
        if (value.getClass().isArray()) {
            return array(value);
        }
        return Records.areShownByTheirParts(value) ? record((Record) value) : text(Names.text(value));
    }

    /** A text, plain; of a very long one the beginning. */
    static Bundle text(CharSequence text) {
        if (text.length() <= LONGEST_TEXT) {
            return Bundle.text(text.toString());
        }
        return Bundle.text(text.subSequence(0, LONGEST_TEXT)
                + String.format(java.util.Locale.ROOT, "… %,d more characters", text.length() - LONGEST_TEXT));
    }

    private static Bundle refusal(Object value, String wayOn) {
        return Bundle.text(Names.ofKind(value) + ": not read, because that can be done only once; " + wayOn + ".");
    }

    private static Bundle optional(Object content, Function<Object, Bundle> other) {
        var shown = other.apply(content);
        return new Bundle(shown.data(), shown.metadata()).with(Bundle.TEXT, "Optional[" + shown.text() + "]");
    }

    private static Bundle many(Object value) {
        try {
            return value instanceof Map<?, ?> map ? map(map) : collection((Collection<?>) value);
        } catch (ConcurrentModificationException e) {
            return Bundle.text(Names.ofKind(value) + ": changed by another thread while it was read; show it again.");
        }
    }

    private static Bundle map(Map<?, ?> map) {
        String line = OneLine.of(map, LONGEST_LINE);
        return line.length() <= ONE_LINE ? Bundle.text(line) : DescribedView.bundle(Listing.of(map));
    }

    private static Bundle collection(Collection<?> all) {
        var records = Listing.recordType(all);
        if (records != null) {
            return DescribedView.bundle(Listing.ofRecords(all, records));
        }
        return Listing.hasShortElements(all)
                ? Bundle.text(OneLine.of(all, LONGEST_LINE))
                : DescribedView.bundle(Listing.of(all));
    }

    private static Bundle array(Object array) {
        if (NumberGrid.isMatrix(array)) {
            return DescribedView.bundle(NumberGrid.of(array));
        }
        if (array instanceof Object[] objects) {
            var all = java.util.Arrays.asList(objects);
            if (!Listing.hasShortElements(all)) {
                String type = Names.of(array.getClass().getComponentType());
                Description listed = Listing.of(all);
                return DescribedView.bundle(
                        new Description(type + "[" + Array.getLength(array) + "]", listed.tables()));
            }
        }
        return Bundle.text(OneLine.of(array, LONGEST_LINE));
    }

    private static Bundle record(Record record) {
        String line = OneLine.of(record, LONGEST_LINE);
        return line.length() <= ONE_LINE ? Bundle.text(line) : DescribedView.bundle(Listing.of(record));
    }
}
