package jenomics.learn;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.provenance.GenomicsException;

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
 * @param classes the classes in output order, or empty: found in the training samples ({@link #resolve}). A resolved
 *     binary task has {negative, positive}; one that was only told the {@link #positive} class has that alone.
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
        if (label.isBlank()) {
            throw new GenomicsException(
                    "A task needs the name of the attribute it predicts, for example Task.binary(\"promoter\"); found '"
                            + label + "'.",
                    Map.of("label", label));
        }
        if (new HashSet<>(classes).size() < classes.size() || kind == Kind.BINARY && classes.size() > 2) {
            throw new GenomicsException(
                    "The task " + name(kind) + " '" + label + "' was given the classes " + Phrases.quoted(classes)
                            + "; it needs " + (kind == Kind.BINARY ? "two different ones." : "different ones."),
                    Map.of("label", label, "classes", classes));
        }
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

    /** The same with this value as the positive class; for binary tasks. */
    public Task positive(String value) {
        if (kind != Kind.BINARY) {
            throw new GenomicsException(
                    "Only a binary task has a positive class; '" + label + "' is read as " + name(kind) + ".",
                    Map.of("label", label, "kind", kind));
        }
        return new Task(kind, label, List.of(value));
    }

    /** Whether the classes are known: true for regression, and for what {@link #resolve} returns. */
    public boolean resolved() {
        return switch (kind) {
            case REGRESSION -> true;
            case BINARY -> classes.size() == 2;
            case MULTICLASS, MULTILABEL -> !classes.isEmpty();
        };
    }

    /**
     * The same with the classes found in these samples: binary {negative, positive}; multiclass and multilabel in
     * alphabetic order, or in order of size if all are numbers. Samples without the label are passed over. A resolved
     * task comes back as it is.
     *
     * @throws GenomicsException if no such attribute exists, a binary label has not two values or its positive one
     *     cannot be told, or a multiclass label has fewer than two
     */
    public Task resolve(Samples<?> samples) {
        return Labels.of(this, samples).resolve();
    }

    /**
     * What is true of these samples, as numbers; in their order.
     *
     * @throws GenomicsException if the task is not resolved, no such attribute exists, a sample has no label, a class
     *     is unknown or a number is none
     */
    public Targets targets(Samples<?> samples) {
        return Labels.of(this, samples).targets();
    }

    /** How many numbers a model puts out for one sample: 1 for binary and regression, else the number of classes. */
    public int outputs() {
        return switch (kind) {
            case BINARY, REGRESSION -> 1;
            case MULTICLASS, MULTILABEL -> classes.size();
        };
    }

    static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name(kind) + " '" + label + "'" + (classes.isEmpty() ? "" : " " + classes);
    }
}
