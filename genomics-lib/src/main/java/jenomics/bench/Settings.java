package jenomics.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.learn.Interval;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * One choice from a {@link SearchSpace}: a value for each name, asked for in the way it is used.
 *
 * @param values numbers (Double, Integer) and texts by name, in the order of the space
 */
public record Settings(Map<String, Object> values) {
    public Settings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The number of this name. */
    public double number(String name) {
        return ((Number) value(name, Number.class, "a number")).doubleValue();
    }

    /** The whole number of this name. */
    public int integer(String name) {
        return (Integer) value(name, Integer.class, "a whole number");
    }

    /** The text of this name. */
    public String text(String name) {
        return (String) value(name, String.class, "a text");
    }

    private Object value(String name, Class<?> type, String what) {
        Object value = values.get(name);
        if (value == null) {
            throw new GenomicsException(
                    "The search space has no '" + name + "'; it has " + Phrases.quoted(values.keySet()) + ".",
                    Map.of("name", name, "names", values.keySet()));
        }
        if (!type.isInstance(value)) {
            throw new GenomicsException(
                    "'" + name + "' was asked for as " + what + "; the search space has " + value + ".",
                    Map.of("name", name, "value", value));
        }
        return value;
    }

    Settings with(String name, Object value) {
        var more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Settings(more);
    }

    /** {@code alpha 0.5, lambda 0.0123}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + " " + text(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String text(Object value) {
        return value instanceof Double d ? Interval.number(d) : String.valueOf(value);
    }
}
