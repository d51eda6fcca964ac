package jenomics.fusion.network;

import java.util.Map;
import java.util.function.UnaryOperator;
import jenomics.fusion.SupervisedFusion;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * A variational autoencoder whose shared dimensions also have to tell a label: one linear module on them is trained along.
 * It predicts from whichever layers a sample has. A plan and a value.
 *
 * @param vae the autoencoder
 * @param weight of the label's loss beside the bound by feature: 1 weighs the label as much as the mean feature times the
 *     number of features; 1
 */
public record SupervisedVae(MultiOmicsVae vae, double weight) implements SupervisedFusion<VaePredictor> {

    public SupervisedVae {
        if (!(weight > 0 && weight < Double.MAX_VALUE)) {
            throw new GenomicsException(
                    "The label of a supervised VAE weighs more than 0; found " + weight + ".",
                    Map.of("weight", weight));
        }
    }

    public SupervisedVae weight(double value) {
        return new SupervisedVae(vae, value);
    }

    /** Changes how it is trained: {@code .training(t -> t.epochs(500))}. */
    public SupervisedVae training(UnaryOperator<Regime> change) {
        return new SupervisedVae(vae.training(change), weight);
    }

    @Override
    public String name() {
        return "supervised " + vae.name();
    }

    @Override
    public VaePredictor fit(FittedPreparation<MultiOmics> prepared, Task task, Seed seed) {
        var train = prepared.train();
        var targets = task.resolve(train).targets(train);
        return new VaePredictor(prepared, VaeFit.of(name(), vae, train, targets, weight, seed));
    }
}
