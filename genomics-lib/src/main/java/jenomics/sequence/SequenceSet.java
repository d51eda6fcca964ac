package jenomics.sequence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.genome.DnaSequence;
import jenomics.learn.Samples;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import tech.tablesaw.api.Table;

/** Named, labelled sequences in a fixed order. A value: what changes it returns another. */
public final class SequenceSet implements Samples<SequenceSet>, Described, Iterable<SequenceRecord> {
    private final List<SequenceRecord> records;
    private final List<String> attributes;
    private final List<String> notes;
    private Fingerprint fingerprint;

    private SequenceSet(List<SequenceRecord> records, List<String> attributes, List<String> notes) {
        this.records = records;
        this.attributes = attributes;
        this.notes = notes;
    }

    /** A set of these records, in this order; two with the same name are an error that says which and where. */
    public static SequenceSet of(Collection<SequenceRecord> records) {
        var copy = List.copyOf(records);
        refuseTwins(copy);
        return new SequenceSet(copy, namesIn(copy), List.of());
    }

    @Override
    public int size() {
        return records.size();
    }

    /** The names of all sequences, in order. */
    public List<String> ids() {
        return records.stream().map(SequenceRecord::id).toList();
    }

    /** The bases of all sequences, in order. */
    public List<String> bases() {
        return records.stream().map(SequenceRecord::bases).toList();
    }

    /** The record at this place, 0-based. */
    public SequenceRecord get(int index) {
        if (index < 0 || index >= records.size()) {
            throw new GenomicsException(
                    "There is no sequence number " + index + ": this set has " + records.size() + ", numbered from 0.",
                    Map.of("index", index, "size", records.size()));
        }
        return records.get(index);
    }

    /** The record of this name. */
    public SequenceRecord get(String id) {
        return records.stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new GenomicsException(
                        "No sequence is named '" + id + "'; the names look like "
                                + records.stream()
                                        .limit(3)
                                        .map(r -> "'" + r.id() + "'")
                                        .toList() + ".",
                        Map.of("id", id)));
    }

    @Override
    public String id(int index) {
        return get(index).id();
    }

    @Override
    public List<String> attributes() {
        return attributes;
    }

    @Override
    public String attribute(int index, String name) {
        return get(index).attribute(name);
    }

    @Override
    public SequenceSet select(int[] indices) {
        var chosen = IntStream.of(indices).mapToObj(this::get).toList();
        return new SequenceSet(chosen, attributes, List.of());
    }

    /** The records that pass, in order. */
    public SequenceSet filter(Predicate<SequenceRecord> keep) {
        return new SequenceSet(records.stream().filter(keep).toList(), attributes, List.of());
    }

    /** The records whose attribute has this value. A name that no record has is an error that lists what there is. */
    public SequenceSet where(String attribute, String value) {
        if (!attributes.contains(attribute)) {
            throw new GenomicsException(
                    "These sequences have no attribute '" + attribute + "'; "
                            + (attributes.isEmpty() ? "they have none at all." : "they have " + attributes + "."),
                    Map.of("attribute", attribute));
        }
        return filter(r -> value.equals(r.attribute(attribute)));
    }

    /** The first so many records, or all where there are fewer. */
    public SequenceSet head(int count) {
        return select(IntStream.range(0, Math.min(count, size())).toArray());
    }

    /** The same sequences with an attribute computed for each; null for none. */
    public SequenceSet withAttribute(String name, Function<SequenceRecord, String> value) {
        var more = records.stream().map(r -> r.with(name, value.apply(r))).toList();
        return new SequenceSet(more, namesIn(more), List.of());
    }

    /**
     * The same sequences with an attribute looked up by name of the sequence; those not in the map keep theirs. A name
     * in the map that is no sequence is an error.
     */
    public SequenceSet withAttribute(String name, Map<String, ?> valueById) {
        var unknown = new LinkedHashSet<String>(valueById.keySet());
        records.forEach(r -> unknown.remove(r.id()));
        if (!unknown.isEmpty()) {
            throw new GenomicsException(
                    unknown.size() + " of the names given values for '" + name + "' are no sequences of this set: "
                            + unknown.stream().limit(3).map(n -> "'" + n + "'").toList() + ".",
                    Map.of("attribute", name, "unknown", unknown.size()));
        }
        return withAttribute(name, r -> {
            Object value = valueById.get(r.id());
            return value == null ? r.attribute(name) : value.toString();
        });
    }

    @Override
    public SequenceSet relabelled(String attribute, List<String> values) {
        var more = IntStream.range(0, size())
                .mapToObj(i -> records.get(i).with(attribute, values.get(i)))
                .toList();
        return new SequenceSet(more, namesIn(more), notes);
    }

    /** The same sequences with an attribute named {@code label}; see {@link #withAttribute(String, Map)}. */
    public SequenceSet withLabels(Map<String, ?> labelById) {
        return withAttribute("label", labelById);
    }

    /** The same set with remarks on how it came to be (what was read, what was changed); shown below the summary. */
    public SequenceSet withNotes(List<String> remarks) {
        return new SequenceSet(records, attributes, List.copyOf(remarks));
    }

    /** Remarks on how this set came to be; empty for one made from another. */
    public List<String> notes() {
        return notes;
    }

    /** All records, in order. */
    public List<SequenceRecord> records() {
        return records;
    }

    public Stream<SequenceRecord> stream() {
        return records.stream();
    }

    @Override
    public Iterator<SequenceRecord> iterator() {
        return records.iterator();
    }

    /** The bases or their reverse complement, whichever comes first in the alphabet: equal on both strands. */
    @Override
    public String contentKey(int index) {
        String bases = get(index).bases();
        String other = DnaSequence.reverseComplement(bases);
        return bases.compareTo(other) <= 0 ? bases : other;
    }

    @Override
    public String likeness(int one, int other) {
        return get(one).bases().equals(get(other).bases()) ? "identical" : "reverse complements";
    }

    @Override
    public synchronized Fingerprint fingerprint() {
        if (fingerprint == null) {
            var digest = Fingerprint.digest();
            for (var record : records) {
                digest.update(SequenceSummary.identity(record).getBytes(StandardCharsets.UTF_8));
            }
            fingerprint = new Fingerprint(java.util.HexFormat.of().formatHex(digest.digest()));
        }
        return fingerprint;
    }

    /** One row per sequence: id, length, gc, then the attributes; one that holds only numbers is a number column. */
    public Table toTable() {
        return SequenceSummary.table(this);
    }

    @Override
    public Description describe() {
        return SequenceSummary.of(this);
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }

    /** Equal when the same records stand in the same order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceSet set && set.records.equals(records);
    }

    @Override
    public int hashCode() {
        return records.hashCode();
    }

    private static List<String> namesIn(List<SequenceRecord> records) {
        var names = new LinkedHashSet<String>();
        for (var record : records) {
            names.addAll(record.attributes().keySet());
        }
        return List.copyOf(names);
    }

    private static void refuseTwins(List<SequenceRecord> records) {
        var places = new HashMap<String, Integer>();
        var twins = new ArrayList<String>();
        for (int i = 0; i < records.size(); i++) {
            Integer first = places.putIfAbsent(records.get(i).id(), i);
            if (first != null) {
                twins.add("'" + records.get(i).id() + "' (numbers " + first + " and " + i + ")");
            }
        }
        if (!twins.isEmpty()) {
            throw new GenomicsException(
                    "Every sequence needs a name of its own; " + twins.size() + " of " + records.size()
                            + " repeat an earlier one: "
                            + String.join(", ", twins.subList(0, Math.min(3, twins.size())))
                            + (twins.size() > 3 ? ", \u2026" : "") + ".",
                    Map.of("repeated", twins.size()));
        }
    }
}
