package jenomics.fusion.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;

/**
 * The weights of a trained network, in Java's memory: what nobody uses any more is collected, and torch holds nothing
 * between two predictions.
 *
 * @param tensors by name, in the order in which the network has them
 */
record Weights(Map<String, Tensor> tensors) {

    /** Values in row-major order. */
    record Tensor(float[] values, long[] shape) {}

    Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    static Weights of(Network net) {
        var tensors = new LinkedHashMap<String, Tensor>();
        net.names()
                .forEach(name -> tensors.put(name, new Tensor(net.weight(name).toFloatArray(), net.shape(name))));
        return new Weights(tensors);
    }

    /** A network with these weights; the caller closes it. */
    Network network() {
        var net = new Network();
        tensors.forEach((name, tensor) -> net.put(name, net.scope().floats(tensor.values(), tensor.shape())));
        return net;
    }

    /** Sets the weights of a network back to these. */
    void into(Network net) {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            tensors.forEach((name, tensor) ->
                    Ops.run("copy_into", net.weight(name), scope.floats(tensor.values(), tensor.shape())));
        }
    }

    /** How many numbers. */
    long count() {
        return tensors.values().stream().mapToLong(t -> t.values().length).sum();
    }
}
