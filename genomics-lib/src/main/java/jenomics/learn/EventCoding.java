package jenomics.learn;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** Which value of an attribute says that the event came, and which that the sample was censored before. */
public final class EventCoding {
    /** {censored, event}, in small letters; the first pair that has all the values is taken. */
    public static final List<List<String>> KNOWN = List.of(
            List.of("0", "1"),
            List.of("1", "2"),
            List.of("false", "true"),
            List.of("no", "yes"),
            List.of("alive", "dead"),
            List.of("alive", "deceased"),
            List.of("living", "deceased"),
            List.of("0:living", "1:deceased"));

    /** Attributes of these names say yes where the event did not come. */
    private static final Set<String> REVERSED = Set.of("censored", "censoring");

    private EventCoding() {}

    /** {censored, event}, as the samples write them; a value that no sample has, as it is known. */
    static List<String> of(Task task, Samples<?> samples) {
        var counts = Attributes.counts(samples, task.event());
        var coding = task.classes().isEmpty() ? known(task, counts) : said(task, counts);
        long events = counts.entrySet().stream()
                .filter(e -> same(e.getKey(), coding.get(1)))
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (events == 0) {
            throw new GenomicsException(
                    "The task survival '" + task.label() + "' needs samples whose event came; of the "
                            + Phrases.count(samples.size(), "sample") + " none has '" + coding.get(1) + "' for '"
                            + task.event() + "', which has " + Phrases.counted(counts)
                            + ". If another value says that it came, say it: .positive(\"" + coding.get(0) + "\").",
                    Map.of("event", task.event(), "counts", counts));
        }
        return coding;
    }

    /** Whether the event of this sample came. */
    static boolean came(Task task, Samples<?> samples, int sample) {
        String value = samples.attribute(sample, task.event()).trim();
        if (!same(value, task.classes().get(0)) && !same(value, task.classes().get(1))) {
            throw new GenomicsException(
                    "Sample '" + samples.id(sample) + "' has '" + value + "' for '" + task.event()
                            + "'; the task knows '"
                            + task.classes().get(0) + "' (censored) and '"
                            + task.classes().get(1)
                            + "' (the event came).",
                    Map.of("sample", samples.id(sample), "value", value));
        }
        return same(value, task.classes().get(1));
    }

    private static List<String> known(Task task, Map<String, Integer> counts) {
        var values = counts.keySet().stream()
                .map(v -> v.trim().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        var pair = KNOWN.stream().filter(p -> p.containsAll(values)).findFirst();
        if (pair.isEmpty() || values.isEmpty()) {
            throw new GenomicsException(
                    "Which value of '" + task.event() + "' says that the event came? It has " + Phrases.counted(counts)
                            + "; known are 0/1, 1/2, false/true, no/yes, alive/dead, living/deceased. Say it:"
                            + " Task.survival(\"" + task.label() + "\", \"" + task.event() + "\").positive(\""
                            + (counts.isEmpty()
                                    ? "1"
                                    : Labels.inOrder(counts.keySet()).get(counts.size() - 1))
                            + "\").",
                    Map.of("event", task.event(), "counts", counts));
        }
        int event = REVERSED.contains(task.event().trim().toLowerCase(Locale.ROOT)) ? 0 : 1;
        return List.of(
                spelled(pair.get().get(1 - event), counts.keySet()),
                spelled(pair.get().get(event), counts.keySet()));
    }

    private static List<String> said(Task task, Map<String, Integer> counts) {
        String event = task.classes().get(0);
        var others = counts.keySet().stream()
                .filter(v -> !same(v, event))
                .collect(Collectors.toCollection(() -> new java.util.TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
        if (others.size() != 1 || others.size() == counts.size()) {
            throw new GenomicsException(
                    "The task survival '" + task.label() + "' needs two values of '" + task.event() + "', '" + event
                            + "' for the event and one other for censored samples; it has " + Phrases.counted(counts)
                            + ".",
                    Map.of("event", task.event(), "counts", counts));
        }
        return List.of(others.first().trim(), event);
    }

    private static String spelled(String known, Collection<String> values) {
        return values.stream()
                .map(String::trim)
                .filter(v -> v.equalsIgnoreCase(known))
                .findFirst()
                .orElse(known);
    }

    private static boolean same(String one, String other) {
        return one.trim().equalsIgnoreCase(other.trim());
    }
}
