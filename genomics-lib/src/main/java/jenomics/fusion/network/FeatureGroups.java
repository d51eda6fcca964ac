package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Groups of features of one layer each: the tokens of a transformer.
 *
 * @param names {@code rna: apoptosis}
 * @param layerOf the place of each group's layer
 * @param members the places of each group's features among those of all layers
 */
record FeatureGroups(List<String> names, int[] layerOf, int[][] members) {

    /**
     * Named groups: in each layer the features that a group names, where there are any.
     *
     * @param groups such as pathways, by name
     */
    static FeatureGroups named(Features features, Map<String, List<String>> groups) {
        var names = new ArrayList<String>();
        var layers = new ArrayList<Integer>();
        var members = new ArrayList<int[]>();
        for (int b = 0; b < features.blocks().size(); b++) {
            var block = features.blocks().get(b);
            var place = new LinkedHashMap<String, Integer>();
            block.features().forEach(f -> place.put(f, block.offset() + place.size()));
            for (var group : groups.entrySet()) {
                int[] found = group.getValue().stream()
                        .filter(place::containsKey)
                        .distinct()
                        .mapToInt(place::get)
                        .toArray();
                if (found.length > 0) {
                    names.add(block.layer() + ": " + group.getKey());
                    layers.add(b);
                    members.add(found);
                }
            }
            if (!layers.contains(b)) {
                throw new GenomicsException(
                        "None of the " + Phrases.count(groups.size(), "group") + " ("
                                + Phrases.firstThree(groups.keySet()) + ") names a feature of the layer '"
                                + block.layer() + "', which has " + Phrases.firstThree(block.features())
                                + ". Give groups in the layers' own names, or leave the layer out.",
                        Map.of("layer", block.layer()));
            }
        }
        return of(names, layers, members);
    }

    /** So many groups in each layer, of neighbouring features, or one for each feature where there are fewer. */
    static FeatureGroups neighbouring(Features features, int most) {
        var names = new ArrayList<String>();
        var layers = new ArrayList<Integer>();
        var members = new ArrayList<int[]>();
        for (int b = 0; b < features.blocks().size(); b++) {
            var block = features.blocks().get(b);
            int count = Math.min(most, block.width());
            for (int g = 0; g < count; g++) {
                int from = (int) ((long) g * block.width() / count);
                int to = (int) ((long) (g + 1) * block.width() / count);
                int[] places = new int[to - from];
                Arrays.setAll(places, i -> block.offset() + from + i);
                names.add(block.layer() + ": " + title(block.features(), from, to));
                layers.add(b);
                members.add(places);
            }
        }
        return of(names, layers, members);
    }

    private static String title(List<String> features, int from, int to) {
        return to - from == 1 ? features.get(from) : features.get(from) + " … " + features.get(to - 1);
    }

    private static FeatureGroups of(List<String> names, List<Integer> layers, List<int[]> members) {
        return new FeatureGroups(
                List.copyOf(names), layers.stream().mapToInt(l -> l).toArray(), members.toArray(int[][]::new));
    }

    int count() {
        return names.size();
    }

    /** How many features the largest group has. */
    int widest() {
        return Arrays.stream(members).mapToInt(m -> m.length).max().orElse(0);
    }

    /** The places of the features [groups][widest], filled up with {@code nothing}. */
    long[] places(int nothing) {
        int wide = widest();
        long[] places = new long[count() * wide];
        Arrays.fill(places, nothing);
        for (int g = 0; g < count(); g++) {
            for (int i = 0; i < members[g].length; i++) {
                places[g * wide + i] = members[g][i];
            }
        }
        return places;
    }
}
