package jenomics.explain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.learn.FeatureWeights;
import jenomics.plot.Beeswarm;
import jenomics.plot.Chart;
import jenomics.plot.Waterfall;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;

/**
 * What each feature adds to each prediction. For every sample and output, the base and all values sum to what the model
 * says (for XGBoost and linear models of classes before it becomes a probability).
 *
 * @param method how they were found
 * @param outputs the names of what is predicted: classes, labels, or one
 * @param ids the samples, in order
 * @param features their names, in order
 * @param rows the features' values: [samples][features]
 * @param values [outputs][samples][features]
 * @param base what the model says on the average, for each output
 */
public record ShapValues(
        String method,
        List<String> outputs,
        List<String> ids,
        List<String> features,
        float[][] rows,
        double[][][] values,
        double[] base)
        implements Described {
    private static final int SHOWN = 15;
    private static final int LISTED = 5;

    public ShapValues {
        outputs = List.copyOf(outputs);
        ids = List.copyOf(ids);
        features = List.copyOf(features);
    }

    /** What one feature adds to one prediction. */
    public double value(String output, String id, String feature) {
        return values[place(outputs, output, "output")][place(ids, id, "sample")][place(features, feature, "feature")];
    }

    private static int place(List<String> names, String name, String what) {
        int place = names.indexOf(name);
        if (place < 0) {
            String some = names.stream().limit(LISTED).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
            throw new GenomicsException(
                    "There is no " + what + " '" + name + "' among the " + names.size() + " explained: " + some
                            + (names.size() > LISTED ? " ..." : "") + ".",
                    Map.of(what, name));
        }
        return place;
    }

    /** The mean size of each feature's values, over all samples and summed over the outputs. */
    public FeatureWeights weights() {
        double[] mean = new double[features.size()];
        for (int o = 0; o < values.length; o++) {
            double[] sizes = sizes(o);
            Arrays.setAll(mean, f -> mean[f] + sizes[f]);
        }
        return new FeatureWeights(
                "mean |SHAP value|", features, Arrays.stream(mean).boxed().toList());
    }

    private double[] sizes(int output) {
        double[] mean = new double[features.size()];
        for (double[] row : values[output]) {
            for (int f = 0; f < mean.length; f++) {
                mean[f] += Math.abs(row[f]) / values[output].length;
            }
        }
        return mean;
    }

    private static Stream<Integer> largest(double[] sizes) {
        return IntStream.range(0, sizes.length)
                .boxed()
                .filter(f -> sizes[f] != 0)
                .sorted(Comparator.comparingDouble(f -> -Math.abs(sizes[f])));
    }

    /** The values of all samples for the features that count most; of the first output. */
    public Chart summary() {
        return summary(outputs.get(0));
    }

    /** The values of all samples for the features that count most, coloured by how high the feature is. */
    public Chart summary(String output) {
        int o = place(outputs, output, "output");
        if (ids.isEmpty()) {
            throw new GenomicsException("There are no samples to show SHAP values of; explain at least one.");
        }
        var chart = Beeswarm.of(method + ": " + output)
                .x("SHAP value (what the feature adds)")
                .colour("feature's value, as a rank from 0 to 1");
        var shown = largest(sizes(o)).limit(SHOWN).toList();
        for (int f : shown.isEmpty() ? List.of(0) : shown) {
            double[] added = Arrays.stream(values[o]).mapToDouble(row -> row[f]).toArray();
            chart = chart.row(features.get(f), added, ranks(f));
        }
        return chart;
    }

    /** 0 for the lowest value of a feature, 1 for the highest; equal ones share the middle; NaN where missing. */
    private double[] ranks(int feature) {
        double[] sorted = IntStream.range(0, rows.length)
                .mapToDouble(i -> rows[i][feature])
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        double[] ranks = new double[rows.length];
        for (int i = 0; i < ranks.length; i++) {
            double value = rows[i][feature];
            if (Double.isNaN(value) || sorted.length < 2) {
                ranks[i] = Double.isNaN(value) ? Double.NaN : 0.5;
                continue;
            }
            int below = 0;
            int alike = 0;
            for (double other : sorted) {
                below += other < value ? 1 : 0;
                alike += other == value ? 1 : 0;
            }
            ranks[i] = (below + (alike - 1) / 2.0) / (sorted.length - 1);
        }
        return ranks;
    }

    /** How one prediction came about; of the first output. */
    public Chart waterfall(String id) {
        return waterfall(outputs.get(0), id);
    }

    /** How one prediction came about: from the base, feature by feature, to what the model says. */
    public Chart waterfall(String output, String id) {
        int o = place(outputs, output, "output");
        int i = place(ids, id, "sample");
        double[] added = values[o][i];
        var shown = largest(added).limit(SHOWN).toList();
        var chart = Waterfall.of(id + ": " + output)
                .x("prediction (" + method + ")")
                .from("average", base[o]);
        for (int f : shown) {
            chart = chart.step(features.get(f) + " = " + number(rows[i][f]), added[f]);
        }
        double rest = Arrays.stream(added).sum()
                - shown.stream().mapToDouble(f -> added[f]).sum();
        long others = largest(added).count() - shown.size();
        return others == 0 && !shown.isEmpty() ? chart : chart.step(others + " other features", rest);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "missing" : String.format(Locale.ROOT, "%.3g", value);
    }

    /** {@code TreeSHAP · 70 samples × 200 features · 3 outputs}, then the features that count most for each output. */
    @Override
    public Description describe() {
        String count = outputs.size() == 1 ? outputs.get(0) : outputs.size() + " outputs";
        var rows = IntStream.range(0, outputs.size())
                .mapToObj(o -> List.of(
                        outputs.get(o),
                        number(base[o]),
                        largest(sizes(o)).limit(LISTED).map(features::get).collect(Collectors.joining(", "))))
                .toList();
        return Description.of(String.format(
                        Locale.ROOT,
                        "%s · %,d samples × %,d features · %s",
                        method,
                        ids.size(),
                        features.size(),
                        count))
                .with("mean size of what a feature adds", List.of("for", "average", "largest"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
