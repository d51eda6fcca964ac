package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Stretches of neighbouring SNPs of the layers of a compressor.
 *
 * @param layers their names
 * @param features of each layer
 * @param list the stretches, in order
 * @param length SNPs in each, the last of a layer filled up
 */
record Stretches(List<String> layers, List<List<String>> features, List<Stretch> list, int length) {
    static final int CLASSES = 3;

    /** @param from the place of its first SNP in the layer @param to exclusive */
    record Stretch(int layer, int from, int to) {}

    static Stretches of(GenotypeCompressor plan, MultiOmics train) {
        var list = new ArrayList<Stretch>();
        for (int l = 0; l < train.layers().size(); l++) {
            int snps = train.layers().get(l).featureCount();
            for (int from = 0; from < snps; from += plan.stretch()) {
                list.add(new Stretch(l, from, Math.min(snps, from + plan.stretch())));
            }
        }
        return new Stretches(
                train.layerNames(),
                train.layers().stream().map(OmicsLayer::features).toList(),
                List.copyOf(list),
                plan.stretch());
    }

    int count() {
        return list.size();
    }

    /** Numbers that one stretch of one sample takes. */
    int width() {
        return length * CLASSES;
    }

    /** How many SNPs, over all layers. */
    int snps() {
        return features.stream().mapToInt(List::size).sum();
    }

    /**
     * Samples as classes [samples, stretches, SNPs, 3] in row-major order: 1 for the class that a SNP has. A layer that
     * samples lack has none.
     */
    float[] hot(MultiOmics samples) {
        float[] hot = new float[Math.multiplyExact(samples.size(), count() * width())];
        for (int i = 0; i < count(); i++) {
            var stretch = list.get(i);
            var layer = layer(samples, stretch.layer());
            for (int s = 0; s < samples.size(); s++) {
                int at = (s * count() + i) * width();
                for (int f = stretch.from(); f < stretch.to(); f++) {
                    int genotype = genotype(layer, s, f);
                    if (genotype >= 0) {
                        hot[at + (f - stretch.from()) * CLASSES + genotype] = 1;
                    }
                }
            }
        }
        return hot;
    }

    private OmicsLayer layer(MultiOmics samples, int l) {
        var layer = samples.layer(layers.get(l));
        if (!layer.features().equals(features.get(l))) {
            throw new GenomicsException(
                    "The genotype compressor was fitted to "
                            + Phrases.count(features.get(l).size(), "SNP")
                            + " of the layer '" + layer.name() + "', beginning with "
                            + Phrases.firstThree(features.get(l)) + "; these samples have "
                            + Phrases.count(layer.featureCount()) + ", beginning with "
                            + Phrases.firstThree(layer.features())
                            + ". Give the same SNPs in the same order: layer.features(names).",
                    Map.of("layer", layer.name()));
        }
        return layer;
    }

    /** 0, 1 or 2, or -1 where missing. */
    private static int genotype(OmicsLayer layer, int sample, int snp) {
        float value = layer.value(sample, snp);
        if (Float.isNaN(value)) {
            return -1;
        }
        if (value != 0 && value != 1 && value != 2) {
            throw new GenomicsException(
                    "The genotype compressor takes genotypes of 0, 1 or 2 alleles; the layer '" + layer.name()
                            + "' has " + value + " for sample '" + layer.id(sample) + "' and '"
                            + layer.features().get(snp) + "'. Choose layers of genotypes: cohort.only(\"snps\").",
                    Map.of("layer", layer.name(), "value", value));
        }
        return (int) value;
    }
}
