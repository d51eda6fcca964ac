package jenomics.omics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.plot.Scatter;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * Principal components of a layer as it stands: centred, not scaled. For scaled ones prepare it before.
 *
 * <pre>{@code
 * var pca = Pca.of(cohort.prepare("rna", log2Cpm(), standardize()).prepared(), "rna");
 * pca.plot("batch")
 * }</pre>
 */
public final class Pca implements Described {
    private static final int KEPT = 50;
    private static final int SHOWN = 10;

    private final OmicsLayer layer;
    private final SampleSheet sheet;
    private final PrincipalAxes axes;
    private final double[][] scores; // [sample, component]

    private Pca(OmicsLayer layer, SampleSheet sheet, PrincipalAxes axes) {
        this.layer = layer;
        this.sheet = sheet;
        this.axes = axes;
        this.scores = axes.project(layer);
    }

    /** Up to 50 components of a layer without missing values. */
    public static Pca of(OmicsLayer layer) {
        return of(layer, null, KEPT);
    }

    /** Up to so many components of a layer without missing values. */
    public static Pca of(OmicsLayer layer, int components) {
        return of(layer, null, components);
    }

    /** Up to 50 components of one layer of a cohort, whose attributes can colour its plots. */
    public static Pca of(MultiOmics cohort, String layer) {
        return of(cohort.layer(layer), cohort.hasSheet() ? cohort.sheet() : null, KEPT);
    }

    private static Pca of(OmicsLayer layer, SampleSheet sheet, int most) {
        if (layer.size() < 2) {
            throw new GenomicsException(
                    "Components need at least 2 samples; the layer '" + layer.name() + "' has " + layer.size() + ".",
                    Map.of("layer", layer.name(), "samples", layer.size()));
        }
        if (layer.missing() > 0) {
            throw new GenomicsException(
                    "Components take no missing values, and the layer '" + layer.name() + "' has "
                            + Phrases.count(layer.missing()) + " of them. Fill them before: .prepare(\"" + layer.name()
                            + "\", imputeMedian()).prepared().",
                    Map.of("layer", layer.name(), "missing", layer.missing()));
        }
        var axes = PrincipalAxes.of(layer, most);
        if (axes.variances().length == 0) {
            throw new GenomicsException(
                    "The layer '" + layer.name() + "' has no components: all its samples are the same.",
                    Map.of("layer", layer.name()));
        }
        return new Pca(layer, sheet, axes);
    }

    /** How many components are kept. */
    public int size() {
        return axes.axes().length;
    }

    /** The share of all variance along each axis, largest first; also of those that are not kept. */
    public double[] explained() {
        double total = Arrays.stream(axes.variances()).sum();
        return Arrays.stream(axes.variances()).map(v -> v / total).toArray();
    }

    /** Where the samples lie: a layer of the features PC1, PC2 and so on. */
    public OmicsLayer scores() {
        return layer(layer, scores);
    }

    /** Where other samples of the same features lie along the same axes. */
    public OmicsLayer project(OmicsLayer other) {
        if (!other.features().equals(layer.features())) {
            throw new GenomicsException(
                    "These components are of the " + Phrases.count(layer.featureCount(), "feature") + " "
                            + Phrases.firstThree(layer.features()) + "; the layer '" + other.name() + "' has "
                            + Phrases.firstThree(other.features()) + ".",
                    Map.of("layer", other.name()));
        }
        return layer(other, axes.project(other));
    }

    private OmicsLayer layer(OmicsLayer samples, double[][] places) {
        var names = IntStream.rangeClosed(1, size()).mapToObj(k -> "PC" + k).toList();
        return OmicsLayer.of(samples.name(), samples.samples(), names, places);
    }

    /** What each feature counts for along an axis, from 1. */
    public FeatureWeights loadings(int component) {
        var loadings = Arrays.stream(axes.axes()[place(component)]).boxed().toList();
        return new FeatureWeights("loading on PC" + component, layer.features(), loadings);
    }

    /** The scores along an axis, from 1. */
    public double[] scores(int component) {
        int place = place(component);
        return Arrays.stream(scores).mapToDouble(s -> s[place]).toArray();
    }

    private int place(int component) {
        if (component < 1 || component > size()) {
            throw new GenomicsException(
                    "There is no component " + component + "; there are " + size() + ", numbered from 1.",
                    Map.of("component", component));
        }
        return component - 1;
    }

    /**
     * Which components go with an attribute (batch, subtype, age): CSUMI with 1,000 permutations; see {@link Csumi}.
     */
    public Csumi csumi(String attribute) {
        return Csumi.of(this, attributeOf(attribute), 1000, Seed.of(7));
    }

    SheetColumn attributeOf(String attribute) {
        if (sheet == null) {
            throw new GenomicsException(
                    "Nothing is known of these samples but their values; begin with a cohort that has a sample sheet:"
                            + " Pca.of(cohort, \"" + layer.name() + "\").",
                    Map.of("attribute", attribute));
        }
        return sheet.column(attribute);
    }

    /** The first two components. */
    public Chart plot() {
        return size() < 2
                ? scree()
                : empty("Components of " + layer.name(), 1, 2).points(layer.name(), scores(1), scores(2));
    }

    /** The first two components, coloured by an attribute. */
    public Chart plot(String attribute) {
        return plot(attribute, 1, 2);
    }

    /** Two components, coloured by an attribute: its values, or the quarters of a number with many. */
    public Chart plot(String attribute, int x, int y) {
        double[] xs = scores(x);
        double[] ys = scores(y);
        var chart = empty("Components of " + layer.name() + " by " + attribute, x, y);
        for (var group : ColourGroups.of(attributeOf(attribute)).entrySet()) {
            int[] members = group.getValue();
            chart = chart.points(
                    group.getKey(),
                    Arrays.stream(members).mapToDouble(s -> xs[s]).toArray(),
                    Arrays.stream(members).mapToDouble(s -> ys[s]).toArray());
        }
        return chart;
    }

    private Scatter empty(String title, int x, int y) {
        return Scatter.of(title).x(axis(x)).y(axis(y));
    }

    private String axis(int component) {
        return String.format(
                Locale.ROOT, "PC%d (%.1f %% of the variance)", component, 100 * explained()[place(component)]);
    }

    /** How much of the variance each of the first components holds. */
    public Chart scree() {
        var chart = BarChart.of("Components of " + layer.name()).y("share of the variance (%)");
        double[] explained = explained();
        for (int k = 0; k < Math.min(SHOWN, explained.length); k++) {
            chart = chart.bar("PC" + (k + 1), Math.round(1000 * explained[k]) / 10.0);
        }
        return chart;
    }

    @Override
    public Description describe() {
        double[] explained = explained();
        var rows = new ArrayList<List<String>>();
        double sum = 0;
        for (int k = 0; k < Math.min(SHOWN, size()); k++) {
            sum += explained[k];
            var weights = new LinkedHashMap<String, Double>();
            loadings(k + 1).selected().stream().limit(3).forEach(f -> weights.put(f, 0.0));
            rows.add(List.of("PC" + (k + 1), percent(explained[k]), percent(sum), String.join(", ", weights.keySet())));
        }
        return Description.of(layer.name() + " · " + Phrases.count(layer.size(), "sample") + " × "
                        + Phrases.count(layer.featureCount(), "feature") + " · "
                        + Phrases.count(explained.length, "component") + ", the first "
                        + percent(explained[0]) + " of the variance")
                .with("", List.of("component", "variance", "together", "weightiest features"), rows);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
