package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.Predicate;
import jenomics.nn.Network;

/** A network, and what is to be made small by changing its weights. */
interface Learner {

    /** A number to be made small, in the current scope. */
    @FunctionalInterface
    interface Loss {
        /** @param samples some of those that are learned from, by their places */
        NDArray of(int[] samples, Chance chance);
    }

    /**
     * Weights that take a step of their own, by a loss of their own.
     *
     * @param trains which weights, by name
     * @param rate factor on the learning rate
     */
    record Stage(Predicate<String> trains, Loss loss, double rate) {
        /** All weights at once. */
        static List<Stage> whole(Loss loss) {
            return List.of(new Stage(name -> true, loss, 1));
        }
    }

    Network net();

    /** What is done with every batch, in order; each weight belongs to one stage at most. */
    List<Stage> stages();

    /** The loss over samples that are not learned from, without chance. */
    double watched(int[] samples);

    /** What changes with the epochs, such as a factor in the loss. @param epoch from 0 */
    default void begin(int epoch) {}
}
