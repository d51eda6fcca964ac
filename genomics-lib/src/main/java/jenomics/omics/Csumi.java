package jenomics.omics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.omics.step.MutualInformation;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Components ranked by what they tell of an attribute, after CSUMI (Simmons et al. 2015): the mutual information of the
 * score, in ten classes of equal size, with the attribute, divided by the attribute's entropy. Numbers with more than ten
 * values are put into such classes too. Samples without the attribute are passed over. p by permuting the attribute.
 *
 * @param attribute which
 * @param ranking the components, the most telling first
 */
public record Csumi(String attribute, List<Component> ranking) implements Described {
    private static final int BINS = 10;
    private static final int MOST = 20;

    /**
     * One component.
     *
     * @param number from 1, by variance
     * @param explained its share of the variance
     * @param nats the mutual information
     * @param share of the attribute's entropy, 0 to 1
     * @param p how often permuted attributes tell as much, from 1 / (permutations + 1)
     */
    public record Component(int number, double explained, double nats, double share, double p) {}

    public Csumi {
        ranking = List.copyOf(ranking);
    }

    static Csumi of(Pca pca, SheetColumn column, int permutations, Seed seed) {
        int[] known = IntStream.range(0, column.values().size())
                .filter(s -> column.values().get(s) != null)
                .toArray();
        int[] classes = classes(column, known);
        double entropy = MutualInformation.entropy(classes);
        if (entropy == 0) {
            throw new GenomicsException(
                    "All samples have the same '" + column.name() + "', so no component can tell of it.",
                    Map.of("attribute", column.name()));
        }
        int components = Math.min(MOST, pca.size());
        int[][] binned = new int[components][];
        double[] found = new double[components];
        for (int k = 0; k < components; k++) {
            double[] scores = pca.scores(k + 1);
            binned[k] = MutualInformation.equalFrequency(
                    Arrays.stream(known).mapToDouble(s -> scores[s]).toArray(), BINS);
            found[k] = MutualInformation.of(binned[k], classes);
        }
        int[] asHigh = asHigh(binned, found, classes, permutations, seed);
        double[] explained = pca.explained();
        var ranking = new ArrayList<Component>();
        for (int k = 0; k < components; k++) {
            double p = (1.0 + asHigh[k]) / (1 + permutations);
            ranking.add(new Component(k + 1, explained[k], found[k], found[k] / entropy, p));
        }
        ranking.sort((a, b) -> Double.compare(b.nats(), a.nats()));
        return new Csumi(column.name(), ranking);
    }

    private static int[] classes(SheetColumn column, int[] known) {
        if (column.kind() == SheetColumn.Kind.NUMBER && column.counts().size() > BINS) {
            double[] numbers = column.numbers();
            return MutualInformation.equalFrequency(
                    Arrays.stream(known).mapToDouble(s -> numbers[s]).toArray(), BINS);
        }
        var levels = List.copyOf(column.counts().keySet());
        return Arrays.stream(known)
                .map(s -> levels.indexOf(column.values().get(s)))
                .toArray();
    }

    private static int[] asHigh(int[][] binned, double[] found, int[] classes, int permutations, Seed seed) {
        int[] asHigh = new int[found.length];
        for (int b = 0; b < permutations; b++) {
            int[] permuted = shuffled(classes, seed.at(b).random());
            for (int k = 0; k < found.length; k++) {
                asHigh[k] += MutualInformation.of(binned[k], permuted) >= found[k] - 1e-12 ? 1 : 0;
            }
        }
        return asHigh;
    }

    private static int[] shuffled(int[] values, SplittableRandom random) {
        int[] shuffled = values.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swap;
        }
        return shuffled;
    }

    /** The share of the attribute's entropy that each component tells. */
    public Chart plot() {
        var chart = BarChart.of("What components tell of " + attribute)
                .y("share of its entropy")
                .horizontal();
        for (var component : ranking.subList(0, Math.min(8, ranking.size()))) {
            chart = chart.bar("PC" + component.number(), Math.round(1000 * component.share()) / 1000.0);
        }
        return chart;
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (var c : ranking.subList(0, Math.min(10, ranking.size()))) {
            rows.add(List.of(
                    "PC" + c.number(),
                    String.format(Locale.ROOT, "%.1f %%", 100 * c.explained()),
                    String.format(Locale.ROOT, "%.3f", c.nats()),
                    String.format(Locale.ROOT, "%.3f", c.share()),
                    String.format(Locale.ROOT, "%.4f", c.p())));
        }
        var first = ranking.get(0);
        return Description.of(String.format(
                        Locale.ROOT,
                        "%s · PC%d tells most of it: %.0f %% of its entropy, p %.4f",
                        attribute,
                        first.number(),
                        100 * first.share(),
                        first.p()))
                .with("", List.of("component", "variance", "nats", "share of entropy", "p"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
