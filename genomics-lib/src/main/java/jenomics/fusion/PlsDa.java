package jenomics.fusion;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Partial least squares discriminant analysis, and its sparse form (Lê Cao et al. 2011; plsda and splsda of mixOmics), of
 * one layer, or of all layers side by side.
 *
 * @param components how many; 2
 * @param keep how many features each component uses; empty: all
 * @param tried the numbers of features to choose from by cross-validation, component by component; empty: none
 * @param distance how the class of a new sample is told; the largest predicted indicator
 * @param folds of the cross-validation inside the training samples that chooses among {@code tried}; 5
 */
public record PlsDa(int components, List<Integer> keep, List<Integer> tried, ClassDistance distance, int folds)
        implements SupervisedFusion<DiscriminantView> {

    public PlsDa {
        keep = List.copyOf(keep);
        tried = List.copyOf(tried);
        if (components < 1
                || keep.stream().anyMatch(k -> k < 1)
                || tried.stream().anyMatch(k -> k < 1)
                || folds < 2) {
            throw new GenomicsException(
                    "PLS-DA takes at least 1 component, keeps at least 1 feature for each and has at least 2 folds; found "
                            + components + " components, keep " + keep + ", tried " + tried + ", " + folds + " folds.",
                    Map.of("components", components, "keep", keep, "tried", tried, "folds", folds));
        }
    }

    static PlsDa standard() {
        return new PlsDa(2, List.of(), List.of(), ClassDistance.MAXIMUM, 5);
    }

    /** So many components. */
    public PlsDa components(int count) {
        return new PlsDa(count, keep, tried, distance, folds);
    }

    /** Sparse: how many features each component uses, one number per component; the last one is for all further. */
    public PlsDa keep(int... perComponent) {
        return new PlsDa(components, Arrays.stream(perComponent).boxed().toList(), tried, distance, folds);
    }

    /** Sparse: the numbers of features to choose from, by cross-validation inside the training samples. */
    public PlsDa tryKeep(int... counts) {
        return new PlsDa(components, keep, Arrays.stream(counts).boxed().toList(), distance, folds);
    }

    /** How the class of a new sample is told. */
    public PlsDa distance(ClassDistance by) {
        return new PlsDa(components, keep, tried, by, folds);
    }

    @Override
    public String name() {
        return keep.isEmpty() && tried.isEmpty() ? "PLS-DA" : "sPLS-DA";
    }

    @Override
    public DiscriminantView fit(FittedPreparation<MultiOmics> prepared, Task task, Seed seed) {
        var train = prepared.train();
        var classes = Classes.of(name(), train, task);
        var layers = Blocks.of(train).requireMeasured(name(), train);
        var joined = layers.joined();
        var plan = asBlocks(joined.list().get(0).name());
        var tuning = KeepTuning.of(plan, joined, classes, seed.part("folds"));
        return DiscriminantView.of(name(), prepared, classes, layers, true, plan, tuning);
    }

    /** The same as a plan of one block. */
    private Diablo asBlocks(String block) {
        return new Diablo(
                components,
                0,
                keep.isEmpty() ? Map.of() : Map.of(block, keep),
                tried.isEmpty() ? Map.of() : Map.of(block, tried),
                distance,
                folds);
    }
}
