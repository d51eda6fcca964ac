package jenomics.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A value of R.
 *
 * @param type what it is
 * @param content {@code int[]} (logical, integer), {@code double[]} (double; complex: pairs), {@code String[]} (text),
 *     {@code RValue[]} (list), {@code byte[]} (raw), {@code String} (symbol); else null
 * @param attributes by name, in order
 */
record RValue(Type type, Object content, Map<String, RValue> attributes) {

    /** The types that hold data, and {@code OTHER} for those that do not. */
    enum Type {
        NULL,
        LOGICAL,
        INTEGER,
        DOUBLE,
        COMPLEX,
        TEXT,
        LIST,
        RAW,
        SYMBOL,
        S4,
        OTHER
    }

    static final int MISSING_INTEGER = Integer.MIN_VALUE;
    static final RValue NULL = new RValue(Type.NULL, null, Map.of());

    int length() {
        return switch (type) {
            case LOGICAL, INTEGER -> ((int[]) content).length;
            case DOUBLE -> ((double[]) content).length;
            case COMPLEX -> ((double[]) content).length / 2;
            case TEXT -> ((String[]) content).length;
            case LIST -> ((RValue[]) content).length;
            case RAW -> ((byte[]) content).length;
            default -> 0;
        };
    }

    boolean isNumbers() {
        return (type == Type.LOGICAL || type == Type.INTEGER || type == Type.DOUBLE) && !isFactor();
    }

    boolean isFactor() {
        return type == Type.INTEGER && is("factor") && attribute("levels").type() == Type.TEXT;
    }

    boolean isFrame() {
        return type == Type.LIST && is("data.frame") && names().size() == length();
    }

    /** Whether it has two dimensions that multiply to its length. */
    boolean isMatrix() {
        int[] dim = dim();
        return dim.length == 2 && (long) dim[0] * dim[1] == length();
    }

    int[] dim() {
        return attribute("dim").type() == Type.INTEGER
                ? (int[]) attribute("dim").content()
                : new int[0];
    }

    boolean is(String className) {
        var named = attribute("class");
        return named.type() == Type.TEXT
                && Arrays.asList((String[]) named.content()).contains(className);
    }

    RValue attribute(String name) {
        return attributes.getOrDefault(name, NULL);
    }

    RValue element(int place) {
        return ((RValue[]) content)[place];
    }

    /** The names of the elements; empty if they have none. */
    List<String> names() {
        var names = attribute("names");
        return names.type() == Type.TEXT ? names.texts() : List.of();
    }

    /** The names along one dimension of a matrix; empty if there are none. */
    List<String> dimNames(int dimension) {
        var names = attribute("dimnames");
        boolean there = names.type() == Type.LIST
                && names.length() > dimension
                && names.element(dimension).type() == Type.TEXT
                && names.element(dimension).length() == dim()[dimension];
        return there ? names.element(dimension).texts() : List.of();
    }

    /** The names of the lines of a data frame; empty if they are just numbered. */
    List<String> rowNames() {
        var names = attribute("row.names");
        return names.type() == Type.TEXT ? names.texts() : List.of();
    }

    /** How many lines a data frame has. */
    int rowCount() {
        return length() > 0 ? element(0).length() : 0;
    }

    /** One number; NaN where missing. */
    double number(int place) {
        if (type == Type.DOUBLE) {
            return ((double[]) content)[place];
        }
        int value = ((int[]) content)[place];
        return value == MISSING_INTEGER ? Double.NaN : value;
    }

    /** All values as text; null where missing. */
    List<String> texts() {
        var texts = new ArrayList<String>(length());
        IntStream.range(0, length()).forEach(i -> texts.add(text(i)));
        return Collections.unmodifiableList(texts);
    }

    private String text(int place) {
        if (type == Type.TEXT) {
            return ((String[]) content)[place];
        }
        double number = number(place);
        if (Double.isNaN(number)) {
            return null;
        }
        if (isFactor()) {
            var levels = (String[]) attribute("levels").content();
            return number >= 1 && number <= levels.length ? levels[(int) number - 1] : null;
        }
        if (type == Type.LOGICAL) {
            return number == 0 ? "FALSE" : "TRUE";
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** {@code matrix of double, 599 × 1279}, {@code data frame, 200 × 2}, {@code factor of 63}. */
    @Override
    public String toString() {
        String kind = type.name().toLowerCase(java.util.Locale.ROOT);
        if (isFrame()) {
            return "data frame, " + rowCount() + " × " + length();
        }
        if (isMatrix()) {
            return "matrix of " + kind + ", " + dim()[0] + " × " + dim()[1];
        }
        return type == Type.NULL ? "NULL" : (isFactor() ? "factor" : kind) + " of " + length();
    }
}
