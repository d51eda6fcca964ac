package jenomics.omics.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.omics.CohortStep;
import jenomics.omics.FittedCohortStep;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SheetColumn;
import jenomics.omics.TrainingSamples;
import jenomics.provenance.GenomicsException;

/**
 * Columns of the sample sheet become the features of a further layer: numbers as they are; a column whose order of levels
 * was said as 0, 1, 2 and so on; any other with a feature for each level (1 for those that have it, else 0), or with one
 * feature where there are two. Levels are those of the training samples; a sample with another has 0 for all. What is
 * missing in the sheet is missing in the layer.
 *
 * @param layer the name of the new layer
 * @param columns which
 * @param orders the levels of columns that have an order, lowest first
 */
public record SheetEncoding(String layer, List<String> columns, Map<String, List<String>> orders)
        implements CohortStep {

    public SheetEncoding {
        columns = List.copyOf(columns);
        orders = Collections.unmodifiableMap(new LinkedHashMap<>(orders));
        if (columns.isEmpty() || layer.isBlank()) {
            throw new GenomicsException(
                    "Encoding needs a name for the new layer and at least one column of the sample sheet:"
                            + " encode(\"clinical\", \"sex\", \"age\").",
                    Map.of("layer", layer, "columns", columns));
        }
    }

    /** The same with the order of this column's levels, lowest first: {@code .ordinal("stage", "I", "II", "III")}. */
    public SheetEncoding ordinal(String column, String... levels) {
        var more = new LinkedHashMap<>(orders);
        more.put(column, List.of(levels));
        var all = columns.contains(column) ? columns : new ArrayList<>(columns);
        if (!columns.contains(column)) {
            all.add(column);
        }
        return new SheetEncoding(layer, all, more);
    }

    @Override
    public String name() {
        return layer + ": " + String.join(", ", columns) + " of the sheet";
    }

    @Override
    public List<String> adds() {
        return List.of(layer);
    }

    /**
     * How one column becomes features.
     *
     * @param column which
     * @param features their names
     * @param levels what each stands for; empty for a number or an order
     * @param order of the levels; empty where there is none
     */
    private record Encoder(String column, List<String> features, List<String> levels, List<String> order) {

        void write(String value, String sample, float[] row, int from) {
            if (value == null) {
                Arrays.fill(row, from, from + features.size(), Float.NaN);
            } else if (!order.isEmpty()) {
                if (!order.contains(value)) {
                    throw new GenomicsException(
                            "Sample '" + sample + "' has '" + value + "' for '" + column
                                    + "', which is none of the levels " + order + ".",
                            Map.of("sample", sample, "column", column, "value", value));
                }
                row[from] = order.indexOf(value);
            } else if (levels.isEmpty()) {
                row[from] = number(value, sample);
            } else {
                for (int l = 0; l < levels.size(); l++) {
                    row[from + l] = levels.get(l).equals(value) ? 1 : 0;
                }
            }
        }

        private float number(String value, String sample) {
            try {
                return Float.parseFloat(value);
            } catch (NumberFormatException e) {
                throw new GenomicsException(
                        "Sample '" + sample + "' has '" + value + "' for '" + column
                                + "', which is a number in all training samples.",
                        Map.of("sample", sample, "column", column, "value", value));
            }
        }
    }

    @Override
    public FittedCohortStep fit(TrainingSamples train) {
        var cohort = train.cohort();
        if (cohort.layerNames().contains(layer)) {
            throw new GenomicsException(
                    "There is a layer '" + layer + "' already; give the encoded columns another name.",
                    Map.of("layer", layer));
        }
        var encoders = new ArrayList<Encoder>();
        for (String column : columns) {
            if (train.predicts(column)) {
                throw new GenomicsException(
                        "The column '" + column + "' is to be predicted, so it cannot be a feature. Leave it out of"
                                + " encode(\"" + layer + "\", ...).",
                        Map.of("column", column));
            }
            encoders.add(encoder(cohort.sheet().column(column)));
        }
        var features = encoders.stream().flatMap(e -> e.features().stream()).toList();
        return samples -> samples.with(encoded(samples, encoders, features));
    }

    private Encoder encoder(SheetColumn column) {
        String name = column.name();
        if (orders.containsKey(name)) {
            return new Encoder(name, List.of(name), List.of(), orders.get(name));
        }
        if (column.kind() == SheetColumn.Kind.NUMBER) {
            return new Encoder(name, List.of(name), List.of(), List.of());
        }
        var levels = column.counts().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
        if (levels.isEmpty() || column.kind() == SheetColumn.Kind.TEXT) {
            throw new GenomicsException(
                    "The column '" + name + "' cannot become features: it "
                            + (levels.isEmpty()
                                    ? "has no value in the training samples."
                                    : "is text that hardly repeats."),
                    Map.of("column", name));
        }
        var shown = levels.size() == 2 ? levels.subList(1, 2) : levels;
        return new Encoder(name, shown.stream().map(l -> name + "=" + l).toList(), shown, List.of());
    }

    private OmicsLayer encoded(MultiOmics samples, List<Encoder> encoders, List<String> features) {
        float[][] rows = new float[samples.size()][features.size()];
        int from = 0;
        for (var encoder : encoders) {
            var values = samples.sheet().column(encoder.column()).values();
            for (int s = 0; s < rows.length; s++) {
                encoder.write(values.get(s), samples.id(s), rows[s], from);
            }
            from += encoder.features().size();
        }
        return OmicsLayer.owning(layer, samples.ids(), features, rows);
    }
}
