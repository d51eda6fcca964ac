package jenomics.omics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenomics.learn.EventCoding;
import jenomics.provenance.Phrases;

/**
 * How long each sample was followed and whether the event came, as two columns of a sheet say it.
 *
 * @param time the column of the times
 * @param event the column of the events
 * @param coding which value says that the event came: "1 of 0/1"
 * @param times in the units of the column; null where missing
 * @param events true where the event came, false where the sample was censored; null where missing
 */
public record Survival(String time, String event, String coding, List<Double> times, List<Boolean> events) {

    /** Names of time columns, each with those of the event columns that may belong to it; letters and digits alone. */
    private static final List<Map.Entry<Set<String>, Set<String>>> PAIRS = List.of(
            Map.entry(
                    Set.of("ostime", "osmonths", "osdays", "overallsurvival", "osyears"),
                    Set.of("os", "osevent", "osstatus", "overallsurvivalstatus")),
            Map.entry(
                    Set.of(
                            "pfstime",
                            "pfsmonths",
                            "pfsdays",
                            "pfitime",
                            "rfstime",
                            "rfsmonths",
                            "dfstime",
                            "dfsmonths"),
                    Set.of("pfs", "pfsevent", "pfsstatus", "pfi", "rfs", "rfsevent", "rfsstatus", "dfs", "dfsevent")),
            Map.entry(Set.of("futime"), Set.of("fustat")),
            Map.entry(
                    Set.of("time", "survivaltime", "survival", "survtime", "timetoevent", "followup", "daystoevent"),
                    Set.of("event", "status", "death", "dead", "died", "vitalstatus", "deceased", "censored")));

    public Survival {
        times = Collections.unmodifiableList(new ArrayList<>(times));
        events = Collections.unmodifiableList(new ArrayList<>(events));
    }

    /** How many events there are. */
    public long eventCount() {
        return events.stream().filter(Boolean.TRUE::equals).count();
    }

    /** The first pair of columns that is named like times and events, with values that are. */
    static Optional<Survival> in(List<SheetColumn> columns) {
        for (var pair : PAIRS) {
            for (var time : columns) {
                for (var event : columns) {
                    if (pair.getKey().contains(key(time)) && pair.getValue().contains(key(event)) && isTime(time)) {
                        var found = read(time, event);
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String key(SheetColumn column) {
        return Matching.LETTERS_AND_DIGITS.key(column.name());
    }

    private static boolean isTime(SheetColumn column) {
        if (column.kind() != SheetColumn.Kind.NUMBER) {
            return false;
        }
        for (double value : column.numbers()) {
            if (value < 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Survival> read(SheetColumn time, SheetColumn event) {
        for (var code : EventCoding.KNOWN) {
            boolean fits = event.missing() < event.values().size()
                    && event.counts().keySet().stream()
                            .map(v -> v.toLowerCase(Locale.ROOT))
                            .allMatch(code::contains);
            if (fits) {
                return Optional.of(read(time, event, code));
            }
        }
        return Optional.empty();
    }

    private static Survival read(SheetColumn time, SheetColumn event, List<String> code) {
        boolean censored = key(event).equals("censored");
        String yes = code.get(censored ? 0 : 1);
        var times = new ArrayList<Double>();
        var events = new ArrayList<Boolean>();
        double[] numbers = time.numbers();
        for (int i = 0; i < numbers.length; i++) {
            String value = event.values().get(i);
            times.add(Double.isNaN(numbers[i]) ? null : Double.valueOf(numbers[i]));
            events.add(value == null ? null : Boolean.valueOf(value.equalsIgnoreCase(yes)));
        }
        String coding = yes + " of " + code.get(0) + "/" + code.get(1);
        return new Survival(time.name(), event.name(), coding, times, events);
    }

    /** {@code time with event (1 of 0/1): 63 events}. */
    @Override
    public String toString() {
        return time + " with " + event + " (" + coding + "): " + Phrases.count(eventCount(), "event");
    }
}
