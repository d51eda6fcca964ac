package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Predictions;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.plot.Chart;
import jenomics.plot.Panels;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * A fitted discriminant analysis of one or several layers: variates, loadings, weights of the layers, predictions. Its
 * dimensions are the components; of several layers they are the weighted mean of the variates of those that a sample has.
 */
public final class DiscriminantView extends FusedView implements Fitted<MultiOmics> {
    private static final int SHOWN = 12;

    private final Classes classes;
    private final Blocks layers;
    private final boolean joined;
    private final Discriminant fitted;
    private final KeepTuning tuning;

    private DiscriminantView(
            String method,
            FittedPreparation<MultiOmics> prepared,
            Classes classes,
            Blocks layers,
            boolean joined,
            Discriminant fitted,
            KeepTuning tuning) {
        super(method, prepared, names(fitted.components()), fitted.consensus(joined ? layers.joined() : layers));
        this.classes = classes;
        this.layers = layers;
        this.joined = joined;
        this.fitted = fitted;
        this.tuning = tuning;
    }

    static DiscriminantView of(
            String method,
            FittedPreparation<MultiOmics> prepared,
            Classes classes,
            Blocks layers,
            boolean joined,
            Diablo plan,
            KeepTuning tuning) {
        var blocks = joined ? layers.joined() : layers;
        var fitted = Discriminant.fit(
                blocks,
                classes.index(),
                classes.count(),
                plan.between(),
                tuning.keep(),
                plan.components(),
                plan.distance());
        return new DiscriminantView(method, prepared, classes, layers, joined, fitted, tuning);
    }

    private static List<String> names(int components) {
        return IntStream.rangeClosed(1, components)
                .mapToObj(c -> "component " + c)
                .toList();
    }

    private Blocks like(MultiOmics samples) {
        var blocks = layers.like(method(), samples).requireMeasured(method(), samples);
        return joined ? blocks.joined() : blocks;
    }

    @Override
    protected double[][] place(MultiOmics samples) {
        return fitted.consensus(like(samples));
    }

    /** The weighted vote of the layers that each sample has; the share of the votes stands as probability. */
    @Override
    public Predictions predict(MultiOmics samples) {
        var blocks = like(samples);
        double[][] probabilities = new double[samples.size()][];
        for (int s = 0; s < probabilities.length; s++) {
            probabilities[s] = fitted.probabilities(blocks, s);
        }
        return classes.predictions(samples.ids(), probabilities);
    }

    /** The layers it was fitted to; of PLS-DA the one block that they make. */
    public List<String> layers() {
        return fitted.blocks().stream().map(PlsBlock::name).toList();
    }

    private PlsBlock block(String layer) {
        return fitted.blocks().stream()
                .filter(b -> b.name().equals(layer))
                .findFirst()
                .orElseThrow(() -> new GenomicsException(
                        method() + " has no layer '" + layer + "'; it has " + layers() + ".",
                        Map.of("layer", layer, "layers", layers())));
    }

    /** The variates of one layer for the training samples: [samples, components]. */
    public OmicsLayer variates(String layer) {
        return OmicsLayer.of(layer, train().ids(), dimensions(), block(layer).variates());
    }

    /** What each feature of a layer counts for in one component, from 1. */
    public FeatureWeights loadings(String layer, int component) {
        var block = block(layer);
        if (component < 1 || component > fitted.components()) {
            throw new GenomicsException(
                    method() + " has the components 1 to " + fitted.components() + "; there is no component "
                            + component + ".",
                    Map.of("component", component, "components", fitted.components()));
        }
        return new FeatureWeights(
                "loading on component " + component,
                block.features(),
                Arrays.stream(Matrices.column(block.loadings(), component - 1))
                        .boxed()
                        .toList());
    }

    /** The weight of each layer's vote: the mean correlation of its variates with those of the classes. */
    public Map<String, Double> voteWeights() {
        var weights = new LinkedHashMap<String, Double>();
        fitted.blocks().forEach(b -> weights.put(b.name(), b.weight()));
        return Collections.unmodifiableMap(weights);
    }

    /** The share of a layer's variance in each component. */
    public List<Double> explained(String layer) {
        return Arrays.stream(block(layer).explained()).boxed().toList();
    }

    /** For each feature the sum of the sizes of its loadings. */
    @Override
    public Optional<FeatureWeights> weights() {
        var names = new ArrayList<String>();
        var sums = new ArrayList<Double>();
        for (var block : fitted.blocks()) {
            for (int f = 0; f < block.features().size(); f++) {
                names.add(
                        fitted.blocks().size() == 1
                                ? block.features().get(f)
                                : block.name() + ": " + block.features().get(f));
                sums.add(Arrays.stream(block.loadings()[f]).map(Math::abs).sum());
            }
        }
        return Optional.of(new FeatureWeights("sum of absolute loadings", names, sums));
    }

    /** The weightiest features of each layer in one component, from 1. */
    public Chart plotLoadings(int component) {
        var charts = fitted.blocks().stream()
                .map(b -> chart(b, loadings(b.name(), component), component))
                .toArray(Chart[]::new);
        return charts.length == 1 ? charts[0] : Panels.of("").row(charts);
    }

    private Chart chart(PlsBlock block, FeatureWeights loadings, int component) {
        var order = IntStream.range(0, block.features().size())
                .boxed()
                .filter(f -> loadings.weights().get(f) != 0)
                .sorted(Comparator.comparingDouble(
                        f -> -Math.abs(loadings.weights().get(f))))
                .limit(SHOWN)
                .toList();
        return WeightBars.of(
                block.name() + ", component " + component,
                "loading",
                order.stream().map(block.features()::get).toList(),
                order.stream().map(loadings.weights()::get).toList());
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (var block : fitted.blocks()) {
            rows.add(List.of(
                    block.name(),
                    Phrases.number(block.weight()),
                    String.join(
                            ", ",
                            Arrays.stream(block.explained())
                                    .mapToObj(Phrases::percent)
                                    .toList()),
                    used(block)));
        }
        var shown = Description.of(method() + " · " + fittedTo() + " · " + classes.task() + " · "
                        + Phrases.count(fitted.components(), "component"))
                .with(
                        "",
                        List.of("layer", "weight of its vote", "variance by component", "features used by component"),
                        rows);
        var giveAways = GiveAways.in(train(), classes.task());
        if (!giveAways.isEmpty()) {
            shown = shown.with("warning", List.of(), List.of(List.of(giveAways.sentence())));
        }
        return tuning.rows().isEmpty()
                ? shown
                : shown.with(
                        "features kept, chosen by cross-validation",
                        List.of("component", "kept", "balanced error"),
                        tuning.rows());
    }

    private String used(PlsBlock block) {
        var counts = new ArrayList<String>();
        for (int c = 0; c < fitted.components(); c++) {
            int at = c;
            counts.add(Long.toString(
                    Arrays.stream(block.loadings()).filter(row -> row[at] != 0).count()));
        }
        return String.join(", ", counts) + " of " + block.features().size();
    }
}
