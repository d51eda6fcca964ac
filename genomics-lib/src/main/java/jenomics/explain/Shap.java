package jenomics.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import jenomics.classic.ElasticNetModel;
import jenomics.classic.Forest;
import jenomics.classic.LinearModel;
import jenomics.classic.XgboostModel;
import jenomics.learn.Fitted;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.GenomicsException;

/**
 * What each feature adds to a prediction, beginning from what the model says on the average: Shapley values (Lundberg and
 * Lee 2017), by the method that the model allows.
 *
 * <pre>{@code
 * var forest = Classic.randomForest().fit(train, Task.multiclass("subtype"), Seed.of(1));
 * var shap = Shap.of(forest, test);
 * shap.summary()
 * }</pre>
 */
public final class Shap {
    private Shap() {}

    /**
     * Of a forest, exactly: an unknown feature is averaged over as the training samples went each way (path-dependent
     * TreeSHAP).
     */
    public static ShapValues of(Forest forest, MultiOmics samples) {
        float[][] rows = forest.rows(samples);
        int outputs = forest.outputs().size();
        double[][][] values = each(rows, outputs, i -> {
            double[][] phi = new double[outputs][rows[i].length];
            TreeShap.add(forest.trees(), rows[i], phi);
            return phi;
        });
        return new ShapValues(
                "TreeSHAP",
                forest.outputs(),
                samples.ids(),
                forest.features(),
                rows,
                values,
                TreeShap.base(forest.trees()));
    }

    /** Of a forest, exactly: an unknown feature has the values of these samples (interventional TreeSHAP). */
    public static ShapValues of(Forest forest, MultiOmics samples, MultiOmics background) {
        requireSome(background);
        float[][] rows = forest.rows(samples);
        float[][] others = forest.rows(background);
        int outputs = forest.outputs().size();
        double[][][] values = each(rows, outputs, i -> {
            double[][] phi = new double[outputs][rows[i].length];
            InterventionalShap.add(forest.trees(), rows[i], others, phi);
            return phi;
        });
        double[] base = new double[outputs];
        for (float[] row : others) {
            for (var tree : forest.trees()) {
                double[] leaf = tree.value()[tree.leaf(row)];
                for (int o = 0; o < outputs; o++) {
                    base[o] += leaf[o] / forest.trees().size() / others.length;
                }
            }
        }
        return new ShapValues(
                "interventional TreeSHAP", forest.outputs(), samples.ids(), forest.features(), rows, values, base);
    }

    /**
     * How features act together in one output of a forest for one sample: [features][features], a row for each feature
     * that sums to its SHAP value; on the diagonal what it does alone. For forests of few features.
     *
     * @param sample its place from 0
     */
    public static double[][] interactions(Forest forest, MultiOmics samples, int sample, int output) {
        if (output < 0 || output >= forest.outputs().size()) {
            throw new GenomicsException(
                    "There is no output " + output + "; the forest has " + forest.outputs() + ", numbered from 0.",
                    Map.of("output", output));
        }
        float[] row = forest.rows(samples.select(new int[] {sample}))[0];
        return TreeShap.interactions(forest.trees(), row, output, row.length);
    }

    /** Of XGBoost, by its own TreeSHAP: what each feature adds to the log odds (for numbers to the value). */
    public static ShapValues of(XgboostModel model, MultiOmics samples) {
        double[][][] found = model.contributions(samples);
        int features = model.features().size();
        double[][][] values = Arrays.stream(found)
                .map(output -> Arrays.stream(output)
                        .map(row -> Arrays.copyOf(row, features))
                        .toArray(double[][]::new))
                .toArray(double[][][]::new);
        double[] base = Arrays.stream(found)
                .mapToDouble(output -> output.length == 0 ? 0 : output[0][features])
                .toArray();
        return new ShapValues(
                "XGBoost's TreeSHAP",
                model.outputs(),
                samples.ids(),
                model.features(),
                model.rows(samples),
                values,
                base);
    }

    /** Of an elastic net: each coefficient times the distance from the background's mean; log odds for classes. */
    public static ShapValues of(ElasticNetModel model, MultiOmics samples, MultiOmics background) {
        return linear(
                model.outputNames(),
                model.features(),
                model.rows(samples),
                background,
                model.rows(background),
                samples,
                model::coefficients,
                model::intercept);
    }

    /** Of a logistic regression: each coefficient times the distance from the background's mean, as log odds. */
    public static ShapValues of(LinearModel model, MultiOmics samples, MultiOmics background) {
        return linear(
                model.outputNames(),
                model.features(),
                model.rows(samples),
                background,
                model.rows(background),
                samples,
                model::coefficients,
                model::intercept);
    }

    private static ShapValues linear(
            List<String> outputs,
            List<String> features,
            float[][] rows,
            MultiOmics background,
            float[][] others,
            MultiOmics samples,
            IntFunction<double[]> coefficients,
            IntFunction<Double> intercept) {
        requireSome(background);
        double[] mean = new double[features.size()];
        for (float[] row : others) {
            for (int f = 0; f < mean.length; f++) {
                mean[f] += (double) row[f] / others.length;
            }
        }
        double[][][] values = new double[outputs.size()][rows.length][mean.length];
        double[] base = new double[values.length];
        for (int o = 0; o < values.length; o++) {
            double[] b = coefficients.apply(o);
            base[o] = intercept.apply(o);
            for (int f = 0; f < mean.length; f++) {
                base[o] += b[f] * mean[f];
                for (int i = 0; i < rows.length; i++) {
                    values[o][i][f] = b[f] * (rows[i][f] - mean[f]);
                }
            }
        }
        return new ShapValues("linear SHAP", outputs, samples.ids(), features, rows, values, base);
    }

    /** Of any model, by its predictions alone; see {@link KernelShap} for the options. */
    public static ShapValues of(Fitted<MultiOmics> model, MultiOmics samples, MultiOmics background) {
        return of(model, samples, background, KernelShap.standard());
    }

    /** Of any model, by its predictions alone. The background has the samples' layers; a few dozen of them do. */
    public static ShapValues of(
            Fitted<MultiOmics> model, MultiOmics samples, MultiOmics background, KernelShap options) {
        requireSome(background);
        var shape = new Shape(samples);
        float[][] rows = shape.rows(samples);
        float[][] others = shape.rows(background);
        KernelShap.Predicting predicting =
                some -> model.predict(shape.samples(some)).values();
        double[][] said = predicting.of(others);
        double[] base = KernelShap.mean(said, 0, said.length);
        double[][][] values = new double[base.length][rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double[][] found = options.values(predicting, rows[i], others, base, i);
            for (int o = 0; o < base.length; o++) {
                values[o][i] = found[o];
            }
        }
        return new ShapValues(
                "kernel SHAP",
                outputs(model.predict(samples).task()),
                samples.ids(),
                shape.names(),
                rows,
                values,
                base);
    }

    private static List<String> outputs(Task task) {
        return switch (task.kind()) {
            case REGRESSION, SURVIVAL -> List.of(task.label());
            case BINARY -> List.of(task.classes().get(1));
            case MULTICLASS, MULTILABEL -> task.classes();
        };
    }

    private static void requireSome(MultiOmics background) {
        if (background.size() == 0) {
            throw new GenomicsException(
                    "SHAP needs a background of at least one sample: what features are replaced by; found none.");
        }
    }

    private static double[][][] each(float[][] rows, int outputs, IntFunction<double[][]> ofSample) {
        double[][][] values = new double[outputs][rows.length][];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            double[][] phi = ofSample.apply(i);
            for (int o = 0; o < outputs; o++) {
                values[o][i] = phi[o];
            }
        });
        return values;
    }

    /** Layers as rows of numbers, and rows of numbers as layers. */
    private record Shape(MultiOmics like) {

        List<String> names() {
            boolean one = like.layers().size() == 1;
            return like.layers().stream()
                    .flatMap(layer -> layer.features().stream().map(f -> one ? f : layer.name() + ": " + f))
                    .toList();
        }

        float[][] rows(MultiOmics samples) {
            float[][] rows = new float[samples.size()][names().size()];
            int offset = 0;
            for (var layer : like.layers()) {
                var theirs = samples.layer(layer.name());
                if (!theirs.features().equals(layer.features())) {
                    throw new GenomicsException(
                            "The layer '" + layer.name() + "' of the background has other features than that of the"
                                    + " samples, or in another order: choose them alike,"
                                    + " layer.features(other.features()).",
                            Map.of("layer", layer.name()));
                }
                for (int s = 0; s < rows.length; s++) {
                    theirs.copyRow(s, rows[s], offset);
                }
                offset += layer.featureCount();
            }
            return rows;
        }

        MultiOmics samples(float[][] rows) {
            var ids = IntStream.range(0, rows.length).mapToObj(i -> "row " + i).toList();
            MultiOmics all = null;
            int offset = 0;
            for (var layer : like.layers()) {
                int from = offset;
                int to = from + layer.featureCount();
                float[][] part = Arrays.stream(rows)
                        .map(row -> Arrays.copyOfRange(row, from, to))
                        .toArray(float[][]::new);
                var made = OmicsLayer.owning(layer.name(), ids, layer.features(), part);
                all = all == null ? MultiOmics.of(made) : all.with(made);
                offset = to;
            }
            return all;
        }
    }
}
