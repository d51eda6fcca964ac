package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * DIABLO (Singh et al., Bioinformatics 2019; block sPLS-DA of mixOmics): components of each layer that correlate with each
 * other and tell the classes apart, of few features each. New samples are classified by the weighted vote of the layers
 * they have.
 *
 * @param components how many for each layer; 2
 * @param between how much the components of two layers are to correlate, 0 (only the classes count) to 1; 0.1
 * @param keep for layers by name how many features each component uses; all where nothing is said
 * @param tried for layers by name the numbers of features to choose from by cross-validation, component by component
 * @param distance how a layer tells the class; centroids
 * @param folds of the cross-validation inside the training samples that chooses among {@code tried}; 5
 */
public record Diablo(
        int components,
        double between,
        Map<String, List<Integer>> keep,
        Map<String, List<Integer>> tried,
        ClassDistance distance,
        int folds)
        implements SupervisedFusion<DiscriminantView> {

    public Diablo {
        keep = Collections.unmodifiableMap(new LinkedHashMap<>(keep));
        tried = Collections.unmodifiableMap(new LinkedHashMap<>(tried));
        if (components < 1 || !(between >= 0 && between <= 1) || folds < 2) {
            throw new GenomicsException(
                    "DIABLO takes at least 1 component, a design from 0 to 1 and at least 2 folds; found " + components
                            + " components, design " + between + ", " + folds + " folds.",
                    Map.of("components", components, "between", between, "folds", folds));
        }
        keep.forEach(Diablo::check);
        tried.forEach(Diablo::check);
    }

    private static void check(String layer, List<Integer> counts) {
        if (counts.isEmpty() || counts.stream().anyMatch(c -> c < 1)) {
            throw new GenomicsException(
                    "DIABLO keeps at least 1 feature of the layer '" + layer + "' for each component; found " + counts
                            + ".",
                    Map.of("layer", layer, "keep", counts));
        }
    }

    static Diablo standard() {
        return new Diablo(2, 0.1, Map.of(), Map.of(), ClassDistance.CENTROIDS, 5);
    }

    /** So many components for each layer. */
    public Diablo components(int count) {
        return new Diablo(count, between, keep, tried, distance, folds);
    }

    /** How much the components of two layers are to correlate, 0 to 1. */
    public Diablo design(double correlation) {
        return new Diablo(components, correlation, keep, tried, distance, folds);
    }

    /** How many features of this layer each component uses, one number per component; the last one is for all further. */
    public Diablo keep(String layer, int... perComponent) {
        return new Diablo(components, between, with(keep, layer, perComponent), tried, distance, folds);
    }

    /** The numbers of features of this layer to choose from, by cross-validation inside the training samples. */
    public Diablo tryKeep(String layer, int... counts) {
        return new Diablo(components, between, keep, with(tried, layer, counts), distance, folds);
    }

    /** How a layer tells the class of a new sample. */
    public Diablo distance(ClassDistance by) {
        return new Diablo(components, between, keep, tried, by, folds);
    }

    /** So many folds where numbers of features are tried. */
    public Diablo folds(int count) {
        return new Diablo(components, between, keep, tried, distance, count);
    }

    private static Map<String, List<Integer>> with(Map<String, List<Integer>> map, String layer, int... counts) {
        var more = new LinkedHashMap<>(map);
        more.put(layer, Arrays.stream(counts).boxed().toList());
        return more;
    }

    @Override
    public Diablo only(List<String> layers) {
        return new Diablo(components, between, Blocks.some(keep, layers), Blocks.some(tried, layers), distance, folds);
    }

    @Override
    public String name() {
        return "DIABLO";
    }

    @Override
    public DiscriminantView fit(FittedPreparation<MultiOmics> prepared, Task task, Seed seed) {
        var train = prepared.train();
        keep.keySet().forEach(train::layer);
        tried.keySet().forEach(train::layer);
        var classes = Classes.of(name(), train, task);
        var blocks = Blocks.of(train).requireMeasured(name(), train);
        var tuning = KeepTuning.of(this, blocks, classes, seed.part("folds"));
        return DiscriminantView.of(name(), prepared, classes, blocks, false, this, tuning);
    }

    /** [layers][components]: what is kept where nothing is tried. */
    int[][] kept(Blocks blocks) {
        var all = new ArrayList<int[]>();
        for (var block : blocks.list()) {
            int width = block.features().size();
            var said = keep.getOrDefault(block.name(), List.of(width));
            all.add(IntStream.range(0, components)
                    .map(c -> Math.min(width, said.get(Math.min(c, said.size() - 1))))
                    .toArray());
        }
        return all.toArray(int[][]::new);
    }
}
