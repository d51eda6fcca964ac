package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * What each feature adds to the score of an output, sample by sample, against the mean training sample. For each sample
 * they add up to its score less that of the mean (completeness); for classes and labels the score is in log odds, for a
 * number in its own units.
 *
 * @param output a class, a label, or what is predicted
 * @param samples their names
 * @param layers the layer of each feature
 * @param features their names
 * @param values [samples][features]
 * @param scores of the samples
 * @param starts the score of the mean training sample with the layers that each sample has
 */
public record Contributions(
        String output,
        List<String> samples,
        List<String> layers,
        List<String> features,
        double[][] values,
        double[] scores,
        double[] starts)
        implements Described {
    private static final int SHOWN = 20;

    public Contributions {
        samples = List.copyOf(samples);
        layers = List.copyOf(layers);
        features = List.copyOf(features);
    }

    /** The mean size of what each feature adds. */
    public double[] meanSizes() {
        return IntStream.range(0, features.size())
                .mapToDouble(f -> Arrays.stream(values)
                        .mapToDouble(row -> Math.abs(row[f]))
                        .average()
                        .orElse(0))
                .toArray();
    }

    /** The part of each layer in what is added, by size; 1 in all. */
    public Map<String, Double> layerShares() {
        double[] sizes = meanSizes();
        double all = Arrays.stream(sizes).sum();
        var shares = new LinkedHashMap<String, Double>();
        for (int f = 0; f < sizes.length; f++) {
            shares.merge(layers.get(f), all == 0 ? 0 : sizes[f] / all, Double::sum);
        }
        return shares;
    }

    /** The twenty features that add most, by mean size. */
    public Chart plot() {
        double[] sizes = meanSizes();
        var chart = BarChart.of("What speaks for " + output).y("mean |integrated gradient|");
        for (int f : order(sizes).limit(SHOWN).toList()) {
            chart = chart.bar(features.get(f), sizes[f]);
        }
        return chart.horizontal();
    }

    private static Stream<Integer> order(double[] sizes) {
        return IntStream.range(0, sizes.length).boxed().sorted(Comparator.comparingDouble(f -> -sizes[f]));
    }

    @Override
    public Description describe() {
        double[] sizes = meanSizes();
        var rows = new ArrayList<List<String>>();
        order(sizes)
                .limit(SHOWN)
                .forEach(f -> rows.add(List.of(features.get(f), layers.get(f), Phrases.number(sizes[f]))));
        var shares = new ArrayList<List<String>>();
        layerShares().forEach((layer, share) -> shares.add(List.of(layer, Phrases.percent(share))));
        return Description.of("what speaks for " + output + " · " + Phrases.count(samples.size(), "sample") + " · "
                        + Phrases.count(features.size(), "feature"))
                .with("by layer", List.of("layer", "share"), shares)
                .with("what adds most", List.of("feature", "layer", "mean |integrated gradient|"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
