package jenomics.learn;

import java.util.List;
import jenomics.provenance.Seed;

/**
 * Steps that are planned on samples and not carried out yet. They are fitted to training samples and to nothing else,
 * anew in each fold; {@link Estimator#learn} and the benchmark do it.
 *
 * @param <S> what is prepared
 */
public interface Preparation<S extends Samples<S>> {

    /**
     * One step of a preparation.
     *
     * @param name as it is shown: "rna: standardize"
     * @param learns whether it learns anything from the training samples; a logarithm does not
     */
    record Planned(String name, boolean learns) {}

    /** The steps in the order in which they are carried out; empty if nothing is planned. */
    List<Planned> steps();

    /** Fits every step to these samples, each after those before it. The same seed gives the same result. */
    FittedPreparation<S> fit(S train, Task task, Seed seed);

    /**
     * The same with one step fitted to {@code everything}, test samples among them, and the others to the training
     * samples: a leak, on purpose, for measuring what such a leak would be worth.
     *
     * @param step its place in {@link #steps}
     */
    Preparation<S> leaking(int step, S everything);

    /** Nothing planned: the samples as they are. */
    static <S extends Samples<S>> Preparation<S> none() {
        return new NoPreparation<>();
    }
}
