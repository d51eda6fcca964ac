package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.GenomicsException;

/**
 * The layers of an autoencoder: what its encoders see (counts as logarithms of their share, all in standard deviations)
 * and what its decoders are to say (the values as they are, where the distribution is not Gaussian).
 *
 * @param seen by the encoders
 * @param raw the values as they are
 * @param kinds the distribution of each layer
 */
record VaeLayers(Features seen, Features raw, List<Distribution> kinds) {
    /** Counts are seen as log(1 + count per this many). */
    private static final double PER = 1e4;

    static VaeLayers of(String who, MultiOmics train, Map<String, Distribution> said) {
        said.keySet().forEach(train::layer);
        var kinds = train.layers().stream()
                .map(l -> said.getOrDefault(l.name(), Distribution.of(l.scale())))
                .toList();
        for (int l = 0; l < kinds.size(); l++) {
            check(who, train.layers().get(l), kinds.get(l));
        }
        var raw = Features.of(who, train, Features.Scaling.NONE, true);
        var seen = Features.of(who, logCounts(train, names(train), kinds), Features.Scaling.STANDARD, true);
        return new VaeLayers(seen, raw, kinds);
    }

    private static List<String> names(MultiOmics samples) {
        return samples.layerNames();
    }

    private static void check(String who, OmicsLayer layer, Distribution kind) {
        boolean bounded = kind != Distribution.GAUSSIAN;
        for (int s = 0; bounded && s < layer.size(); s++) {
            for (int f = 0; f < layer.featureCount(); f++) {
                float value = layer.value(s, f);
                if (value < 0 || value > kind.most()) {
                    throw new GenomicsException(
                            "The " + who + " was to take the layer '" + layer.name() + "' as " + kind
                                    + ", but sample '" + layer.id(s) + "' has " + value + " for '"
                                    + layer.features().get(f) + "'; possible are values from 0"
                                    + (kind.most() < 3 ? " to " + (int) kind.most() : "")
                                    + ". Say another: .distribution(\"" + layer.name() + "\", Distribution.GAUSSIAN).",
                            Map.of("layer", layer.name(), "distribution", kind.name(), "value", value));
                }
            }
        }
    }

    /** Samples with the counts as logarithms. */
    private static MultiOmics logCounts(MultiOmics samples, List<String> layers, List<Distribution> kinds) {
        var changed = samples;
        for (int l = 0; l < kinds.size(); l++) {
            if (kinds.get(l).counts() && samples.layerNames().contains(layers.get(l))) {
                changed = changed.with(logCounts(samples.layer(layers.get(l))));
            }
        }
        return changed;
    }

    private static OmicsLayer logCounts(OmicsLayer layer) {
        float[][] values = new float[layer.size()][layer.featureCount()];
        for (int s = 0; s < values.length; s++) {
            double total = total(layer, s);
            for (int f = 0; f < values[s].length; f++) {
                values[s][f] = (float) Math.log1p(PER * layer.value(s, f) / total);
            }
        }
        return OmicsLayer.owning(layer.name(), layer.samples(), layer.features(), values);
    }

    /** The sum of a sample's counts, at least 1. */
    private static double total(OmicsLayer layer, int sample) {
        double total = 0;
        for (int f = 0; f < layer.featureCount(); f++) {
            float value = layer.value(sample, f);
            total += Float.isNaN(value) ? 0 : value;
        }
        return Math.max(1, total);
    }

    /** How many layers. */
    int size() {
        return kinds.size();
    }

    Features.Block block(int layer) {
        return seen.blocks().get(layer);
    }

    /** How many features, over all layers. */
    int width() {
        return seen.width();
    }

    /**
     * Samples as numbers.
     *
     * @param seen [samples, features], and which layers are there
     * @param raw [samples, features]
     * @param totals of counts [samples, layers], at least 1
     */
    record Numbers(Features.Numbers seen, float[] raw, float[] totals) {}

    Numbers numbers(MultiOmics samples) {
        var layers = raw.blocks().stream().map(Features.Block::layer).toList();
        var ready = seen.numbers(logCounts(samples, layers, kinds));
        float[] values = raw.numbers(samples).values();
        float[] totals = new float[ready.samples() * kinds.size()];
        for (int s = 0; s < ready.samples(); s++) {
            for (int l = 0; l < kinds.size(); l++) {
                double sum = 0;
                for (int f = block(l).offset(); f < block(l).end(); f++) {
                    sum += values[s * width() + f];
                }
                totals[s * kinds.size() + l] = (float) Math.max(1, sum);
            }
        }
        return new Numbers(ready, values, totals);
    }

    /** What a decoder says of one sample's layer, in the units of the layer. @param total of its counts */
    float[] inUnits(int layer, float[] told, double total) {
        var block = block(layer);
        float[] values = new float[told.length];
        double sum = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (float t : told) {
            most = Math.max(most, t);
        }
        for (float t : told) {
            sum += Math.exp(t - most);
        }
        for (int f = 0; f < values.length; f++) {
            values[f] = (float)
                    switch (kinds.get(layer)) {
                        case GAUSSIAN -> block.means()[f] + block.spreads()[f] * told[f];
                        case BERNOULLI -> 1 / (1 + Math.exp(-told[f]));
                        case BINOMIAL -> 2 / (1 + Math.exp(-told[f]));
                        case POISSON, NEGATIVE_BINOMIAL -> total * Math.exp(told[f] - most) / sum;
                    };
        }
        return values;
    }

    /** The layers' features, as titles of new layers need them. */
    List<String> layerNames() {
        var names = new ArrayList<String>();
        seen.blocks().forEach(b -> names.add(b.layer()));
        return names;
    }
}
