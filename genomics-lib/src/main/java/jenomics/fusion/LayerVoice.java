package jenomics.fusion;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Fitted;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * What one layer says in a late fusion.
 *
 * @param skill the share of the loss of the class shares, or of the variance, that it takes away in cross-validation; 1
 *     where nobody asked
 * @param outOfFold its predictions for the training samples, each by a model that did not know it, or null where nobody
 *     asked; null for a sample without the layer
 */
record LayerVoice(String layer, Fitted<MultiOmics> fitted, double skill, double[][] outOfFold) {

    static LayerVoice fit(LateFusion plan, String layer, MultiOmics train, Task task, Seed seed) {
        int[] there = measured(layer, train);
        if (there.length < 2) {
            throw new GenomicsException(
                    "The layer '" + layer + "' has values for " + Phrases.count(there.length, "training sample")
                            + "; late fusion fits a model to each layer and needs at least 2. Leave the layer out.",
                    Map.of("layer", layer, "samples", there.length));
        }
        var own = train.only(layer).select(there);
        var fitted = plan.learner(layer).fit(own, task, seed);
        if (plan.rule() == LateFusion.Rule.MEAN) {
            return new LayerVoice(layer, fitted, 1, null);
        }
        double[][] held = heldOut(plan, layer, own, task, seed);
        double[][] all = new double[train.size()][];
        for (int i = 0; i < there.length; i++) {
            all[there[i]] = held[i];
        }
        return new LayerVoice(layer, fitted, skill(held, task.targets(own).values(), task), all);
    }

    static int[] measured(String layer, MultiOmics samples) {
        var values = samples.layer(layer);
        return IntStream.range(0, samples.size()).filter(values::measured).toArray();
    }

    private static double[][] heldOut(LateFusion plan, String layer, MultiOmics own, Task task, Seed seed) {
        var folds = Folds.deal(task.targets(own), plan.folds(), seed.part("folds"));
        double[][] held = new double[own.size()][];
        for (int fold = 0; fold < folds.count(); fold++) {
            int[] in = folds.in(fold);
            var predictions = plan.learner(layer)
                    .fit(own.select(folds.outside(fold)), task, seed.at(fold))
                    .predict(own.select(in));
            for (int i = 0; i < in.length; i++) {
                held[in[i]] = predictions.values()[i];
            }
        }
        return held;
    }

    private static double skill(double[][] told, double[][] truth, Task task) {
        double[] usual = new double[truth[0].length];
        Arrays.setAll(
                usual,
                c -> Arrays.stream(truth).mapToDouble(row -> row[c]).average().orElse(0));
        double loss = 0;
        double none = 0;
        for (int i = 0; i < told.length; i++) {
            loss += loss(told[i], truth[i], task);
            none += loss(usual, truth[i], task);
        }
        return none == 0 ? 0 : Math.max(0, 1 - loss / none);
    }

    private static double loss(double[] told, double[] truth, Task task) {
        double loss = 0;
        for (int c = 0; c < told.length; c++) {
            double gap = told[c] - truth[c];
            loss += task.kind() == Task.Kind.REGRESSION ? gap * gap : logLoss(told[c], truth[c]);
        }
        return loss;
    }

    private static double logLoss(double told, double truth) {
        double p = Math.max(1e-6, Math.min(1 - 1e-6, told));
        return -truth * Math.log(p) - (1 - truth) * Math.log(1 - p);
    }

    /** What it says of the samples that have the layer; null for the others. */
    double[][] tell(MultiOmics samples) {
        double[][] told = new double[samples.size()][];
        if (samples.layerNames().contains(layer)) {
            int[] there = measured(layer, samples);
            if (there.length > 0) {
                double[][] values =
                        fitted.predict(samples.only(layer).select(there)).values();
                for (int i = 0; i < there.length; i++) {
                    told[there[i]] = values[i];
                }
            }
        }
        return told;
    }
}
