package jenomics.kernel.extension;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.RandomAccess;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/** Collections, maps and records as tables: their first elements, their last where these are at hand, and how many. */
final class Listing {
    private static final int HEAD = 20;
    private static final int TAIL = 5;
    private static final int LONGEST_CELL = 160;
    /** Elements no longer than this stand side by side. */
    private static final int SHORT = 30;
    /** Few elements stand side by side when all together are no longer than this. */
    private static final int ONE_LINE = 100;

    private Listing() {}

    /** Whether the elements read well one after the other in a line: numbers, names. */
    static boolean hasShortElements(Collection<?> all) {
        var first = first(all, HEAD);
        int together = 0;
        boolean isShort = true;
        for (Object element : first) {
            int length = OneLine.of(element, LONGEST_CELL).length();
            together += length + 2;
            isShort &= length <= SHORT && !(element instanceof Described);
        }
        return isShort || together <= ONE_LINE && first.size() == all.size();
    }

    /** The class of the elements where all that are shown are records of one class, and more than one; else null. */
    static Class<?> recordType(Collection<?> all) {
        Class<?> type = null;
        for (Object element : first(all, HEAD + TAIL)) {
            if (!Records.areShownByTheirParts(element) || type != null && type != element.getClass()) {
                return null;
            }
            type = element.getClass();
        }
        return all.size() > 1 && type != null && type.getRecordComponents().length > 0 ? type : null;
    }

    /** A row for each element. */
    static Description of(Collection<?> all) {
        var elements = elements(all);
        var rows = new ArrayList<List<String>>();
        for (var element : elements) {
            rows.add(
                    element == null
                            ? List.of(Html.MORE_ROWS, Html.MORE_ROWS)
                            : List.of(Integer.toString(element.place()), OneLine.of(element.value(), LONGEST_CELL)));
        }
        String headline = Names.ofKind(all) + " · " + count(all.size(), "element");
        return Description.of(headline).with("", List.of(), rows);
    }

    /** A row for each record, a column for each of their parts. */
    static Description ofRecords(Collection<?> all, Class<?> type) {
        var shown = new ArrayList<Record>();
        for (var element : elements(all)) {
            boolean fits = element != null && type.isInstance(element.value());
            shown.add(fits ? (Record) element.value() : null);
        }
        List<List<String>> columns = Arrays.stream(type.getRecordComponents())
                .map(part -> Records.column(shown, part, LONGEST_CELL))
                .toList();
        var rows = new ArrayList<List<String>>();
        for (int r = 0; r < shown.size(); r++) {
            int row = r;
            rows.add(columns.stream().map(c -> c.get(row)).toList());
        }
        return Description.of(String.format(Locale.ROOT, "%,d × %s", all.size(), Names.of(type)))
                .with("", Records.names(type), rows);
    }

    /** A row for each entry. */
    static Description of(Map<?, ?> map) {
        var rows = new ArrayList<List<String>>();
        for (var entry : first(map.entrySet(), HEAD + TAIL)) {
            rows.add(List.of(OneLine.of(entry.getKey(), LONGEST_CELL), OneLine.of(entry.getValue(), LONGEST_CELL)));
        }
        if (rows.size() < map.size()) {
            rows.add(List.of(more(map.size() - rows.size(), "entries")));
        }
        String headline = String.format(
                Locale.ROOT, "%s · %,d %s", Names.ofKind(map), map.size(), map.size() == 1 ? "entry" : "entries");
        return Description.of(headline).with("", List.of(), rows);
    }

    /** A row for each part of a record. */
    static Description of(Record record) {
        var rows = Arrays.stream(record.getClass().getRecordComponents())
                .map(part -> List.of(part.getName(), OneLine.of(Records.part(record, part), LONGEST_CELL)))
                .toList();
        return Description.of(Names.of(record.getClass())).with("", List.of(), rows);
    }

    /** An element that is shown. */
    private record Element(int place, Object value) {}

    /** The first elements, and after a gap, which is null, the last of a list that has them at hand. */
    private static List<Element> elements(Collection<?> all) {
        if (all instanceof List<?> list && list instanceof RandomAccess) {
            return Ends.of(list.size(), HEAD, TAIL).map(i -> new Element(i, list.get(i)), null);
        }
        var elements = new ArrayList<Element>();
        for (Object value : first(all, HEAD + TAIL)) {
            elements.add(new Element(elements.size(), value));
        }
        if (elements.size() < all.size()) {
            elements.add(null);
        }
        return elements;
    }

    private static <T> List<T> first(Collection<? extends T> all, int count) {
        var first = new ArrayList<T>();
        for (Iterator<? extends T> i = all.iterator(); first.size() < count && i.hasNext(); ) {
            first.add(i.next());
        }
        return first;
    }

    private static String count(int n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }

    private static String more(int n, String what) {
        return String.format(Locale.ROOT, "%s %,d more %s", Html.MORE_ROWS, n, what);
    }
}
