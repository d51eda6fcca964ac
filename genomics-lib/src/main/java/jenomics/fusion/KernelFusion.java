package jenomics.fusion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.learn.Estimator;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Kernel averaging: how alike samples are in each layer (standardised features), centred, of one size, averaged; the
 * dimensions are the kernel's principal components. New samples are placed by the layers they have. With
 * {@link #learner()} it predicts itself: kernel logistic regression, kernel ridge regression for numbers.
 *
 * @param radial whether likeness falls with the squared distance, exp(-distance² / (spread × features)), or is the scalar
 *     product
 * @param spread how slowly it falls; 2, at which the mean distance of two samples gives exp(-1)
 * @param weights a factor for layers by name; 1 for the others
 * @param dimensions at most so many; 100
 */
public record KernelFusion(boolean radial, double spread, Map<String, Double> weights, int dimensions)
        implements FusionMethod<KernelView> {

    public KernelFusion {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        if (!(spread > 0) || dimensions < 1 || weights.values().stream().anyMatch(w -> !(w >= 0))) {
            throw new GenomicsException(
                    "Kernel averaging takes a spread above 0, weights of layers from 0 and at least 1 dimension; found"
                            + " spread " + spread + ", weights " + weights + ", " + dimensions + " dimensions.",
                    Map.of("spread", spread, "weights", weights, "dimensions", dimensions));
        }
    }

    static KernelFusion standard() {
        return new KernelFusion(false, 2, Map.of(), 100);
    }

    /** Likeness is the scalar product: what is learned is linear in the features. */
    public KernelFusion linear() {
        return new KernelFusion(false, spread, weights, dimensions);
    }

    /** Likeness falls with the squared distance: what is learned may bend. */
    public KernelFusion rbf() {
        return new KernelFusion(true, spread, weights, dimensions);
    }

    /** How slowly likeness falls, and that it does; 2 is usual. */
    public KernelFusion rbf(double slowly) {
        return new KernelFusion(true, slowly, weights, dimensions);
    }

    /** This layer counts so many times. */
    public KernelFusion weight(String layer, double weight) {
        var more = new LinkedHashMap<>(weights);
        more.put(layer, weight);
        return new KernelFusion(radial, spread, more, dimensions);
    }

    /** At most so many dimensions. */
    public KernelFusion dimensions(int most) {
        return new KernelFusion(radial, spread, weights, most);
    }

    @Override
    public KernelFusion only(List<String> layers) {
        return new KernelFusion(radial, spread, Blocks.some(weights, layers), dimensions);
    }

    @Override
    public String name() {
        return "kernel averaging (" + (radial ? "rbf" : "linear") + ")";
    }

    /** Kernel logistic regression, for numbers kernel ridge regression; the penalty by cross-validation. */
    public Estimator<MultiOmics> learner() {
        return new KernelRidge(this);
    }

    @Override
    public KernelView fit(FittedPreparation<MultiOmics> prepared, Seed seed) {
        var train = prepared.train();
        weights.keySet().forEach(train::layer);
        var blocks = Blocks.of(train).requireMeasured(name(), train);
        var kernels = new ArrayList<LayerKernel>();
        for (var block : blocks.list()) {
            kernels.add(LayerKernel.of(this, block, weights.getOrDefault(block.name(), 1.0)));
        }
        return KernelView.of(this, prepared, blocks, List.copyOf(kernels));
    }
}
