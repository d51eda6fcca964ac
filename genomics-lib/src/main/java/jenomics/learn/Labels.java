package jenomics.learn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** Reads the values of a task's label from samples. */
final class Labels {
    private static final Set<String> YES = Set.of("yes", "true", "1", "positive", "pos", "+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern SEPARATOR = Pattern.compile("[;,]");

    private final Task task;
    private final Samples<?> samples;

    private Labels(Task task, Samples<?> samples) {
        this.task = task;
        this.samples = samples;
    }

    static Labels of(Task task, Samples<?> samples) {
        String who = "the task " + Task.name(task.kind()) + " '" + task.label() + "'";
        Attributes.require(samples, task.label(), who);
        if (task.event() != null) {
            Attributes.require(samples, task.event(), who);
        }
        return new Labels(task, samples);
    }

    Task resolve() {
        if (task.resolved()) {
            return task;
        }
        if (task.kind() == Task.Kind.SURVIVAL) {
            return new Task(task.kind(), task.label(), EventCoding.of(task, samples), task.event());
        }
        var counts = counts();
        return new Task(
                task.kind(),
                task.label(),
                task.kind() == Task.Kind.BINARY ? negativeAndPositive(counts) : several(counts));
    }

    /** How many samples have each class, in class order. */
    Map<String, Integer> counts() {
        var counts = new TreeMap<String, Integer>();
        for (int i = 0; i < samples.size(); i++) {
            String text = samples.attribute(i, task.label());
            if (text != null) {
                classesIn(text).forEach(c -> counts.merge(c, 1, Integer::sum));
            }
        }
        var ordered = new LinkedHashMap<String, Integer>();
        inOrder(counts.keySet()).forEach(c -> ordered.put(c, counts.get(c)));
        return ordered;
    }

    private List<String> classesIn(String text) {
        return task.kind() == Task.Kind.MULTILABEL ? several(text) : List.of(text.trim());
    }

    static List<String> several(String text) {
        return Stream.of(SEPARATOR.split(text))
                .map(String::trim)
                .filter(c -> !c.isEmpty() && !c.equals("-"))
                .distinct()
                .toList();
    }

    /** Alphabetic, or by size if all are numbers. */
    static List<String> inOrder(Collection<String> classes) {
        boolean numbers = classes.stream().allMatch(c -> NUMBER.matcher(c).matches());
        Comparator<String> bySize = Comparator.comparingDouble(Double::parseDouble);
        return classes.stream()
                .sorted(numbers ? bySize.thenComparing(Comparator.naturalOrder()) : Comparator.naturalOrder())
                .toList();
    }

    private List<String> several(Map<String, Integer> counts) {
        int needed = task.kind() == Task.Kind.MULTICLASS ? 2 : 1;
        if (counts.size() < needed) {
            throw new GenomicsException(
                    "The task " + task + " needs at least " + (needed == 1 ? "one class" : "two classes") + "; the "
                            + Phrases.count(samples.size(), "sample") + " have " + Phrases.counted(counts) + ".",
                    Map.of("label", task.label(), "counts", counts));
        }
        return List.copyOf(counts.keySet());
    }

    private List<String> negativeAndPositive(Map<String, Integer> counts) {
        if (counts.size() != 2) {
            throw new GenomicsException(
                    "The task binary '" + task.label() + "' needs exactly two values; the "
                            + Phrases.count(samples.size(), "sample") + " have " + counts.size() + ": "
                            + Phrases.counted(counts) + ". " + wayOn(counts),
                    Map.of("label", task.label(), "counts", counts));
        }
        var values = List.copyOf(counts.keySet());
        String positive = task.classes().isEmpty() ? positiveOf(values) : given(values);
        return List.of(values.get(values.get(0).equals(positive) ? 1 : 0), positive);
    }

    private String wayOn(Map<String, Integer> counts) {
        if (counts.size() < 2) {
            return "Give samples of both classes.";
        }
        boolean numbers =
                counts.keySet().stream().allMatch(c -> NUMBER.matcher(c).matches());
        return (numbers ? "For numbers use Task.regression(\"" : "For more than two classes use Task.multiclass(\"")
                + task.label() + "\").";
    }

    private String positiveOf(List<String> values) {
        var saying = values.stream().filter(this::saysYes).toList();
        if (saying.size() != 1) {
            throw new GenomicsException(
                    "Which value of '" + task.label() + "' is the positive class, '" + values.get(0) + "' or '"
                            + values.get(1) + "'? Say it: Task.binary(\"" + task.label() + "\").positive(\""
                            + values.get(1) + "\").",
                    Map.of("label", task.label(), "values", values));
        }
        return saying.get(0);
    }

    private boolean saysYes(String value) {
        return YES.contains(value.toLowerCase(Locale.ROOT)) || value.equalsIgnoreCase(task.label());
    }

    private String given(List<String> values) {
        String positive = task.classes().get(0);
        if (!values.contains(positive)) {
            throw new GenomicsException(
                    "The positive class '" + positive + "' is no value of '" + task.label() + "', which has "
                            + Phrases.quoted(values) + ".",
                    Map.of("label", task.label(), "values", values));
        }
        return positive;
    }

    Targets targets() {
        if (!task.resolved()) {
            throw new GenomicsException(
                    "The classes of the task " + task + " are not known yet: resolve it on the training samples first,"
                            + " task.resolve(train).",
                    Map.of("label", task.label()));
        }
        Attributes.requireComplete(samples, task.label(), "Give them one, or leave them out.");
        if (task.event() != null) {
            Attributes.requireComplete(samples, task.event(), "Give them one, or leave them out.");
        }
        var ids = new ArrayList<String>();
        double[][] values = new double[samples.size()][];
        for (int i = 0; i < values.length; i++) {
            ids.add(samples.id(i));
            values[i] = row(i, samples.attribute(i, task.label()).trim());
        }
        return new Targets(task, ids, values);
    }

    private double[] row(int sample, String text) {
        return switch (task.kind()) {
            case REGRESSION -> new double[] {number(sample, text)};
            case BINARY -> new double[] {place(sample, text)};
            case SURVIVAL -> new double[] {time(sample, text), EventCoding.came(task, samples, sample) ? 1 : 0};
            case MULTICLASS, MULTILABEL -> {
                double[] row = new double[task.outputs()];
                classesIn(text).forEach(c -> row[place(sample, c)] = 1);
                yield row;
            }
        };
    }

    private int place(int sample, String className) {
        int place = task.classes().indexOf(className);
        if (place < 0) {
            throw new GenomicsException(
                    "Sample '" + samples.id(sample) + "' is of class '" + className + "' of '" + task.label()
                            + "'; the task knows " + Phrases.quoted(task.classes())
                            + ". A class must be among the training samples.",
                    Map.of("sample", samples.id(sample), "class", className, "classes", task.classes()));
        }
        return place;
    }

    private double number(int sample, String text) {
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new GenomicsException(
                    "Sample '" + samples.id(sample) + "' has '" + text + "' for '" + task.label()
                            + "', which is not a number; " + Task.name(task.kind())
                            + " reads decimal numbers such as 3.25 or 1e-4.",
                    Map.of("sample", samples.id(sample), "text", text));
        }
        return value;
    }

    private double time(int sample, String text) {
        double time = number(sample, text);
        if (time < 0) {
            throw new GenomicsException(
                    "Sample '" + samples.id(sample) + "' has the time " + text + " for '" + task.label()
                            + "'; a time of survival is 0 or more.",
                    Map.of("sample", samples.id(sample), "text", text));
        }
        return time;
    }
}
