package jenomics.fusion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.learn.Estimator;
import jenomics.learn.Fitted;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Late fusion: one model per layer, each fitted to the samples that have it, and their predictions brought together. A new
 * sample is told by the models of the layers it has.
 *
 * @param each what learns from a layer
 * @param byLayer what learns from single layers by name instead
 * @param rule how predictions become one; their mean
 * @param folds of the cross-validation inside the training samples from which weights and stacking learn; 5
 */
public record LateFusion(Estimator<MultiOmics> each, Map<String, Estimator<MultiOmics>> byLayer, Rule rule, int folds)
        implements Estimator<MultiOmics> {

    /** How the predictions of several layers become one. */
    public enum Rule {
        /** Their mean. */
        MEAN,
        /**
         * Their mean, each layer counting by its skill in cross-validation: the share of the log loss of the class shares
         * (for numbers of the variance) that it takes away; at least 0.
         */
        WEIGHTED,
        /** A logistic regression (for numbers a linear one) on predictions made in cross-validation. */
        STACKED
    }

    public LateFusion {
        byLayer = Collections.unmodifiableMap(new LinkedHashMap<>(byLayer));
        if (folds < 2) {
            throw new GenomicsException(
                    "Late fusion needs at least 2 folds to judge its layers by; found " + folds + ".",
                    Map.of("folds", folds));
        }
    }

    /** Predictions are averaged. */
    public LateFusion mean() {
        return new LateFusion(each, byLayer, Rule.MEAN, folds);
    }

    /** Predictions are averaged, each layer by how well it does inside the training samples. */
    public LateFusion weighted() {
        return new LateFusion(each, byLayer, Rule.WEIGHTED, folds);
    }

    /** A further model learns from predictions made inside the training samples. */
    public LateFusion stacked() {
        return new LateFusion(each, byLayer, Rule.STACKED, folds);
    }

    /** This layer is learned from by something else than the others. */
    public LateFusion with(String layer, Estimator<MultiOmics> learner) {
        var more = new LinkedHashMap<>(byLayer);
        more.put(layer, learner);
        return new LateFusion(each, more, rule, folds);
    }

    /** So many folds for weights and stacking. */
    public LateFusion folds(int count) {
        return new LateFusion(each, byLayer, rule, count);
    }

    /** The same plan for samples that have these layers alone: what was said of others is left out. */
    public LateFusion only(List<String> layers) {
        return new LateFusion(each, Blocks.some(byLayer, layers), rule, folds);
    }

    @Override
    public String name() {
        return "late fusion (" + (rule == Rule.MEAN ? "mean" : rule == Rule.WEIGHTED ? "weighted" : "stacked") + ") of "
                + each.name();
    }

    @Override
    public boolean transductive() {
        return each.transductive() || byLayer.values().stream().anyMatch(Estimator::transductive);
    }

    Estimator<MultiOmics> learner(String layer) {
        return byLayer.getOrDefault(layer, each);
    }

    @Override
    public Fitted<MultiOmics> fit(MultiOmics train, Task task, Seed seed) {
        byLayer.keySet().forEach(train::layer);
        var resolved = task.resolve(train);
        requireRuleFor(resolved);
        Blocks.of(train).requireMeasured(name(), train);
        var voices = new ArrayList<LayerVoice>();
        for (var layer : train.layerNames()) {
            voices.add(LayerVoice.fit(this, layer, train, resolved, seed.part(layer)));
        }
        return rule == Rule.STACKED
                ? StackedVoices.of(voices, resolved.targets(train))
                : new Choir(List.copyOf(voices), resolved, name());
    }

    private void requireRuleFor(Task task) {
        boolean weighable = task.kind() != Task.Kind.SURVIVAL;
        if (rule == Rule.STACKED && !stackable(task) || rule == Rule.WEIGHTED && !weighable) {
            throw new GenomicsException(
                    (rule == Rule.STACKED
                                    ? "Stacking learns classes and numbers"
                                    : "Layers are weighed for classes, labels and numbers")
                            + "; the task is " + task
                            + ". Take the mean of the layers instead: Fusion.late(...).mean().",
                    Map.of("task", task.toString()));
        }
    }

    private static boolean stackable(Task task) {
        return task.kind() == Task.Kind.BINARY
                || task.kind() == Task.Kind.MULTICLASS
                || task.kind() == Task.Kind.REGRESSION;
    }
}
