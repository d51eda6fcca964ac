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
        for (var name : net.names()) {
            if (!isOfLanguageHead(name)) {
                try (var scope = Scope.open();
                        var off = Grad.off()) {
                    count += Ops.call("count_non_zero", net.weight(name)).getLong();
                }
            }
        }
        return count;
    }

    /** Bytes of all weights. */
    static long bytes(Network net) {
        return net.names().stream()
                .filter(name -> !isOfLanguageHead(name))
                .mapToLong(net::bytes)
                .sum();
    }

    private static boolean isOfLanguageHead(String name) {
        return name.startsWith("lm_head.") || name.startsWith("cls.");
    }
}
