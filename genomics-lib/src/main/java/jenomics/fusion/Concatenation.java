package jenomics.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * Early fusion: all features of all layers side by side, each named "layer: feature". What is learned, means and
 * standard deviations, is learned from the training samples. A sample that has no value in a layer gets that layer's
 * training means; single missing values stay missing.
 *
 * @param standardized whether each feature gets mean 0 and standard deviation 1 (n - 1); a constant one becomes 0
 * @param balanced whether each layer is then divided by the square root of its number of features, so that a layer of
 *     20,000 genes does not drown one of 100 proteins
 * @param weights a factor for layers by name; 1 for the others
 */
public record Concatenation(boolean standardized, boolean balanced, Map<String, Double> weights)
        implements FusionMethod<ConcatenatedView> {

    public Concatenation {
        weights = java.util.Collections.unmodifiableMap(new TreeMap<>(weights));
        weights.forEach((layer, weight) -> {
            if (!(weight >= 0) || weight.isInfinite()) {
                throw new GenomicsException(
                        "The weight of the layer '" + layer + "' is " + weight + "; a weight is 0 or more, and finite.",
                        Map.of("layer", layer, "weight", weight));
            }
        });
    }

    static Concatenation plain() {
        return new Concatenation(false, false, Map.of());
    }

    /** Each feature with mean 0 and standard deviation 1 in the training samples. */
    public Concatenation standardize() {
        return new Concatenation(true, balanced, weights);
    }

    /** Each feature standardised, and each layer with the same variance in all. */
    public Concatenation balance() {
        return new Concatenation(true, true, weights);
    }

    /** This layer counts so many times; 0 leaves it out of what distances see, 1 is as before. */
    public Concatenation weight(String layer, double weight) {
        var more = new TreeMap<>(weights);
        more.put(layer, weight);
        return new Concatenation(standardized, balanced, more);
    }

    @Override
    public Concatenation only(List<String> layers) {
        return new Concatenation(standardized, balanced, Blocks.some(weights, layers));
    }

    @Override
    public String name() {
        var options = new ArrayList<String>();
        if (balanced) {
            options.add("balanced layers");
        } else if (standardized) {
            options.add("standardised");
        }
        weights.forEach((layer, weight) -> options.add(layer + " × " + Phrases.number(weight)));
        return "concatenation" + (options.isEmpty() ? "" : " (" + String.join(", ", options) + ")");
    }

    @Override
    public ConcatenatedView fit(FittedPreparation<MultiOmics> prepared, Seed seed) {
        var blocks = Blocks.of(prepared.train());
        weights.keySet().forEach(layer -> prepared.train().layer(layer));
        var scaled = new ArrayList<Scaling>();
        for (var block : blocks.list()) {
            scaled.add(Scaling.of(block.values(), standardized).times(factor(block)));
        }
        return new ConcatenatedView(name(), prepared, blocks, List.copyOf(scaled), standardized);
    }

    private double factor(Blocks.Block block) {
        double weight = weights.getOrDefault(block.name(), 1.0);
        return balanced ? weight / Math.sqrt(block.features().size()) : weight;
    }
}
