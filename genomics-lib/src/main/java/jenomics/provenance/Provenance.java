package jenomics.provenance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What made a result: data fingerprints, checkpoint, seed, settings, versions, device; in the order it was noted. A
 * value: {@link #with} returns a longer one.
 *
 * @param facts names to plain values (text, numbers, booleans, lists and maps of these), ordered
 */
public record Provenance(Map<String, Object> facts) implements Described {

    public Provenance {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The machine and the software that every result shares. */
    public static Provenance here() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("jenomics", version());
        facts.put("java", Runtime.version().toString());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        return new Provenance(facts);
    }

    public Provenance with(String name, Object value) {
        var more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Provenance(more);
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        facts.forEach((name, value) -> rows.add(List.of(name, String.valueOf(value))));
        return Description.of("provenance · " + facts.size() + " facts").with("", List.of(), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }

    private static String version() {
        String v = Provenance.class.getPackage().getImplementationVersion();
        return v == null ? "development" : v;
    }
}
