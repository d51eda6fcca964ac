package jenomics.learn;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * What is to be predicted: the name of an attribute of the samples and how its values are to be read. A value; printable.
 *
 * <ul>
 *   <li>{@link #binary}: two values; one of them is the positive class
 *   <li>{@link #multiclass}: one of several values
 *   <li>{@link #multilabel}: several at once, separated by {@code ;} or {@code ,} (none: empty or {@code -})
 *   <li>{@link #regression}: a decimal number
 *   <li>{@link #survival}: a time of follow-up, and in a second attribute whether the event came
 * </ul>
 *
 * @param kind how values are read
 * @param label the attribute that holds them
 * @param classes the classes in output order, or empty: found in the training samples ({@link #resolve}). A resolved
 *     binary task has {negative, positive}, a resolved survival task {censored, event}; one that was only told the
 *     {@link #positive} value has that alone.
 * @param event the attribute that says whether the event came, for survival; else null
 */
public record Task(Kind kind, String label, List<String> classes, String event) {

    /** How the values of the label are to be read. */
    public enum Kind {
        BINARY,
        MULTICLASS,
        MULTILABEL,
        REGRESSION,
        SURVIVAL
    }

    public Task {
        classes = List.copyOf(classes);
        if ((kind == Kind.SURVIVAL) != (event != null)) {
            throw new IllegalArgumentException("a survival task and no other has an attribute for the event: " + event);
        }
        if (label.isBlank()) {
            throw new GenomicsException(
                    "A task needs the name of the attribute it predicts, for example Task.binary(\"promoter\"); found '"
                            + label + "'.",
                    Map.of("label", label));
        }
        boolean two = kind == Kind.BINARY || kind == Kind.SURVIVAL;
        if (new HashSet<>(classes).size() < classes.size() || two && classes.size() > 2) {
            throw new GenomicsException(
                    "The task " + name(kind) + " '" + label + "' was given the classes " + Phrases.quoted(classes)
                            + "; it needs " + (two ? "two different ones." : "different ones."),
                    Map.of("label", label, "classes", classes));
        }
    }

    /** A task of any kind but survival. */
    public Task(Kind kind, String label, List<String> classes) {
        this(kind, label, classes, null);
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

    /**
     * How long until an event, where not every sample was followed until it came (right censoring). Which value says
     * that it came is known of 0/1, 1/2 (R), false/true, no/yes, alive/dead, alive/deceased, living/deceased and
     * 0:LIVING/1:DECEASED; in an attribute named 'censored' it is the other one. Otherwise say it with {@link
     * #positive}. Predictions are risks: the higher, the earlier.
     *
     * @param time the attribute that holds the time of the event or of the last sight, in any unit; 0 or more
     * @param event the attribute that says which of the two it was
     */
    public static Task survival(String time, String event) {
        return new Task(Kind.SURVIVAL, time, List.of(), event);
    }

    /**
     * The same with this value as the positive class of a binary task, or as the one that says that the event of a
     * survival task came.
     */
    public Task positive(String value) {
        if (kind != Kind.BINARY && kind != Kind.SURVIVAL) {
            throw new GenomicsException(
                    "Only a binary task has a positive class; '" + label + "' is read as " + name(kind) + ".",
                    Map.of("label", label, "kind", kind));
        }
        return new Task(kind, label, List.of(value), event);
    }

    /** For those who learn from other tasks only. @param who as the message names it: "6-mer logistic regression" */
    public void refuseSurvival(String who) {
        if (kind == Kind.SURVIVAL) {
            throw new GenomicsException(
                    who + " learns classes and numbers, not survival; the task is " + this
                            + ". Use a Cox model (Classic.cox), or Task.binary for an event within a fixed time.",
                    Map.of("who", who, "task", toString()));
        }
    }

    /** Whether the classes are known: true for regression, and for what {@link #resolve} returns. */
    public boolean resolved() {
        return switch (kind) {
            case REGRESSION -> true;
            case BINARY, SURVIVAL -> classes.size() == 2;
            case MULTICLASS, MULTILABEL -> !classes.isEmpty();
        };
    }

    /**
     * The same with the classes found in these samples: binary {negative, positive}; multiclass and multilabel in
     * alphabetic order, or in order of size if all are numbers; survival {censored, event}. Samples without the label
     * are passed over. A resolved task comes back as it is.
     *
     * @throws GenomicsException if no such attribute exists, a binary label has not two values or its positive one
     *     cannot be told, a multiclass label has fewer than two, or no event came
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

    /** How many numbers a model puts out for one sample: 1 for binary, regression and survival, else that of the classes. */
    public int outputs() {
        return switch (kind) {
            case BINARY, REGRESSION, SURVIVAL -> 1;
            case MULTICLASS, MULTILABEL -> classes.size();
        };
    }

    static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        String attributes = "'" + label + "'" + (event == null ? "" : " with event '" + event + "'");
        return name(kind) + " " + attributes + (classes.isEmpty() ? "" : " " + classes);
    }
}
