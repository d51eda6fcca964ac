package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import jenomics.nn.Network;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;

/** From layers to scores: what makes one kind of network another. */
interface Wiring {
    /** The network for messages and tables: "perceptron". */
    String name();

    /** Whether a sample may lack whole layers. */
    default boolean mayLack() {
        return false;
    }

    /** Refuses samples that it cannot be trained on, before any time is spent. */
    default void check(MultiOmics train) {}

    /** Puts what the weights begin with into an empty network. */
    void begin(Network net, Features features, int outputs, Seed seed);

    /** Scores [n, outputs]. */
    NDArray scores(Network net, Features features, Inputs inputs, Chance chance);
}
