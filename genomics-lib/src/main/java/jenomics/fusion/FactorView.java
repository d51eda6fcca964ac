package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.plot.Chart;
import jenomics.plot.Heatmap;
import jenomics.plot.LineChart;
import jenomics.plot.Palette;
import jenomics.plot.Panels;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Fitted factors: what each explains of each layer, which features it weighs, and where samples lie, also new ones that
 * have only some of the layers.
 */
public final class FactorView extends FusedView {
    private static final int SHOWN = 10;

    private final Mofa plan;
    private final Blocks blocks;
    private final FactorPlacing placing;
    private final double[][] explained; // [layers][factors]
    private final double[] explainedByAll; // [layers]
    private final double[][][] used; // [layers][features][factors]
    private final List<Double> bound;
    private final List<Integer> drops;

    private FactorView(
            Mofa plan, FittedPreparation<MultiOmics> prepared, Blocks blocks, Factors factors, List<String> names) {
        super(plan.name(), prepared, names, Matrices.transposed(factors.mean()));
        this.plan = plan;
        this.blocks = blocks;
        this.placing = FactorPlacing.of(factors);
        this.explained = factors.layers().stream()
                .map(l -> Explained.byEach(l, factors.mean()))
                .toArray(double[][]::new);
        this.explainedByAll = factors.layers().stream()
                .mapToDouble(l -> Explained.byAll(l, factors.mean()))
                .toArray();
        this.used = factors.layers().stream().map(l -> l.used).toArray(double[][][]::new);
        this.bound = factors.boundByRound();
        this.drops = factors.drops();
    }

    static FactorView of(Mofa plan, FittedPreparation<MultiOmics> prepared, Blocks blocks, Factors factors) {
        var names = IntStream.rangeClosed(1, factors.count())
                .mapToObj(k -> "factor " + k)
                .toList();
        return new FactorView(plan, prepared, blocks, factors, names);
    }

    @Override
    protected double[][] place(MultiOmics samples) {
        return placing.place(blocks.like(method(), samples).requireMeasured(method(), samples));
    }

    /** What is expected of a layer for samples, from the layers that they have: [samples, features of the layer]. */
    public OmicsLayer expected(MultiOmics samples, String layer) {
        int place = placeOf(layer);
        var where = project(samples);
        double[][] values = new double[where.size()][];
        for (int s = 0; s < values.length; s++) {
            float[] row = where.row(s);
            values[s] = placing.expected(
                    place,
                    IntStream.range(0, row.length).mapToDouble(k -> row[k]).toArray());
        }
        return OmicsLayer.of(layer, where.samples(), blocks.list().get(place).features(), values);
    }

    private int placeOf(String layer) {
        int place = train().layerNames().indexOf(layer);
        if (place < 0) {
            throw new GenomicsException(
                    "MOFA was fitted to the layers " + train().layerNames() + "; there is no layer '" + layer + "'.",
                    Map.of("layer", layer, "layers", train().layerNames()));
        }
        return place;
    }

    private void check(int factor) {
        if (factor < 1 || factor > dimensions().size()) {
            throw new GenomicsException(
                    "There are the factors 1 to " + dimensions().size() + "; there is no factor " + factor + ".",
                    Map.of("factor", factor, "factors", dimensions().size()));
        }
    }

    /** What each feature of a layer counts for in one factor, from 1: the expected weight. */
    public FeatureWeights weights(String layer, int factor) {
        check(factor);
        int place = placeOf(layer);
        return new FeatureWeights(
                "weight in factor " + factor,
                blocks.list().get(place).features(),
                Arrays.stream(Matrices.column(placing.layers().get(place).weights(), factor - 1))
                        .boxed()
                        .toList());
    }

    /** The probability of each feature of a layer to take part in one factor, from 1. */
    public FeatureWeights participation(String layer, int factor) {
        check(factor);
        int place = placeOf(layer);
        return new FeatureWeights(
                "probability to take part in factor " + factor,
                blocks.list().get(place).features(),
                Arrays.stream(Matrices.column(used[place], factor - 1)).boxed().toList());
    }

    /** The share of a layer's variance that one factor explains alone, from 1. */
    public double explained(String layer, int factor) {
        check(factor);
        return explained[placeOf(layer)][factor - 1];
    }

    /** The share of a layer's variance that all factors explain together. */
    public double explained(String layer) {
        return explainedByAll[placeOf(layer)];
    }

    /** The lower bound of the evidence after each round; it rises, but where a factor was given up. */
    public List<Double> bound() {
        return bound;
    }

    /** The rounds, from 0, before which a factor was given up. */
    public List<Integer> givenUp() {
        return drops;
    }

    @Override
    protected String axis(int dimension) {
        double mean = Arrays.stream(explained)
                .mapToDouble(row -> row[dimension])
                .average()
                .orElse(0);
        return dimensions().get(dimension) + " (" + Phrases.percent(mean) + " of the variance)";
    }

    /** How much of each layer each factor explains, as a heat map. */
    public Chart plotVariance() {
        double[][] percent = Arrays.stream(explained)
                .map(row ->
                        Arrays.stream(row).map(v -> Math.rint(1000 * v) / 10).toArray())
                .toArray(double[][]::new);
        double most =
                Arrays.stream(percent).flatMapToDouble(Arrays::stream).max().orElse(1);
        return Heatmap.of("Variance explained", percent)
                .rows(train().layerNames())
                .columns(dimensions())
                .palette(Palette.BLUES)
                .range(0, Math.max(most, 1))
                .scale("% of the layer")
                .values();
    }

    /** The weightiest features of each layer in one factor, from 1. */
    public Chart plotWeights(int factor) {
        var charts = new ArrayList<Chart>();
        for (var block : blocks.list()) {
            var weights = weights(block.name(), factor).weights();
            var order = IntStream.range(0, weights.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(d -> -Math.abs(weights.get(d))))
                    .limit(SHOWN)
                    .toList();
            charts.add(WeightBars.of(
                    block.name() + ", factor " + factor,
                    "weight",
                    order.stream().map(block.features()::get).toList(),
                    order.stream().map(weights::get).toList()));
        }
        return Panels.of("").row(charts.toArray(Chart[]::new));
    }

    /** The lower bound of the evidence, round by round. */
    public Chart plotBound() {
        double[] rounds =
                IntStream.rangeClosed(1, bound.size()).asDoubleStream().toArray();
        double[] values = bound.stream().mapToDouble(v -> v).toArray();
        return LineChart.of("Lower bound of the evidence")
                .x("round")
                .y("bound (nats)")
                .line("", rounds, values);
    }

    @Override
    public Description describe() {
        int factors = dimensions().size();
        var columns = new ArrayList<>(List.of("layer", "likelihood"));
        columns.addAll(dimensions());
        columns.add("all");
        var rows = new ArrayList<List<String>>();
        for (int b = 0; b < explained.length; b++) {
            var row = new ArrayList<>(List.of(
                    blocks.list().get(b).name(),
                    plan.likelihood(blocks.list().get(b).name()).name().toLowerCase(java.util.Locale.ROOT)));
            Arrays.stream(explained[b]).mapToObj(Phrases::percent).forEach(row::add);
            row.add(Phrases.percent(explainedByAll[b]));
            rows.add(row);
        }
        return Description.of(method() + " · " + fittedTo() + " · " + Phrases.count(factors, "factor") + " of "
                        + (factors + drops.size()) + " begun with · " + Phrases.count(bound.size(), "round"))
                .with("variance explained", columns, rows);
    }
}
