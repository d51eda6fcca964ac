package jenomics.omics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Which samples of several layers are the same.
 *
 * @param matching when two names are of the same sample
 * @param layers the layers as they were
 * @param places for each layer where each sample stands, by key
 */
record Alignment(Matching matching, List<OmicsLayer> layers, List<Map<String, Integer>> places) {

    static Alignment of(List<OmicsLayer> layers, Matching matching) {
        return new Alignment(
                matching,
                layers,
                layers.stream()
                        .map(l -> places("the layer '" + l.name() + "'", l.samples(), matching))
                        .toList());
    }

    /** Where each sample stands, by key; two samples with one key are an error. */
    static Map<String, Integer> places(String owner, List<String> names, Matching matching) {
        var places = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < names.size(); i++) {
            Integer first = places.putIfAbsent(matching.key(names.get(i)), i);
            if (first != null) {
                throw new GenomicsException(
                        "The samples '" + names.get(first) + "' and '" + names.get(i) + "' of " + owner
                                + " are the same when names are compared " + matching
                                + ". Leave one of them out, or compare otherwise: matching(Matching.EXACT).",
                        Map.of("matching", matching, "first", names.get(first), "second", names.get(i)));
            }
        }
        return places;
    }

    /** The samples of all layers, in the order of the first. */
    List<String> shared() {
        return places.get(0).keySet().stream()
                .filter(key -> places.stream().allMatch(p -> p.containsKey(key)))
                .toList();
    }

    /** The samples of any layer, in the order of the layers. */
    List<String> all() {
        return places.stream().flatMap(p -> p.keySet().stream()).distinct().toList();
    }

    /** Each layer with these samples. */
    List<OmicsLayer> arranged(List<String> keys) {
        var names = keys.stream().map(this::name).toList();
        var arranged = new ArrayList<OmicsLayer>();
        for (int l = 0; l < layers.size(); l++) {
            var place = places.get(l);
            arranged.add(layers.get(l)
                    .arranged(
                            names,
                            keys.stream()
                                    .mapToInt(k -> place.getOrDefault(k, -1))
                                    .toArray()));
        }
        return arranged;
    }

    /** As the first layer that has it writes it; a patient by its key. */
    private String name(String key) {
        if (matching == Matching.TCGA_PATIENT) {
            return key;
        }
        for (int l = 0; l < layers.size(); l++) {
            Integer place = places.get(l).get(key);
            if (place != null) {
                return layers.get(l).id(place);
            }
        }
        throw new IllegalStateException("no layer has '" + key + "'");
    }

    /** What was left out of each layer, or lacks in it. */
    List<String> notes(List<String> keys) {
        var notes = new ArrayList<String>();
        if (matching != Matching.EXACT) {
            notes.add("samples compared " + matching);
        }
        for (int l = 0; l < layers.size(); l++) {
            var layer = layers.get(l);
            var left = new ArrayList<>(places.get(l).keySet());
            left.removeAll(new java.util.HashSet<>(keys));
            var place = places.get(l);
            if (!left.isEmpty()) {
                notes.add(layer.name() + ": " + Phrases.count(left.size()) + " of "
                        + Phrases.count(layer.size(), "sample")
                        + " left out, not in every layer: "
                        + Phrases.firstThree(
                                left.stream().map(k -> layer.id(place.get(k))).toList()));
            }
            var lacking = keys.stream().filter(k -> !place.containsKey(k)).toList();
            if (!lacking.isEmpty()) {
                notes.add(layer.name() + ": not measured in " + Phrases.count(lacking.size()) + " of "
                        + Phrases.count(keys.size(), "sample") + ": "
                        + Phrases.firstThree(lacking.stream().map(this::name).toList()));
            }
        }
        return notes;
    }

    GenomicsException refusal() {
        String shown = layers.stream()
                .map(l -> "'" + l.name() + "' has " + Phrases.firstThree(l.samples()))
                .collect(Collectors.joining("; "));
        return new GenomicsException(
                "The layers share no sample, with names compared " + matching + ": " + shown + "." + wayOn(),
                Map.of(
                        "matching",
                        matching,
                        "layers",
                        layers.stream().map(OmicsLayer::name).toList()));
    }

    private String wayOn() {
        for (var one : layers) {
            for (var other : layers) {
                long features = one.features().stream().filter(other::hasSample).count();
                if (one != other && features > 0) {
                    return " " + Phrases.count(features, "feature") + " of '" + one.name() + "' are samples of '"
                            + other.name() + "': it was read with its axes exchanged.";
                }
            }
        }
        return other(matching, m -> shared(layers, m));
    }

    private static int shared(List<OmicsLayer> layers, Matching other) {
        try {
            return Alignment.of(layers, other).shared().size();
        } catch (GenomicsException ambiguous) {
            return 0;
        }
    }

    /** Which other rule would find samples. */
    static String other(Matching tried, java.util.function.ToIntFunction<Matching> found) {
        for (var other : Matching.values()) {
            int shared = other == tried ? 0 : found.applyAsInt(other);
            if (shared > 0) {
                return " Compared " + other + " they share " + Phrases.count(shared) + ": matching(Matching."
                        + other.name() + ").";
            }
        }
        return "";
    }
}
