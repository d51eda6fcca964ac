package jenomics.model.tuning;

import java.util.List;
import java.util.Map;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Network;
import jenomics.nn.Parameter;
import jenomics.provenance.Seed;

/** Which of a pretrained network's numbers are trained, and how. One method per file. A value. */
public interface Tuning {
    /** Short, for tables: "LoRA". */
    String name();

    /**
     * Prepares a network for training: adds what the method adds, and returns all that trains (the head, which always
     * trains, is added by the caller).
     *
     * @param weightDecay of matrices, per unit of learning rate
     * @param seed of what it begins with at random
     * @throws jenomics.provenance.GenomicsException as {@link #check}
     */
    List<Parameter> attach(Network net, Architecture architecture, double weightDecay, Seed seed);

    /**
     * Fails early where the method does not fit the architecture, before any time is spent.
     *
     * @throws jenomics.provenance.GenomicsException if a target matches nothing, or a rank is larger than a matrix
     */
    default void check(Architecture architecture) {}

    /** The epoch, from 0, with which a parameter of {@link #attach} begins to learn. */
    default int opens(String parameter, Architecture architecture) {
        return 0;
    }

    /** The options by name, for provenance. */
    Map<String, Object> facts();
}
