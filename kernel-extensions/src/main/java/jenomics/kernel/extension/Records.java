package jenomics.kernel.extension;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jenomics.provenance.Described;

/** Records that leave their text to the compiler: shown by their parts, so that arrays in them can be read. */
final class Records {
    private Records() {}

    /** Whether it is a record without a text of its own. The compiler's {@code toString} is final, a hand-written one is not. */
    static boolean areShownByTheirParts(Object value) {
        if (!(value instanceof Record) || value instanceof Described) {
            return false;
        }
        try {
            return Modifier.isFinal(value.getClass().getMethod("toString").getModifiers());
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every object has a toString", e);
        }
    }

    /** The value of a part. Where its method fails, so does this. */
    static Object part(Record record, RecordComponent part) {
        Method accessor = part.getAccessor();
        try {
            accessor.setAccessible(true); // a record of a cell may be in a class that is not public
            return accessor.invoke(record);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(
                    record.getClass().getSimpleName() + "." + part.getName() + "() failed", e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "(not accessible)";
        }
    }

    static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** One column of a table of records: the same part of each; a null record is a gap. */
    static List<String> column(List<Record> records, RecordComponent part, int longest) {
        var values = new ArrayList<Object>();
        records.forEach(r -> values.add(r == null ? null : part(r, part)));
        if (part.getType() != double.class && part.getType() != float.class) {
            return gapped(
                    records, values.stream().map(v -> OneLine.of(v, longest)).toList());
        }
        return gapped(
                records,
                Decimals.alike(values.stream()
                        .map(v -> v == null ? null : Double.valueOf(((Number) v).doubleValue()))
                        .toList()));
    }

    private static List<String> gapped(List<Record> records, List<String> texts) {
        var shown = new ArrayList<>(texts);
        for (int i = 0; i < shown.size(); i++) {
            if (records.get(i) == null) {
                shown.set(i, Html.MORE_ROWS);
            }
        }
        return shown;
    }
}
