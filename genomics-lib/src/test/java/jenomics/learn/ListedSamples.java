package jenomics.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.Fingerprint;

/** Samples that are nothing but their names, contents and attributes. */
public record ListedSamples(List<Sample> list) implements Samples<ListedSamples> {

    public record Sample(String id, String content, Map<String, String> attributes) {}

    static ListedSamples none() {
        return new ListedSamples(List.of());
    }

    /** One more: attributes as name, value, name, value; a null value is left out. */
    ListedSamples and(String id, String content, String... attributes) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                map.put(attributes[i], attributes[i + 1]);
            }
        }
        var more = new ArrayList<>(list);
        more.add(new Sample(id, content, map));
        return new ListedSamples(more);
    }

    /** Samples s0, s1, ... that differ, each with this attribute. */
    static ListedSamples labelled(String attribute, String... values) {
        var samples = none();
        for (String value : values) {
            samples = samples.and("s" + samples.size(), "content " + samples.size(), attribute, value);
        }
        return samples;
    }

    @Override
    public int size() {
        return list.size();
    }

    @Override
    public String id(int index) {
        return list.get(index).id();
    }

    @Override
    public List<String> attributes() {
        var names = new LinkedHashSet<String>();
        list.forEach(s -> names.addAll(s.attributes().keySet()));
        return List.copyOf(names);
    }

    @Override
    public String attribute(int index, String name) {
        return list.get(index).attributes().get(name);
    }

    @Override
    public ListedSamples select(int[] indices) {
        return new ListedSamples(IntStream.of(indices).mapToObj(list::get).toList());
    }

    /** Upper and lower case count as the same content, as two strands do. */
    @Override
    public String contentKey(int index) {
        return list.get(index).content().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String likeness(int one, int other) {
        return list.get(one).content().equals(list.get(other).content()) ? "identical" : "reverse complements";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of(list.toString());
    }
}
