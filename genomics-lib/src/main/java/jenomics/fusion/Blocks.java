package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * The layers of some samples as numbers, in the order and with the features of the samples that a fusion was fitted to.
 *
 * @param list one per layer, all with the same samples
 */
public record Blocks(List<Block> list) {

    /**
     * One layer.
     *
     * @param name the layer's
     * @param features their names
     * @param values [samples, features], NaN where missing
     */
    public record Block(String name, List<String> features, double[][] values) {

        /** Whether a sample has any value here. */
        public boolean measured(int sample) {
            return Arrays.stream(values[sample]).anyMatch(v -> !Double.isNaN(v));
        }

        public int size() {
            return values.length;
        }

        /**
         * The row of a sample here, as it is or scaled, if no value is missing from it.
         *
         * @param why what needs them all, for the message: "SNF measures distances and needs ..."
         */
        double[] requireComplete(int sample, double[] row, String why) {
            for (int f = 0; f < row.length; f++) {
                if (Double.isNaN(row[f])) {
                    throw new GenomicsException(
                            why + ": sample number " + (sample + 1) + " has none for '" + features.get(f) + "' in '"
                                    + name + "'. Fill gaps first: .prepare(\"" + name + "\", imputeMedian()).",
                            Map.of("layer", name, "feature", features.get(f)));
                }
            }
            return row;
        }
    }

    public Blocks {
        list = List.copyOf(list);
    }

    /** All layers as they are. */
    public static Blocks of(MultiOmics samples) {
        return new Blocks(samples.layers().stream()
                .map(l -> new Block(l.name(), l.features(), Matrices.of(l)))
                .toList());
    }

    /** How many samples. */
    public int size() {
        return list.get(0).size();
    }

    /** How many features, over all layers. */
    public int width() {
        return list.stream().mapToInt(b -> b.features().size()).sum();
    }

    /**
     * New samples with these layers and features in this order; what they lack is NaN, what is not among these is left
     * out.
     *
     * @param who what asks, for messages: "SNF"
     */
    public Blocks like(String who, MultiOmics samples) {
        var names = samples.layerNames();
        if (list.stream().noneMatch(b -> names.contains(b.name()))) {
            throw new GenomicsException(
                    who + " was fitted to the layers "
                            + list.stream().map(Block::name).toList()
                            + "; the new samples have none of them but " + names
                            + ". Give at least one layer under the name it had.",
                    Map.of("layers", names));
        }
        var blocks = new ArrayList<Block>();
        for (var block : list) {
            blocks.add(new Block(
                    block.name(),
                    block.features(),
                    names.contains(block.name())
                            ? arranged(who, block, samples.layer(block.name()))
                            : missing(samples.size(), block.features().size())));
        }
        return new Blocks(blocks);
    }

    /** All layers as one, its features named "layer: feature" where there are several. */
    public Blocks joined() {
        if (list.size() == 1) {
            return this;
        }
        var names = new ArrayList<String>();
        list.forEach(b -> b.features().forEach(f -> names.add(b.name() + ": " + f)));
        double[][] all = new double[size()][names.size()];
        int at = 0;
        for (var block : list) {
            for (int s = 0; s < all.length; s++) {
                System.arraycopy(
                        block.values()[s], 0, all[s], at, block.features().size());
            }
            at += block.features().size();
        }
        return new Blocks(List.of(new Block("all layers", List.copyOf(names), all)));
    }

    /** The same samples, only these. */
    public Blocks select(int[] samples) {
        return new Blocks(list.stream()
                .map(b -> new Block(
                        b.name(),
                        b.features(),
                        Arrays.stream(samples).mapToObj(s -> b.values()[s]).toArray(double[][]::new)))
                .toList());
    }

    /** Refuses a sample that has no value in any layer. */
    public Blocks requireMeasured(String who, MultiOmics samples) {
        for (int s = 0; s < size(); s++) {
            int sample = s;
            if (list.stream().noneMatch(b -> b.measured(sample))) {
                throw new GenomicsException(
                        who + " can say nothing of sample '" + samples.id(s)
                                + "': it has no value in any of the layers "
                                + list.stream().map(Block::name).toList()
                                + ". Leave it out, or give one of these layers.",
                        Map.of("sample", samples.id(s)));
            }
        }
        return this;
    }

    /** What is said of these layers alone. */
    static <T> Map<String, T> some(Map<String, T> said, List<String> layers) {
        var some = new LinkedHashMap<>(said);
        some.keySet().retainAll(layers);
        return some;
    }

    private static double[][] arranged(String who, Block block, OmicsLayer layer) {
        if (layer.features().equals(block.features())) {
            return Matrices.of(layer);
        }
        var place = new HashMap<String, Integer>();
        layer.features().forEach(f -> place.put(f, place.size()));
        int[] from = block.features().stream()
                .mapToInt(f -> place.getOrDefault(f, -1))
                .toArray();
        if (Arrays.stream(from).allMatch(f -> f < 0)) {
            throw new GenomicsException(
                    who + " was fitted to the layer '" + block.name() + "' with the features "
                            + Phrases.firstThree(block.features()) + "; the new samples have none of them but "
                            + Phrases.firstThree(layer.features()) + ". Name the features as they were named.",
                    Map.of("layer", block.name()));
        }
        double[][] values = missing(layer.size(), from.length);
        for (int s = 0; s < values.length; s++) {
            for (int f = 0; f < from.length; f++) {
                values[s][f] = from[f] < 0 ? Double.NaN : layer.value(s, from[f]);
            }
        }
        return values;
    }

    private static double[][] missing(int samples, int features) {
        double[][] values = new double[samples][features];
        for (double[] row : values) {
            Arrays.fill(row, Double.NaN);
        }
        return values;
    }
}
