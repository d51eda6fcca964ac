package jenomics.fusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.omics.MultiOmics;
import jenomics.plot.Chart;
import jenomics.plot.Palette;
import jenomics.plot.Scatter;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** Samples in the first two dimensions of a view. */
final class EmbeddingPlot {
    private EmbeddingPlot() {}

    /** The first attribute of two to eight values, or null. */
    static String likelyAttribute(MultiOmics samples) {
        return samples.attributes().stream()
                .filter(a -> {
                    int values = samples.sheet().column(a).counts().size();
                    return values >= 2 && values <= Palette.categories();
                })
                .findFirst()
                .orElse(null);
    }

    /** @param attribute what colours the samples, or null: nothing */
    static Chart of(FusedView view, String attribute) {
        var plane = view.plane();
        var chart = Scatter.of(title(view) + (attribute == null ? "" : ", by " + attribute))
                .x(plane.x())
                .y(plane.y());
        for (var group : groups(view.train(), attribute).entrySet()) {
            int[] members = group.getValue().stream().mapToInt(s -> s).toArray();
            chart = chart.points(group.getKey(), Plane.pick(plane.xs(), members), Plane.pick(plane.ys(), members));
        }
        return chart;
    }

    private static String title(FusedView view) {
        var layers = view.train().layerNames();
        return view.method() + " of " + (layers.size() == 1 ? layers.get(0) : Phrases.count(layers.size(), "layer"));
    }

    private static Map<String, List<Integer>> groups(MultiOmics samples, String attribute) {
        var all = IntStream.range(0, samples.size()).boxed().toList();
        if (attribute == null) {
            return Map.of("", all);
        }
        var counts = samples.sheet().column(attribute).counts();
        if (counts.size() > Palette.categories()) {
            throw new GenomicsException(
                    "The attribute '" + attribute + "' has " + counts.size()
                            + " different values; a plot tells up to " + Palette.categories()
                            + " apart by colour. Choose another, or plot() without one.",
                    Map.of("attribute", attribute, "values", counts.size()));
        }
        var groups = new LinkedHashMap<String, List<Integer>>();
        counts.keySet()
                .forEach(value -> groups.put(
                        value,
                        all.stream()
                                .filter(s -> value.equals(samples.attribute(s, attribute)))
                                .toList()));
        groups.put(
                "not known",
                all.stream()
                        .filter(s -> samples.attribute(s, attribute) == null)
                        .toList());
        groups.values().removeIf(List::isEmpty);
        return groups;
    }
}
