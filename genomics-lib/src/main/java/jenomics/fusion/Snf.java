package jenomics.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.learn.Estimator;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * Similarity network fusion (Wang et al., Nature Methods 2014), step by step as SNFtool 2.3.1: one network of samples per
 * layer, from distances of standardised features; all of them made one by letting each take up what the others say of its
 * nearest neighbours. To learn from, samples lie in the smoothest directions of the network.
 *
 * <p>A sample that lacks a layer has there the mean of its neighbourhoods in the layers it has.
 *
 * @param neighbours how many near samples count, itself among them; 0: 20, or a third of the samples where that is less
 * @param width how wide the similarity is, relative to the distances of neighbours; 0.5
 * @param rounds of diffusion; 20
 * @param clusters how many to tell apart; 0: as many as the gaps of the spectrum say, 2 to 8
 * @param dimensions of the samples for those who learn from them; 10
 * @param inductive whether new samples are placed among the training samples by their nearest ones, instead of a new
 *     network of both being made
 */
public record Snf(int neighbours, double width, int rounds, int clusters, int dimensions, boolean inductive)
        implements FusionMethod<NetworkView> {
    private static final int USUAL = 20;

    public Snf {
        if (neighbours < 0
                || neighbours == 1
                || !(width > 0)
                || rounds < 1
                || clusters < 0
                || clusters == 1
                || dimensions < 1) {
            throw new GenomicsException(
                    "SNF takes at least 2 neighbours, a width above 0, at least 1 round, 2 or more clusters (0: estimated)"
                            + " and at least 1 dimension; found " + neighbours + " neighbours, width " + width + ", "
                            + rounds + " rounds, " + clusters + " clusters, " + dimensions + " dimensions.",
                    Map.of("neighbours", neighbours, "width", width, "rounds", rounds, "clusters", clusters));
        }
    }

    static Snf standard() {
        return new Snf(0, 0.5, 20, 0, 10, false);
    }

    /** So many near samples count, itself among them; fewer than there are samples. */
    public Snf neighbours(int count) {
        return new Snf(count, width, rounds, clusters, dimensions, inductive);
    }

    /** How wide the similarity is; 0.3 to 0.8 are usual. */
    public Snf width(double value) {
        return new Snf(neighbours, value, rounds, clusters, dimensions, inductive);
    }

    /** So many rounds of diffusion. */
    public Snf rounds(int count) {
        return new Snf(neighbours, width, count, clusters, dimensions, inductive);
    }

    /** So many clusters, instead of an estimated number. */
    public Snf clusters(int count) {
        return new Snf(neighbours, width, rounds, count, dimensions, inductive);
    }

    /** So many directions of the network for those who learn from it. */
    public Snf dimensions(int count) {
        return new Snf(neighbours, width, rounds, clusters, count, inductive);
    }

    /** New samples are placed by their nearest training samples; nothing depends on the others they come with. */
    public Snf placingNewSamples() {
        return new Snf(neighbours, width, rounds, clusters, dimensions, true);
    }

    @Override
    public String name() {
        return "SNF";
    }

    @Override
    public boolean transductive() {
        return !inductive;
    }

    /** A classifier: the labels of training samples spread over the network of training and new samples. */
    public Estimator<MultiOmics> labelPropagation() {
        return new LabelPropagation(this);
    }

    @Override
    public NetworkView fit(FittedPreparation<MultiOmics> prepared, Seed seed) {
        var blocks = Blocks.of(prepared.train()).requireMeasured(name(), prepared.train());
        return NetworkView.of(this, prepared, blocks);
    }

    int neighboursAmong(int samples) {
        if (neighbours >= samples) {
            throw new GenomicsException(
                    "SNF was to look at " + neighbours + " neighbours of each sample, and there are "
                            + Phrases.count(samples, "sample") + ". Take fewer: Fusion.snf().neighbours("
                            + Math.max(2, samples / 3) + ").",
                    Map.of("neighbours", neighbours, "samples", samples));
        }
        if (samples < 4) {
            throw new GenomicsException(
                    "SNF needs at least 4 samples to make a network of; found " + samples + ".",
                    Map.of("samples", samples));
        }
        return neighbours > 0 ? neighbours : Math.max(2, Math.min(USUAL, samples / 3));
    }

    /** One network for each layer, normalised; samples without a value in a layer have their mean of the others there. */
    List<double[][]> networks(Blocks scaled, int near) {
        var networks = new ArrayList<double[][]>();
        for (var block : scaled.list()) {
            networks.add(LayerNetwork.of(block, near, width));
        }
        return LayerNetwork.completed(networks, scaled);
    }
}
