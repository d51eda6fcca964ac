package jenomics.fusion.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import jenomics.fusion.FusedView;
import jenomics.learn.FittedPreparation;
import jenomics.nn.History;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * The shared dimensions of a variational autoencoder: the mean of what it believes of each sample, from whichever layers
 * the sample has. The dimensions in which the training samples differ most come first.
 */
public class VaeView extends FusedView {
    private final VaeFit fit;

    VaeView(FittedPreparation<MultiOmics> prepared, VaeFit fit) {
        super(
                fit.name(),
                prepared,
                IntStream.rangeClosed(1, fit.wires().plan().dimensions())
                        .mapToObj(d -> "dimension " + d)
                        .toList(),
                fit.place(prepared.train()));
        this.fit = fit;
    }

    final VaeFit fit() {
        return fit;
    }

    @Override
    protected double[][] place(MultiOmics samples) {
        return fit.place(samples);
    }

    /**
     * How unsure it is of each dimension of samples that are prepared: the standard deviations of its posterior, 1 where it
     * knows no more than before it saw the sample. Fewer layers, larger numbers.
     */
    public OmicsLayer spread(MultiOmics samples) {
        return OmicsLayer.of(method(), samples.ids(), dimensions(), fit.spread(samples));
    }

    /**
     * What it expects of every layer it was trained with, measured or not, in the units of the prepared layer: shares for
     * presence, alleles for dosages, counts (of a sample of the same total; 1 where the layer is missing) for counts.
     */
    public MultiOmics reconstruct(MultiOmics samples) {
        var blocks = fit.wires().layers().seen().blocks();
        MultiOmics all = null;
        for (int l = 0; l < blocks.size(); l++) {
            var layer = OmicsLayer.owning(
                    blocks.get(l).layer(), samples.ids(), blocks.get(l).features(), fit.reconstructed(samples, l));
            all = all == null ? MultiOmics.of(layer) : all.with(layer);
        }
        return samples.hasSheet() ? all.with(samples.sheet()) : all;
    }

    /** The evidence lower bound of samples that are prepared, in nats a sample, at the mean of their posteriors. */
    public double bound(MultiOmics samples) {
        return fit.bound(samples);
    }

    /** The loss of every step, and of the watched samples after every epoch; by feature, in nats. */
    public History history() {
        return fit.trained().history();
    }

    /** How the negative bound fell over the steps of the training, by feature. */
    public Chart training() {
        var chart = LineChart.of("Training of the " + method())
                .x("step")
                .y("negative bound by feature (nats)")
                .smoothed(
                        "training samples",
                        steps(history().losses()),
                        values(history().losses()),
                        20);
        var watched = history().scores();
        return watched.isEmpty() ? chart : chart.line("watched samples", steps(watched), values(watched));
    }

    private static double[] steps(List<History.Point> points) {
        return points.stream().mapToDouble(History.Point::step).toArray();
    }

    private static double[] values(List<History.Point> points) {
        return points.stream().mapToDouble(History.Point::value).toArray();
    }

    @Override
    public Description describe() {
        var layers = fit.wires().layers();
        var rows = IntStream.range(0, layers.size())
                .mapToObj(l -> List.of(
                        layers.block(l).layer(),
                        Phrases.count(layers.block(l).width()),
                        layers.kinds().get(l).name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .toList();
        return Description.of(method() + " · " + dimensions().size() + " dimensions · " + fittedTo() + " · best after "
                        + Phrases.count(fit.trained().epochs(), "epoch")
                        + (fit.trained().stopped() ? " · stopped by hand" : ""))
                .with("layers", List.of("layer", "features", "distribution"), rows);
    }
}
