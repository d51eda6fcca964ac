package jenomics.model.tuning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Network;
import jenomics.nn.Parameter;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Every weight of the encoder learns.
 *
 * @param layerDecay factor on the learning rate for each block further from the head (Howard and Ruder 2018: 1/2.6;
 *     BERT recipes: 0.65 to 0.95); 1: all alike
 * @param unfreeze how many blocks, from the top, begin to learn with each epoch (Howard and Ruder 2018); 0: all at once
 */
public record Full(double layerDecay, int unfreeze) implements Tuning {

    /**
     * Checks its options.
     *
     * @throws GenomicsException if the decay is not above 0 and at most 1, or fewer than 0 blocks are unfrozen each epoch
     */
    public Full {
        if (!(layerDecay > 0 && layerDecay <= 1)) {
            throw new GenomicsException(
                    "The learning rate's decay by layer is above 0 and at most 1; found " + layerDecay + ".",
                    Map.of("layerDecay", layerDecay));
        }
        if (unfreeze < 0) {
            throw new GenomicsException(
                    "Progressive unfreezing opens at least one block each epoch, or 0 for all at once; found "
                            + unfreeze + ".",
                    Map.of("unfreeze", unfreeze));
        }
    }

    /** All weights at once, at one rate. */
    public Full() {
        this(1, 0);
    }

    /** Each block learns this much more slowly than the one above it; the embeddings slowest. */
    public Full layerDecay(double value) {
        return new Full(value, unfreeze);
    }

    /** Progressive unfreezing: this many more blocks from the top begin to learn with each epoch. */
    public Full unfreeze(int blocksPerEpoch) {
        return new Full(layerDecay, blocksPerEpoch);
    }

    @Override
    public String name() {
        return "full fine-tuning";
    }

    @Override
    public List<Parameter> attach(Network net, Architecture architecture, double weightDecay, Seed seed) {
        return architecture.encoderShapes().keySet().stream()
                .map(name -> {
                    var tensor = net.weight(name);
                    return new Parameter(
                            name,
                            tensor,
                            tensor.getShape().dimension() == 2 ? weightDecay : 0,
                            Math.pow(layerDecay, depth(name, architecture)));
                })
                .toList();
    }

    @Override
    public int opens(String parameter, Architecture architecture) {
        return unfreeze == 0 ? 0 : Math.max(0, depth(parameter, architecture) - 1) / unfreeze;
    }

    /** How many blocks lie above a weight, itself included: 0 for what follows the last block. */
    private static int depth(String weight, Architecture architecture) {
        int layer = TargetModules.layer(weight);
        return layer >= 0
                ? architecture.layers() - layer
                : weight.contains("embeddings") ? architecture.layers() + 1 : 0;
    }

    @Override
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("method", name());
        if (layerDecay != 1) {
            facts.put("learning rate by layer", "× " + layerDecay);
        }
        if (unfreeze > 0) {
            facts.put("blocks unfrozen each epoch", unfreeze);
        }
        return facts;
    }
}
