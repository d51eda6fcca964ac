package jenomics.fusion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * One view of the layers of some samples: a few dimensions for each sample, and the way to place new samples among
 * them, whichever of the layers those have.
 */
public abstract class FusedView implements Described {
    private final String method;
    private final FittedPreparation<MultiOmics> prepared;
    private final List<String> dimensions;
    private final OmicsLayer embedding;

    /**
     * @param method its name, for titles
     * @param prepared the samples it was fitted to, and how others are prepared
     * @param dimensions a name each
     * @param embedding [samples, dimensions], nothing missing
     */
    protected FusedView(
            String method, FittedPreparation<MultiOmics> prepared, List<String> dimensions, double[][] embedding) {
        this.method = method;
        this.prepared = prepared;
        this.dimensions = List.copyOf(dimensions);
        this.embedding = layer(prepared.train(), embedding);
    }

    private OmicsLayer layer(MultiOmics samples, double[][] values) {
        return OmicsLayer.of(method, samples.ids(), dimensions, values);
    }

    /** The name of the method that made it. */
    public final String method() {
        return method;
    }

    /** The samples it was fitted to, prepared. */
    public final MultiOmics train() {
        return prepared.train();
    }

    /** The names of the dimensions, in order. */
    public final List<String> dimensions() {
        return dimensions;
    }

    /** The samples it was fitted to, as a layer of [samples, dimensions]. */
    public final OmicsLayer embedding() {
        return embedding;
    }

    /**
     * New samples in the same dimensions, as a layer. They may lack layers: those that are not there, and those in which
     * a sample has no value, do not count. Steps planned before the fusion are applied as they were fitted.
     */
    public final OmicsLayer project(MultiOmics samples) {
        var ready = prepared.apply(samples);
        return layer(ready, place(ready));
    }

    /** One row per sample: its place in each dimension; from the layers that it has. */
    protected abstract double[][] place(MultiOmics samples); // [samples, dimensions]

    /** The samples it was fitted to as a cohort of this one layer, with what is known of them. */
    public final MultiOmics fused() {
        return cohort(train(), embedding);
    }

    /** New samples as a cohort of this one layer, with what is known of them. */
    public final MultiOmics fused(MultiOmics samples) {
        return cohort(samples, project(samples));
    }

    /** Samples with these places as a cohort of one layer. */
    final MultiOmics fused(MultiOmics samples, double[][] places) {
        return cohort(samples, layer(samples, places));
    }

    private static MultiOmics cohort(MultiOmics samples, OmicsLayer layer) {
        var cohort = MultiOmics.of(layer);
        return samples.hasSheet() ? cohort.with(samples.sheet()) : cohort;
    }

    /**
     * Training samples and new ones in common dimensions, which a transductive method finds anew from both.
     *
     * @param train the training samples, one layer
     * @param samples the new ones, one layer with the same features
     */
    public record Together(MultiOmics train, MultiOmics samples) {}

    /** The training samples and these; those of a method that is not transductive stay where they are. */
    public Together together(MultiOmics samples) {
        return new Together(fused(), fused(samples));
    }

    /**
     * For each feature of a layer of the same samples, such as factors that are known, how closely one of the dimensions
     * follows it: the largest correlation by size, 0 to 1. Samples without a value of it do not count.
     */
    public final Map<String, Double> recovers(OmicsLayer known) {
        var best = new LinkedHashMap<String, Double>();
        var same = known.samples(embedding.samples());
        for (int f = 0; f < same.featureCount(); f++) {
            float[] values = same.column(f);
            int[] there = measured(values);
            double most = 0;
            for (int d = 0; d < dimensions.size(); d++) {
                most = Math.max(
                        most, Math.abs(Matrices.correlation(pick(values, there), pick(embedding.column(d), there))));
            }
            best.put(same.features().get(f), most);
        }
        return Collections.unmodifiableMap(best);
    }

    /**
     * For each feature of a layer of the same samples, how closely all dimensions together follow it, 0 to 1: the
     * correlation with what least squares on the other samples says, each sample left out in turn. Asks less than
     * {@link #recovers}: axes may be turned, as a method is free to do that has no reason to prefer one direction. Samples
     * without a value of it do not count.
     */
    public final Map<String, Double> spans(OmicsLayer known) {
        var found = new LinkedHashMap<String, Double>();
        var same = known.samples(embedding.samples());
        for (int f = 0; f < same.featureCount(); f++) {
            float[] values = same.column(f);
            int[] there = measured(values);
            double[][] places = IntStream.of(there)
                    .mapToObj(i -> IntStream.range(0, dimensions.size())
                            .mapToDouble(d -> embedding.value(i, d))
                            .toArray())
                    .toArray(double[][]::new);
            String name = same.features().get(f);
            found.put(name, Spanned.correlation(name, places, pick(values, there)));
        }
        return Collections.unmodifiableMap(found);
    }

    private static int[] measured(float[] values) {
        return IntStream.range(0, values.length)
                .filter(i -> !Float.isNaN(values[i]))
                .toArray();
    }

    private static double[] pick(float[] values, int[] places) {
        return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
    }

    /** The samples in the first two dimensions, coloured by the first attribute of two to eight values. */
    public Chart plot() {
        return EmbeddingPlot.of(this, EmbeddingPlot.likelyAttribute(train()));
    }

    /** The samples in the first two dimensions, coloured by an attribute of their sample sheet. */
    public Chart plot(String attribute) {
        if (!train().attributes().contains(attribute)) {
            throw new GenomicsException(
                    "The samples have no attribute '" + attribute + "' to colour them by; they have "
                            + (train().attributes().isEmpty() ? "no sample sheet" : train().attributes()) + ".",
                    Map.of("attribute", attribute, "attributes", train().attributes()));
        }
        return EmbeddingPlot.of(this, attribute);
    }

    /** The title of an axis of the plot; a method that knows what share a dimension explains says so. */
    protected String axis(int dimension) {
        return dimensions.get(dimension);
    }

    /** Where the samples lie on paper: the first two dimensions, unless a method knows better. */
    Plane plane() {
        return Plane.of(this);
    }

    /** {@code 150 samples · 3 layers: mrna 200, mirna 184, protein 142}. */
    protected final String fittedTo() {
        var layers = new ArrayList<String>();
        train().layers().forEach(l -> layers.add(l.name() + " " + Phrases.count(l.featureCount())));
        return Phrases.count(train().size(), "sample") + " · " + Phrases.count(layers.size(), "layer") + ": "
                + String.join(", ", layers);
    }

    /** The description; see {@link #describe}. */
    @Override
    public final String toString() {
        return describe().text();
    }
}
