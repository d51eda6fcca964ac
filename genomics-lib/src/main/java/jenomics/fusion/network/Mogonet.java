package jenomics.fusion.network;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * MOGONET (Wang et al. 2021): in each layer a graph of samples that are alike by cosine and a graph convolutional network
 * that votes for a class, then a network on the products of the layers' votes (VCDN). For classes. A plan and a value.
 *
 * <p>{@link #faithful} is as published, what is odd included: classes weigh by how frequent they are, so that larger ones
 * count more; the VCDN learns from votes that do not learn from it; nothing is watched for when to stop; new samples are
 * joined to the training samples and these to no one else, so that a prediction depends on what is predicted with it
 * (transductive). {@link #fixed} learns end to end with balanced classes, stops by watched samples, standardises features,
 * and a new sample looks at training samples alone, which keep their own graph.
 *
 * @param mode faithful or fixed; fixed
 * @param neighbours edges by sample, on average over the training samples; 10 (2 for ROSMAP in the paper)
 * @param hidden units of the three graph convolutions; 200, 200, 100 (400, 400, 200 for BRCA)
 * @param dropout behind the first two while training; 0.5
 * @param pretraining epochs in which the layers learn without the VCDN; 500; faithful only
 * @param regime how it is trained; faithful: 2,500 epochs, rate 5e-4 and twice that for the VCDN and while pretraining.
 *     Several networks have one graph and so the same watched samples
 */
public record Mogonet(Mode mode, int neighbours, List<Integer> hidden, double dropout, int pretraining, Regime regime)
        implements Estimator<MultiOmics> {

    /** As published, or repaired. */
    public enum Mode {
        FAITHFUL,
        FIXED
    }

    public Mogonet {
        hidden = List.copyOf(hidden);
        if (hidden.size() != 3 || hidden.stream().anyMatch(h -> h < 1)) {
            throw new GenomicsException(
                    "MOGONET has three graph convolutions of at least 1 unit each; found " + hidden + ".",
                    Map.of("hidden", hidden));
        }
        if (neighbours < 1 || pretraining < 0 || !(dropout >= 0 && dropout < 1)) {
            throw new GenomicsException(
                    "MOGONET takes at least 1 neighbour, 0 epochs of pretraining and a dropout from 0 to below 1; found "
                            + neighbours + " neighbours, pretraining " + pretraining + ", dropout " + dropout + ".",
                    Map.of("neighbours", neighbours, "pretraining", pretraining, "dropout", dropout));
        }
    }

    /** The repaired one; in cells {@code Fusion.mogonet()}. */
    public static Mogonet standard() {
        return new Mogonet(
                Mode.FIXED,
                10,
                List.of(200, 200, 100),
                0.5,
                0,
                Regime.standard().batchSize(0).balanced(true));
    }

    /** As published: see above. */
    public Mogonet faithful() {
        var published = new Regime(2500, 0, 5e-4, 0, Double.MAX_VALUE, 0, 1, 1, false);
        return new Mogonet(Mode.FAITHFUL, neighbours, hidden, dropout, 500, published);
    }

    /** Repaired: see above. */
    public Mogonet fixed() {
        return new Mogonet(
                Mode.FIXED, neighbours, hidden, dropout, 0, standard().regime());
    }

    public Mogonet neighbours(int value) {
        return new Mogonet(mode, value, hidden, dropout, pretraining, regime);
    }

    /** The units of the three graph convolutions. */
    public Mogonet hidden(int... units) {
        return new Mogonet(mode, neighbours, IntStream.of(units).boxed().toList(), dropout, pretraining, regime);
    }

    public Mogonet dropout(double value) {
        return new Mogonet(mode, neighbours, hidden, value, pretraining, regime);
    }

    public Mogonet pretraining(int epochs) {
        return new Mogonet(mode, neighbours, hidden, dropout, epochs, regime);
    }

    /** Changes how it is trained: {@code .training(t -> t.epochs(500))}. It sees all samples at once, whatever the batch. */
    public Mogonet training(UnaryOperator<Regime> change) {
        return new Mogonet(
                mode,
                neighbours,
                hidden,
                dropout,
                pretraining,
                change.apply(regime).batchSize(0));
    }

    @Override
    public String name() {
        return mode == Mode.FAITHFUL ? "MOGONET as published" : "MOGONET";
    }

    @Override
    public boolean transductive() {
        return mode == Mode.FAITHFUL;
    }

    @Override
    public MogonetFit fit(MultiOmics train, Task task, Seed seed) {
        var targets = task.resolve(train).targets(train);
        var kind = targets.task().kind();
        if (kind != Task.Kind.BINARY && kind != Task.Kind.MULTICLASS) {
            throw new GenomicsException(
                    "MOGONET tells classes apart; '" + task.label() + "' is read as "
                            + kind.name().toLowerCase(java.util.Locale.ROOT)
                            + ". Use Task.binary or Task.multiclass, or another learner.",
                    Map.of("task", task.toString()));
        }
        return MogonetFit.of(this, train, targets, seed);
    }
}
