package jenomics.model;

import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;

/** Ways to make the linear layers of an encoder smaller, in the network at hand. */
final class Shrinking {
    private static final String WEIGHT = ".int8_weight";
    private static final String SCALES = ".int8_scales";

    private Shrinking() {}

    /** Sets the smallest share of the numbers of each linear layer to zero (Han et al. 2015). */
    static void prune(SequenceEncoder encoder, double share) {
        if (!(share > 0 && share < 1)) {
            throw new GenomicsException(
                    "Pruning takes away a share of the weights above 0 and below 1; found " + share + ".",
                    Map.of("share", share));
        }
        for (var module : encoder.architecture().linearModules()) {
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                var weight = encoder.net().weight(module + ".weight");
                Ops.run("copy_into", weight, Ops.call("without_smallest", weight, share));
            }
        }
    }

    /**
     * Makes each linear layer eight bits wide: one scale for each row of its weight, and one for each token of its input
     * found while it runs; products are summed in whole numbers.
     */
    static void quantize(SequenceEncoder encoder) {
        var net = encoder.net();
        for (var module : encoder.architecture().linearModules()) {
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                var parts = Ops.callAll("to_int8", net.weight(module + ".weight"));
                net.put(module + WEIGHT, parts[0]);
                net.put(module + SCALES, parts[1]);
            }
        }
        hang(net, encoder.architecture());
    }

    /** Makes the linear layers of a network use the whole numbers that lie in it, and drops what they were made of. */
    static void hang(Network net, Architecture architecture) {
        for (var module : architecture.linearModules()) {
            net.remove(module + ".weight");
            String bias = module + ".bias";
            net.adapt(
                    module,
                    (x, layer) -> Ops.call(
                            "int8_linear",
                            x,
                            net.weight(module + WEIGHT),
                            net.weight(module + SCALES),
                            net.has(bias) ? net.weight(bias) : null));
        }
    }

    /** The tensors of a network when its linear layers are eight bits wide. */
    static Map<String, long[]> shapes(Map<String, long[]> whole, Architecture architecture) {
        var shapes = new LinkedHashMap<>(whole);
        for (var module : architecture.linearModules()) {
            long[] matrix = shapes.remove(module + ".weight");
            shapes.put(module + WEIGHT, matrix);
            shapes.put(module + SCALES, new long[] {matrix[0]});
        }
        return shapes;
    }

    static boolean isQuantized(Network net) {
        return net.names().stream().anyMatch(name -> name.endsWith(WEIGHT));
    }
}
