package jenomics.genome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;

/**
 * Stretches of a genome in the order of their file: genes with their parts, peaks, windows. A value: what changes it
 * returns another.
 *
 * <pre>{@code
 * var genes = Gff.read("yeast.gff.gz").ofType("gene");
 * genes.in(Locus.ofRegion("chrI:1-20000"))
 * Bed.read("peaks.bed").overlapping(genes)
 * }</pre>
 */
public final class GenomicFeatures implements Described, Iterable<GenomicFeature> {
    private static final int SHOWN = 5;

    private final List<GenomicFeature> features;
    private final List<String> notes;
    private Map<String, Shelf> shelves;
    private Map<String, List<Integer>> children;

    private GenomicFeatures(List<GenomicFeature> features, List<String> notes) {
        this.features = features;
        this.notes = notes;
    }

    public static GenomicFeatures of(Collection<GenomicFeature> features) {
        return new GenomicFeatures(List.copyOf(features), List.of());
    }

    /** Two features that share a base. */
    public record Overlap(GenomicFeature first, GenomicFeature second, long sharedBp) {}

    /**
     * The features of one chromosome by where they begin, with the furthest end up to each: what overlaps a stretch lies
     * before its end, and no further back than that end still reaches into it.
     */
    private record Shelf(int[] places, long[] starts, long[] furthest) {
        static Shelf of(List<GenomicFeature> all, List<Integer> mine) {
            int[] places = mine.stream()
                    .sorted(Comparator.comparingLong(
                            (Integer p) -> all.get(p).locus().start()))
                    .mapToInt(Integer::intValue)
                    .toArray();
            long[] starts = new long[places.length];
            long[] furthest = new long[places.length];
            for (int i = 0; i < places.length; i++) {
                var locus = all.get(places[i]).locus();
                starts[i] = locus.start();
                furthest[i] = i == 0 ? locus.end() : Math.max(furthest[i - 1], locus.end());
            }
            return new Shelf(places, starts, furthest);
        }

        int before(long end) {
            int found = Arrays.binarySearch(starts, end);
            int at = found < 0 ? -found - 1 : found;
            while (at > 0 && starts[at - 1] >= end) {
                at--;
            }
            return at;
        }
    }

    public int size() {
        return features.size();
    }

    /** All features, in order. */
    public List<GenomicFeature> list() {
        return features;
    }

    public Stream<GenomicFeature> stream() {
        return features.stream();
    }

    @Override
    public Iterator<GenomicFeature> iterator() {
        return features.iterator();
    }

    /** The feature at this place, from 0. */
    public GenomicFeature get(int place) {
        if (place < 0 || place >= size()) {
            throw new GenomicsException(
                    "There is no feature number " + place + ": there are " + size() + ", numbered from 0.",
                    Map.of("place", place));
        }
        return features.get(place);
    }

    /** The first feature of this name or identifier. */
    public GenomicFeature get(String name) {
        return stream()
                .filter(f -> f.name().equals(name) || f.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new GenomicsException(
                        "No feature is named '" + name + "'; names look like "
                                + stream()
                                        .map(GenomicFeature::name)
                                        .filter(n -> !n.isEmpty())
                                        .limit(3)
                                        .map(n -> "'" + n + "'")
                                        .collect(Collectors.joining(", "))
                                + ".",
                        Map.of("name", name)));
    }

    /** Remarks on how these features came to be. */
    public List<String> notes() {
        return notes;
    }

    /** The same with these remarks. */
    public GenomicFeatures withNotes(List<String> remarks) {
        return new GenomicFeatures(features, List.copyOf(remarks));
    }

    /** Those that pass, in order. */
    public GenomicFeatures filter(Predicate<GenomicFeature> keep) {
        return new GenomicFeatures(features.stream().filter(keep).toList(), List.of());
    }

    /** Those of this type; one that none has is an error that lists what there is. */
    public GenomicFeatures ofType(String type) {
        var some = filter(f -> f.type().equals(type));
        if (some.size() == 0) {
            throw new GenomicsException(
                    "No feature is a '" + type + "'; there are " + types().keySet() + ".", Map.of("type", type));
        }
        return some;
    }

    /** How many features there are of each type, the most frequent first. */
    public Map<String, Long> types() {
        var counts = stream().collect(Collectors.groupingBy(GenomicFeature::type, Collectors.counting()));
        var ordered = new LinkedHashMap<String, Long>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> ordered.put(e.getKey(), e.getValue()));
        return ordered;
    }

    /** The chromosomes, in the order of the file. */
    public List<String> chromosomes() {
        return stream().map(f -> f.locus().chromosome()).distinct().toList();
    }

    /** Those that share a base with a stretch, in order; strands are not looked at. */
    public GenomicFeatures in(Locus stretch) {
        return pick(places(stretch));
    }

    /** Those that share a base with any of the others, in order; strands are not looked at. */
    public GenomicFeatures overlapping(GenomicFeatures others) {
        var places = new BitSet(size());
        others.forEach(other -> places.or(places(other.locus())));
        return pick(places);
    }

    /** Those that share no base with any of the others, in order. */
    public GenomicFeatures apartFrom(GenomicFeatures others) {
        var places = new BitSet(size());
        others.forEach(other -> places.or(places(other.locus())));
        places.flip(0, size());
        return pick(places);
    }

    /** Every pair of one of these with one of the others that share a base. */
    public List<Overlap> overlaps(GenomicFeatures others) {
        var pairs = new ArrayList<Overlap>();
        for (var feature : features) {
            others.places(feature.locus()).stream()
                    .mapToObj(others.features::get)
                    .forEach(other -> pairs.add(new Overlap(feature, other, shared(feature.locus(), other.locus()))));
        }
        return pairs;
    }

    private static long shared(Locus one, Locus other) {
        return Math.min(one.end(), other.end()) - Math.max(one.start(), other.start());
    }

    private GenomicFeatures pick(BitSet places) {
        return new GenomicFeatures(places.stream().mapToObj(features::get).toList(), List.of());
    }

    private BitSet places(Locus stretch) {
        var found = new BitSet();
        var shelf = shelves().get(stretch.chromosome());
        if (shelf != null) {
            for (int i = shelf.before(stretch.end()) - 1; i >= 0 && shelf.furthest()[i] > stretch.start(); i--) {
                int place = shelf.places()[i];
                if (features.get(place).locus().overlaps(stretch)) {
                    found.set(place);
                }
            }
        }
        return found;
    }

    private synchronized Map<String, Shelf> shelves() {
        if (shelves == null) {
            var mine = new HashMap<String, List<Integer>>();
            for (int i = 0; i < size(); i++) {
                mine.computeIfAbsent(features.get(i).locus().chromosome(), c -> new ArrayList<>())
                        .add(i);
            }
            shelves = new HashMap<>();
            mine.forEach((chromosome, places) -> shelves.put(chromosome, Shelf.of(features, places)));
        }
        return shelves;
    }

    /** The parts of a feature: those that name it as their parent, in order. */
    public GenomicFeatures children(GenomicFeature parent) {
        var places = childrenOf().getOrDefault(parent.id(), List.of());
        return new GenomicFeatures(places.stream().map(features::get).toList(), List.of());
    }

    private synchronized Map<String, List<Integer>> childrenOf() {
        if (children == null) {
            children = new HashMap<>();
            for (int i = 0; i < size(); i++) {
                for (String parent : features.get(i).parents()) {
                    children.computeIfAbsent(parent, p -> new ArrayList<>()).add(i);
                }
            }
        }
        return children;
    }

    /** What a feature is a part of, in order. */
    public GenomicFeatures parents(GenomicFeature child) {
        var ids = child.parents();
        return filter(f -> !f.id().isEmpty() && ids.contains(f.id()));
    }

    /** The features joined where they overlap or touch, by chromosome and place: type merged, without names. */
    public GenomicFeatures merged() {
        var joined = new ArrayList<GenomicFeature>();
        for (String chromosome : chromosomes()) {
            var shelf = shelves().get(chromosome);
            long start = shelf.starts()[0];
            for (int i = 1; i <= shelf.starts().length; i++) {
                if (i == shelf.starts().length || shelf.starts()[i] > shelf.furthest()[i - 1]) {
                    joined.add(new GenomicFeature(
                            Locus.ofBed(chromosome, start, shelf.furthest()[i - 1]),
                            "merged",
                            "",
                            "",
                            Double.NaN,
                            -1,
                            Map.of()));
                    start = i == shelf.starts().length ? 0 : shelf.starts()[i];
                }
            }
        }
        return of(joined);
    }

    /** How many bases at least one feature covers, both strands counted once. */
    public long coveredBp() {
        return merged().stream().mapToLong(f -> f.locus().lengthBp()).sum();
    }

    @Override
    public Description describe() {
        var chromosomes = chromosomes();
        String headline = String.format(
                Locale.ROOT,
                "%,d %s \u00b7 %s \u00b7 %,d bp covered",
                size(),
                size() == 1 ? "feature" : "features",
                chromosomes.size() <= 3
                        ? String.join(", ", chromosomes)
                        : String.format(Locale.ROOT, "%,d chromosomes", chromosomes.size()),
                coveredBp());
        var shown = Description.of(headline);
        if (!notes.isEmpty()) {
            shown = shown.with(
                    "how they were read",
                    List.of(),
                    notes.stream().map(List::of).toList());
        }
        if (types().size() > 1) {
            var rows = types().entrySet().stream()
                    .map(e -> List.of(e.getKey(), String.format(Locale.ROOT, "%,d", e.getValue())))
                    .toList();
            shown = shown.with("", List.of("type", "features"), rows);
        }
        return size() == 0 ? shown : shown.with("the first", List.of("locus", "type", "name", "attributes"), first());
    }

    private List<List<String>> first() {
        return stream()
                .limit(SHOWN)
                .map(f -> List.of(
                        f.locus().toString(),
                        f.type(),
                        f.name(),
                        f.attributes().entrySet().stream()
                                .limit(3)
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .collect(Collectors.joining("; "))))
                .toList();
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }
}
