package jenomics.learn;

import java.util.List;

/**
 * What is to be predicted: the name of an attribute of the samples and how its values are to be read. A value; printable.
 *
 * <ul>
 *   <li>{@link #binary}: two values; one of them is the positive class
 *   <li>{@link #multiclass}: one of several values
 *   <li>{@link #multilabel}: several at once, separated by {@code ;} or {@code ,} (none: empty or {@code -})
 *   <li>{@link #regression}: a decimal number
 * </ul>
 *
 * @param kind how values are read
 * @param label the attribute that holds them
 * @param classes the classes in output order, or empty: found in the training samples ({@link #resolve})
 */
public record Task(Kind kind, String label, List<String> classes) {

    /** How the values of the label are to be read. */
    public enum Kind {
        BINARY,
        MULTICLASS,
        MULTILABEL,
        REGRESSION
    }

    public Task {
        classes = List.copyOf(classes);
    }

    /**
     * Yes or no. The positive class is the value that says so ({@code yes, true, 1, positive, pos, +}, or the name of
     * the label itself), whatever the order; otherwise say it with {@link #positive}.
     */
    public static Task binary(String label) {
        return new Task(Kind.BINARY, label, List.of());
    }

    public static Task multiclass(String label) {
        return new Task(Kind.MULTICLASS, label, List.of());
    }

    public static Task multilabel(String label) {
        return new Task(Kind.MULTILABEL, label, List.of());
    }

    public static Task regression(String label) {
        return new Task(Kind.REGRESSION, label, List.of());
    }

    /** How many numbers a model puts out for one sample: 1 for binary and regression, else the number of classes. */
    public int outputs() {
        return switch (kind) {
            case BINARY, REGRESSION -> 1;
            case MULTICLASS, MULTILABEL -> classes.size();
        };
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " '" + label + "'"
                + (classes.isEmpty() ? "" : " " + classes);
    }
}
