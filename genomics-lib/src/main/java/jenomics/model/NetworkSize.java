package jenomics.model;

import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;

/** How much a network holds, its language head left out. */
final class NetworkSize {
    private NetworkSize() {}

    /** Weights that are not zero. */
    static long numbers(Network net) {
        long count = 0;
        for (var entry : net.weights().entrySet()) {
            if (!isOfLanguageHead(entry.getKey())) {
                try (var scope = Scope.open();
                        var off = Grad.off()) {
                    count += Ops.call("count_non_zero", entry.getValue()).getLong();
                }
            }
        }
        return count;
    }

    /** Bytes of all weights. */
    static long bytes(Network net) {
        return net.weights().entrySet().stream()
                .filter(e -> !isOfLanguageHead(e.getKey()))
                .mapToLong(e -> e.getValue().size() * e.getValue().getDataType().getNumOfBytes())
                .sum();
    }

    private static boolean isOfLanguageHead(String name) {
        return name.startsWith("lm_head.") || name.startsWith("cls.");
    }
}
