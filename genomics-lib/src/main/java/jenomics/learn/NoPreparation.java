package jenomics.learn;

import java.util.List;
import jenomics.provenance.Seed;

/** The preparation of samples on which nothing is planned. */
record NoPreparation<S extends Samples<S>>() implements Preparation<S> {
    @Override
    public List<Planned> steps() {
        return List.of();
    }

    @Override
    public FittedPreparation<S> fit(S train, Task task, Seed seed) {
        return new FittedPreparation<>() {
            @Override
            public S train() {
                return train;
            }

            @Override
            public S apply(S samples) {
                return samples;
            }
        };
    }

    @Override
    public Preparation<S> leaking(int step, S everything) {
        throw new IndexOutOfBoundsException("step " + step + " of a preparation without steps");
    }
}
