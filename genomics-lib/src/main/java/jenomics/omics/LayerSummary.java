package jenomics.omics;

import java.util.ArrayList;
import java.util.List;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/** What a layer says of itself. */
final class LayerSummary {
    private static final int ROWS = 5;
    private static final int COLUMNS = 6;

    private LayerSummary() {}

    static Description of(OmicsLayer layer) {
        var shown = Description.of(headline(layer));
        if (!layer.notes().isEmpty()) {
            shown = shown.with(
                    "how it was read",
                    List.of(),
                    layer.notes().stream().map(List::of).toList());
        }
        return layer.size() == 0 || layer.featureCount() == 0
                ? shown
                : shown.with("the corner", corner(layer), rows(layer));
    }

    /** {@code rna · 150 samples × 200 features · log2 · 0.3 % missing · -0.92 to 14.1, mean 6.53}. */
    private static String headline(OmicsLayer layer) {
        var parts = new ArrayList<String>();
        parts.add(layer.name());
        parts.add(Phrases.count(layer.size(), "sample") + " × " + Phrases.count(layer.featureCount(), "feature"));
        parts.add(scale(layer));
        parts.add(missing(layer));
        if (layer.statistics().observed() > 0) {
            parts.add(
                    range(layer) + ", mean " + Phrases.value(layer.statistics().mean()));
        }
        return String.join(" · ", parts);
    }

    static String scale(OmicsLayer layer) {
        return layer.scale() == Scale.UNKNOWN ? "scale unknown" : layer.scale().toString();
    }

    static String missing(OmicsLayer layer) {
        var values = layer.statistics();
        return values.missing() == 0 ? "none missing" : Phrases.percent(values.missing(), values.values()) + " missing";
    }

    static String range(OmicsLayer layer) {
        var values = layer.statistics();
        return values.observed() == 0 ? "" : Phrases.value(values.least()) + " to " + Phrases.value(values.most());
    }

    private static List<String> corner(OmicsLayer layer) {
        var columns = new ArrayList<>(List.of("sample"));
        columns.addAll(layer.features().subList(0, Math.min(COLUMNS, layer.featureCount())));
        return columns;
    }

    private static List<List<String>> rows(OmicsLayer layer) {
        var rows = new ArrayList<List<String>>();
        for (int s = 0; s < Math.min(ROWS, layer.size()); s++) {
            var row = new ArrayList<>(List.of(layer.id(s)));
            for (int f = 0; f < Math.min(COLUMNS, layer.featureCount()); f++) {
                float value = layer.value(s, f);
                row.add(Float.isNaN(value) ? "missing" : Phrases.value(value));
            }
            rows.add(row);
        }
        return rows;
    }
}
