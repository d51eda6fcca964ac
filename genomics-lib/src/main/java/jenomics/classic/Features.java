package jenomics.classic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * The features of all layers side by side, as a learner knew them. Other samples are read by these names: their order
 * does not matter, and what they have beyond is passed over.
 *
 * @param layers the layers, in order
 * @param names the features of each layer, in order
 */
record Features(List<String> layers, List<List<String>> names) {
    private static final int LISTED = 3;

    static Features of(MultiOmics samples) {
        return new Features(
                samples.layerNames(),
                samples.layers().stream().map(OmicsLayer::features).toList());
    }

    int count() {
        return names.stream().mapToInt(List::size).sum();
    }

    /** One name for each: {@code feature}, or {@code layer: feature} where there are several layers. */
    List<String> list() {
        if (layers.size() == 1) {
            return names.get(0);
        }
        var list = new ArrayList<String>();
        for (int l = 0; l < layers.size(); l++) {
            for (String name : names.get(l)) {
                list.add(layers.get(l) + ": " + name);
            }
        }
        return List.copyOf(list);
    }

    /** Their values in these samples, one row per sample; NaN where missing. */
    float[][] rows(MultiOmics samples, String learner) { // [samples, features]
        float[][] rows = new float[samples.size()][count()];
        int offset = 0;
        for (int l = 0; l < layers.size(); l++) {
            var layer = layer(samples, l, learner);
            if (layer.features().equals(names.get(l))) {
                for (int s = 0; s < rows.length; s++) {
                    layer.copyRow(s, rows[s], offset);
                }
            } else {
                int[] places = places(layer, names.get(l), learner);
                for (int s = 0; s < rows.length; s++) {
                    for (int f = 0; f < places.length; f++) {
                        rows[s][offset + f] = layer.value(s, places[f]);
                    }
                }
            }
            offset += names.get(l).size();
        }
        return rows;
    }

    /** A single layer needs no name in common: what is fused or prepared may be called otherwise. */
    private OmicsLayer layer(MultiOmics samples, int l, String learner) {
        if (layers.size() == 1 && samples.layers().size() == 1) {
            return samples.layers().get(0);
        }
        if (!samples.layerNames().contains(layers.get(l))) {
            throw new GenomicsException(
                    learner + " was trained on the layers " + layers + "; these samples lack '" + layers.get(l)
                            + "' and have " + samples.layerNames() + ". Train it on layers that both have:"
                            + " train.only(\"" + samples.layerNames().get(0) + "\").",
                    Map.of("layer", layers.get(l), "layers", samples.layerNames()));
        }
        return samples.layer(layers.get(l));
    }

    private static int[] places(OmicsLayer layer, List<String> wanted, String learner) {
        var placeOf = new HashMap<String, Integer>();
        for (int f = 0; f < layer.featureCount(); f++) {
            placeOf.put(layer.features().get(f), f);
        }
        var missing = wanted.stream().filter(f -> !placeOf.containsKey(f)).toList();
        if (!missing.isEmpty()) {
            throw new GenomicsException(
                    learner + " was trained on " + Phrases.count(wanted.size(), "feature") + "; the layer '"
                            + layer.name() + "' of these samples lacks " + Phrases.count(missing.size()) + " of them: "
                            + Phrases.quoted(missing, LISTED)
                            + ". Features are matched by name, in any order; prepare both alike.",
                    Map.of("layer", layer.name(), "missing", missing.size()));
        }
        return wanted.stream().mapToInt(placeOf::get).toArray();
    }

    /** @throws GenomicsException if a value is missing */
    void requireComplete(float[][] rows, MultiOmics samples, String learner) {
        long missing = IntStream.range(0, rows.length)
                .mapToLong(s -> countMissing(rows[s]))
                .sum();
        if (missing > 0) {
            int s = 0;
            while (countMissing(rows[s]) == 0) {
                s++;
            }
            int f = 0;
            while (!Float.isNaN(rows[s][f])) {
                f++;
            }
            String more = missing == 1 ? "" : " (" + Phrases.count(missing) + " values are missing in all)";
            throw new GenomicsException(
                    learner + " cannot take missing values; sample '" + samples.id(s) + "' has none for '"
                            + list().get(f) + "'" + more + ". Impute them first: .prepare(\"" + layerOf(f)
                            + "\", imputeMedian()); or use Classic.xgboost(), which takes them.",
                    Map.of("sample", samples.id(s), "feature", list().get(f), "missing", missing));
        }
    }

    private String layerOf(int feature) {
        int l = 0;
        int before = names.get(0).size();
        while (feature >= before) {
            l++;
            before += names.get(l).size();
        }
        return layers.get(l);
    }

    private static long countMissing(float[] row) {
        long missing = 0;
        for (float value : row) {
            missing += Float.isNaN(value) ? 1 : 0;
        }
        return missing;
    }
}
