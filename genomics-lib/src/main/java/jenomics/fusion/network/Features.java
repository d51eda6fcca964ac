package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * The layers and features a network was trained on, and how their values become its input: side by side, each feature in
 * standard deviations from its mean over the training samples.
 *
 * @param who the network, for messages
 * @param blocks one per layer, in order
 * @param mayLack whether a sample may lack a whole layer
 */
record Features(String who, List<Block> blocks, boolean mayLack) {

    /** What is done with values on their way in. */
    enum Scaling {
        /** In standard deviations from the mean over the training samples. */
        STANDARD,
        /** As they are. */
        NONE
    }

    /**
     * The features of one layer.
     *
     * @param offset the place of the first among the features of all layers
     */
    record Block(String layer, List<String> features, int offset, float[] means, float[] spreads) {
        int width() {
            return features.size();
        }

        int end() {
            return offset + width();
        }
    }

    Features {
        blocks = List.copyOf(blocks);
    }

    static Features of(String who, MultiOmics train, Scaling scaling, boolean mayLack) {
        var blocks = new ArrayList<Block>();
        int offset = 0;
        for (var layer : train.layers()) {
            blocks.add(block(layer, offset, scaling));
            offset += layer.featureCount();
        }
        var features = new Features(who, blocks, mayLack);
        if (offset == 0) {
            throw new GenomicsException(
                    "The " + who + " needs at least one feature; the samples have none in " + train.layerNames() + ".");
        }
        return features;
    }

    private static Block block(OmicsLayer layer, int offset, Scaling scaling) {
        int p = layer.featureCount();
        float[] means = new float[p];
        float[] spreads = new float[p];
        Arrays.fill(spreads, 1);
        for (int f = 0; f < p && scaling == Scaling.STANDARD; f++) {
            double sum = 0;
            double squares = 0;
            int seen = 0;
            for (int s = 0; s < layer.size(); s++) {
                double value = layer.value(s, f);
                if (!Double.isNaN(value)) {
                    seen++;
                    double before = value - (seen == 1 ? 0 : sum / (seen - 1));
                    sum += value;
                    squares += seen == 1 ? 0 : before * (value - sum / seen);
                }
            }
            means[f] = seen == 0 ? 0 : (float) (sum / seen);
            double spread = seen < 2 ? 0 : Math.sqrt(squares / seen);
            spreads[f] = spread > 1e-7 * Math.max(1, Math.abs(means[f])) ? (float) spread : 1;
        }
        return new Block(layer.name(), layer.features(), offset, means, spreads);
    }

    /** How many features, over all layers. */
    int width() {
        return blocks.get(blocks.size() - 1).end();
    }

    /** Their names; where there are several layers, with the layer before them: {@code rna: TP53}. */
    List<String> names() {
        return blocks.stream()
                .flatMap(b -> b.features().stream().map(f -> blocks.size() == 1 ? f : b.layer() + ": " + f))
                .toList();
    }

    /**
     * Samples as numbers.
     *
     * @param values [samples, features] in row-major order; zeros where a layer is missing
     * @param present [samples, layers] in row-major order: 1 where a sample has a layer
     */
    record Numbers(int samples, float[] values, float[] present) {}

    /** Samples as the network takes them; refused if a value is missing that it needs. */
    Numbers numbers(MultiOmics samples) {
        int n = samples.size();
        int width = width();
        float[] values = new float[Math.multiplyExact(n, width)];
        float[] present = new float[n * blocks.size()];
        requireALayer(samples);
        for (int b = 0; b < blocks.size(); b++) {
            var block = blocks.get(b);
            if (samples.layerNames().contains(block.layer())) {
                fill(samples.layer(block.layer()), block, b, values, present);
            } else if (!mayLack) {
                throw new GenomicsException(
                        "The " + who + " was trained with the layer '" + block.layer() + "'; these samples have only "
                                + samples.layerNames() + "." + otherWay(),
                        Map.of("layer", block.layer(), "layers", samples.layerNames()));
            }
        }
        requireEachMeasured(samples, present);
        return new Numbers(n, values, present);
    }

    private String otherWay() {
        return " Learners that take samples without a layer are Fusion.vae() and Networks.transformer().";
    }

    private void requireALayer(MultiOmics samples) {
        if (blocks.stream().noneMatch(b -> samples.layerNames().contains(b.layer()))) {
            throw new GenomicsException(
                    "The " + who + " was trained on the layers "
                            + blocks.stream().map(Block::layer).toList()
                            + "; these samples have none of them but " + samples.layerNames()
                            + ". Give at least one layer under the name it had.",
                    Map.of("layers", samples.layerNames()));
        }
    }

    private void requireEachMeasured(MultiOmics samples, float[] present) {
        for (int s = 0; s < samples.size(); s++) {
            boolean any = false;
            for (int b = 0; b < blocks.size(); b++) {
                any |= present[s * blocks.size() + b] == 1;
            }
            if (!any) {
                throw new GenomicsException(
                        "Sample '" + samples.id(s) + "' has no value in any of the layers "
                                + blocks.stream().map(Block::layer).toList() + " that the " + who
                                + " was trained on. Leave it out.",
                        Map.of("sample", samples.id(s)));
            }
        }
    }

    private void fill(OmicsLayer layer, Block block, int b, float[] values, float[] present) {
        int[] from = places(layer, block);
        int width = width();
        for (int s = 0; s < layer.size(); s++) {
            boolean measured = layer.measured(s);
            if (!measured && !mayLack) {
                throw new GenomicsException(
                        "Sample '" + layer.id(s) + "' has no value in the layer '" + layer.name() + "', and the " + who
                                + " needs every layer. Leave such samples out, or fill them:"
                                + " .prepare(\"" + layer.name() + "\", imputeMedian())." + otherWay(),
                        Map.of("sample", layer.id(s), "layer", layer.name()));
            }
            present[s * blocks.size() + b] = measured ? 1 : 0;
            for (int f = 0; measured && f < from.length; f++) {
                float value = layer.value(s, from[f]);
                if (Float.isNaN(value)) {
                    throw missing(layer, s, from[f]);
                }
                values[s * width + block.offset() + f] = (value - block.means()[f]) / block.spreads()[f];
            }
        }
    }

    private GenomicsException missing(OmicsLayer layer, int sample, int feature) {
        return new GenomicsException(
                "The " + who + " takes no missing values: the layer '" + layer.name() + "' has "
                        + Phrases.count(layer.missing()) + ", sample '" + layer.id(sample) + "' for feature '"
                        + layer.features().get(feature) + "' among them. Fill them first: .prepare(\"" + layer.name()
                        + "\", imputeMedian()).",
                Map.of(
                        "layer",
                        layer.name(),
                        "sample",
                        layer.id(sample),
                        "feature",
                        layer.features().get(feature)));
    }

    private int[] places(OmicsLayer layer, Block block) {
        var place = new HashMap<String, Integer>();
        layer.features().forEach(f -> place.put(f, place.size()));
        var lacking =
                block.features().stream().filter(f -> !place.containsKey(f)).toList();
        if (!lacking.isEmpty()) {
            throw new GenomicsException(
                    "The " + who + " was trained with " + Phrases.count(block.width(), "feature") + " in the layer '"
                            + layer.name() + "'; these samples lack " + Phrases.count(lacking.size()) + " of them: "
                            + Phrases.firstThree(lacking) + ". They have " + Phrases.firstThree(layer.features())
                            + ". Name the features as they were named.",
                    Map.of("layer", layer.name(), "lacking", lacking));
        }
        return block.features().stream().mapToInt(place::get).toArray();
    }
}
