package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * What is known of which features belong together: undirected edges with weights, such as a network of interacting proteins.
 * It may fall into pieces. A value.
 *
 * <pre>{@code
 * var string = FeatureGraph.parse(Files.readString(Path.of("string.tsv"))).atLeast(700).among(cohort);
 * Networks.graph(string)
 * }</pre>
 */
public final class FeatureGraph implements Described {

    /**
     * An edge.
     *
     * @param weight above 0
     */
    public record Edge(String one, String other, double weight) {
        public Edge {
            if (one.isBlank() || other.isBlank() || !(weight > 0 && weight < Double.MAX_VALUE)) {
                throw new GenomicsException(
                        "An edge joins two named features with a weight above 0; found '" + one + "' and '" + other
                                + "' with " + weight + ".",
                        Map.of("one", one, "other", other, "weight", weight));
            }
        }
    }

    private final List<Edge> edges;
    private final Set<String> nodes;
    private final List<String> notes;

    private FeatureGraph(List<Edge> edges, List<String> notes) {
        this.edges = List.copyOf(edges);
        this.notes = notes;
        var names = new LinkedHashSet<String>();
        edges.forEach(e -> names.addAll(List.of(e.one(), e.other())));
        nodes = Collections.unmodifiableSet(names);
    }

    /** A graph of these edges; the same pair twice, in either direction, is one edge of the larger weight. */
    public static FeatureGraph of(List<Edge> edges) {
        var byPair = new LinkedHashMap<Set<String>, Edge>();
        edges.stream()
                .filter(e -> !e.one().equals(e.other()))
                .forEach(e -> byPair.merge(Set.of(e.one(), e.other()), e, (a, b) -> a.weight() >= b.weight() ? a : b));
        if (byPair.isEmpty()) {
            throw new GenomicsException(
                    "A graph of features needs at least one edge between two of them; found none.",
                    Map.of("edges", edges.size()));
        }
        return new FeatureGraph(List.copyOf(byPair.values()), List.of());
    }

    /**
     * A graph from lines of two names and, after them, possibly a weight, apart by tabs, spaces or commas, as STRING's
     * files have it; a first line whose third word is no number, and lines that begin with #, are passed over.
     */
    public static FeatureGraph parse(String text) {
        var edges = new ArrayList<Edge>();
        int number = 0;
        boolean begun = false;
        for (String line : text.split("\\R")) {
            number++;
            String[] words = line.strip().split("[\\s,]+");
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (begun || !isHeader(words)) {
                edges.add(edge(words, number));
            }
            begun = true;
        }
        return of(edges);
    }

    private static boolean isHeader(String[] words) {
        var first = words[0].toLowerCase(java.util.Locale.ROOT);
        return words.length > 2 && !isNumber(words[words.length - 1])
                || Set.of("protein1", "node1", "gene1", "from", "source", "one").contains(first);
    }

    private static boolean isNumber(String word) {
        return word.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    }

    private static Edge edge(String[] words, int line) {
        if (words.length < 2 || words.length > 2 && !isNumber(words[words.length - 1])) {
            throw new GenomicsException(
                    "Line " + line + " of the graph has '" + String.join(" ", words)
                            + "'; each line is two names and, after them, possibly a weight.",
                    Map.of("line", line));
        }
        return new Edge(words[0], words[1], words.length == 2 ? 1 : Double.parseDouble(words[words.length - 1]));
    }

    /** Only edges of at least this weight; STRING calls 700 high confidence. */
    public FeatureGraph atLeast(double weight) {
        var kept = edges.stream().filter(e -> e.weight() >= weight).toList();
        if (kept.isEmpty()) {
            throw new GenomicsException(
                    "No edge of the graph weighs " + weight + " or more; they weigh up to "
                            + edges.stream().mapToDouble(Edge::weight).max().orElse(0) + ".",
                    Map.of("weight", weight));
        }
        return with(
                kept, Phrases.count(edges.size() - kept.size(), "edge") + " of a weight below " + weight + " left out");
    }

    /** Only edges between features that a cohort has, in any of its layers; the notes say what was left out. */
    public FeatureGraph among(MultiOmics cohort) {
        var known = features(cohort);
        var kept = edges.stream()
                .filter(e -> known.contains(e.one()) && known.contains(e.other()))
                .toList();
        if (kept.isEmpty()) {
            throw unknown(cohort, unknown(cohort), true);
        }
        var strange = unknown(cohort);
        return with(
                kept,
                Phrases.count(strange.size()) + " of " + Phrases.count(nodes.size(), "node")
                        + " are no feature of the cohort: " + Phrases.firstThree(strange)
                        + "; their edges are left out");
    }

    private FeatureGraph with(List<Edge> kept, String note) {
        var more = new ArrayList<>(notes);
        more.add(note);
        return new FeatureGraph(kept, List.copyOf(more));
    }

    private static Set<String> features(MultiOmics cohort) {
        var known = new HashSet<String>();
        cohort.layers().forEach(l -> known.addAll(l.features()));
        return known;
    }

    private List<String> unknown(MultiOmics cohort) {
        var known = features(cohort);
        return nodes.stream().filter(n -> !known.contains(n)).toList();
    }

    /** Refuses a cohort that lacks a node. */
    void requireKnown(MultiOmics cohort) {
        var strange = unknown(cohort);
        if (!strange.isEmpty()) {
            throw unknown(cohort, strange, strange.size() == nodes.size());
        }
    }

    private GenomicsException unknown(MultiOmics cohort, List<String> strange, boolean all) {
        String sentence = "The graph names " + Phrases.count(strange.size()) + " of its "
                + Phrases.count(nodes.size(), "feature") + " that no layer has: " + Phrases.firstThree(strange)
                + "; the layers have "
                + cohort.layers().stream()
                        .map(l -> l.name() + " " + Phrases.firstThree(l.features()))
                        .collect(Collectors.joining("; "))
                + ". "
                + (all
                        ? "No edge is left; features are compared as they are written, so give the graph the same names."
                        : "Leave them out: graph.among(cohort).");
        return new GenomicsException(sentence, Map.of("unknown", strange));
    }

    /** All edges, each once. */
    public List<Edge> edges() {
        return edges;
    }

    /** The features that it joins, in order of first appearance. */
    public Set<String> nodes() {
        return nodes;
    }

    /** Remarks on what was left out. */
    public List<String> notes() {
        return notes;
    }

    /** How many pieces it falls into. */
    public int pieces() {
        var parent = new TreeMap<String, String>();
        nodes.forEach(n -> parent.put(n, n));
        edges.forEach(e -> parent.put(root(parent, e.one()), root(parent, e.other())));
        return (int) nodes.stream().map(n -> root(parent, n)).distinct().count();
    }

    private static String root(Map<String, String> parent, String node) {
        String at = node;
        while (!parent.get(at).equals(at)) {
            parent.put(at, parent.get(parent.get(at)));
            at = parent.get(at);
        }
        return at;
    }

    @Override
    public Description describe() {
        double[] weights = edges.stream().mapToDouble(Edge::weight).sorted().toArray();
        var described = Description.of(Phrases.count(nodes.size(), "feature") + " · "
                + Phrases.count(edges.size(), "edge") + " · " + Phrases.count(pieces(), "piece") + " · weights "
                + Phrases.number(weights[0]) + " to "
                + Phrases.number(Arrays.stream(weights).max().orElse(0)));
        return notes.isEmpty()
                ? described
                : described.with(
                        "notes", List.of(), notes.stream().map(List::of).toList());
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
