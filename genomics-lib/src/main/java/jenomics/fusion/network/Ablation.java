package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Interval;
import jenomics.learn.Metric;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.plot.Panels;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * How much worse a trained network predicts some labelled samples where a feature, or a whole layer, is set to zero. A
 * feature that others stand in for is not missed; a layer is missed only as a whole then.
 *
 * @param metric what is measured
 * @param score with everything
 * @param samples how many were predicted
 * @param layers for each layer how much worse it is without: the drop of a metric that is better higher, else its rise
 * @param layerOf the layer of each feature
 * @param features the same for each feature
 */
public record Ablation(
        Metric metric,
        double score,
        int samples,
        Map<String, Double> layers,
        List<String> layerOf,
        FeatureWeights features)
        implements Described {
    private static final int SHOWN = 20;

    public Ablation {
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
        layerOf = List.copyOf(layerOf);
    }

    /**
     * The published importance of each feature (Wang et al. 2021): its drop times the number of features of its layer, so
     * that features of small and of large layers can be ranked together.
     */
    public FeatureWeights importance() {
        var widths = layerOf.stream().collect(Collectors.groupingBy(l -> l, Collectors.counting()));
        return new FeatureWeights(
                features.kind() + " × features of the layer",
                features.features(),
                IntStream.range(0, layerOf.size())
                        .mapToObj(f -> features.weights().get(f) * widths.get(layerOf.get(f)))
                        .toList());
    }

    /** The places of the features without which it is worse, the most important first. */
    private List<Integer> missed() {
        var importance = importance().weights();
        return IntStream.range(0, importance.size())
                .boxed()
                .filter(f -> importance.get(f) > 0)
                .sorted(Comparator.comparingDouble(f -> -importance.get(f)))
                .toList();
    }

    /** The drop without each layer, and below it the importance of the twenty features that are missed most. */
    public Chart plot() {
        var byLayer = BarChart.of("Without a layer").y("drop of " + metric).horizontal();
        for (var entry : layers.entrySet()) {
            byLayer = byLayer.bar(entry.getKey(), entry.getValue());
        }
        var missed = missed();
        if (missed.isEmpty()) {
            return byLayer;
        }
        var importance = importance();
        var byFeature = BarChart.of("Without a feature").y(importance.kind()).horizontal();
        for (int f : missed.subList(0, Math.min(SHOWN, missed.size()))) {
            byFeature = byFeature.bar(
                    features.features().get(f), importance.weights().get(f));
        }
        return Panels.stacked(byLayer, byFeature);
    }

    @Override
    public Description describe() {
        double sign = metric.higherIsBetter() ? 1 : -1;
        var byLayer = new ArrayList<List<String>>();
        layers.forEach((layer, drop) -> byLayer.add(List.of(
                layer,
                Phrases.count(Collections.frequency(layerOf, layer)),
                Interval.number(score - sign * drop),
                Interval.number(drop))));
        var missed = missed();
        var importance = importance().weights();
        var byFeature = missed.stream()
                .limit(SHOWN)
                .map(f -> List.of(
                        features.features().get(f),
                        layerOf.get(f),
                        Interval.number(features.weights().get(f)),
                        Phrases.number(importance.get(f))))
                .toList();
        var shown = Description.of(metric + " " + Interval.number(score) + " with everything · "
                        + Phrases.count(samples, "sample") + " · " + missed.size() + " of "
                        + Phrases.count(layerOf.size(), "feature") + " missed where left out alone")
                .with("without a layer", List.of("layer", "features", metric.toString(), "drop"), byLayer);
        return missed.isEmpty()
                ? shown
                : shown.with(
                        missed.size() > SHOWN ? "the " + SHOWN + " features missed most" : "without a feature",
                        List.of("feature", "layer", "drop", "drop × features of the layer"),
                        byFeature);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
