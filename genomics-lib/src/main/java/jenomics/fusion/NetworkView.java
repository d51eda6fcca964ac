package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.omics.SampleSheet;
import jenomics.plot.Chart;
import jenomics.plot.Heatmap;
import jenomics.plot.Palette;
import jenomics.plot.Panels;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * The fused network of the samples, their clusters, and the samples in its smoothest directions. New samples are placed
 * at the mean of their nearest training samples, weighted by similarity, over the layers they have.
 */
public final class NetworkView extends FusedView {
    private static final int MOST_CLUSTERS = 8;

    private final Snf snf;
    private final Blocks blocks;
    private final List<Scaling> scalings;
    private final List<double[][]> layers;
    private final double[][] network;
    private final SpectralClusters.Estimate estimate;
    private final int[] clusters;

    private NetworkView(
            Snf snf,
            FittedPreparation<MultiOmics> prepared,
            Blocks blocks,
            List<Scaling> scalings,
            List<double[][]> layers,
            double[][] network,
            double[][] directions) {
        super(snf.name(), prepared, names(directions), directions);
        this.snf = snf;
        this.blocks = blocks;
        this.scalings = scalings;
        this.layers = layers;
        this.network = network;
        this.estimate = SpectralClusters.estimate(network, Math.min(MOST_CLUSTERS, network.length - 2));
        this.clusters = SpectralClusters.of(network, snf.clusters() > 0 ? snf.clusters() : estimate.best());
    }

    static NetworkView of(Snf snf, FittedPreparation<MultiOmics> prepared, Blocks blocks) {
        int near = snf.neighboursAmong(blocks.size());
        var scalings =
                blocks.list().stream().map(b -> Scaling.of(b.values(), true)).toList();
        var layers = snf.networks(scaled(blocks, scalings), near);
        double[][] network = Similarity.fused(layers, near, snf.rounds());
        return new NetworkView(snf, prepared, blocks, scalings, layers, network, directions(network, snf));
    }

    private static List<String> names(double[][] directions) {
        return IntStream.rangeClosed(1, directions[0].length)
                .mapToObj(c -> "direction " + c)
                .toList();
    }

    /** The directions of the network without its diagonal. */
    private static double[][] directions(double[][] network, Snf snf) {
        double[][] off = Matrices.copy(network);
        for (int i = 0; i < off.length; i++) {
            off[i][i] = 0;
        }
        return Spectrum.of(off, Math.min(snf.dimensions(), network.length - 2) + 1)
                .walk();
    }

    private static Blocks scaled(Blocks blocks, List<Scaling> scalings) {
        return new Blocks(IntStream.range(0, scalings.size())
                .mapToObj(b -> {
                    var block = blocks.list().get(b);
                    return new Blocks.Block(
                            block.name(), block.features(), scalings.get(b).apply(block.values()));
                })
                .toList());
    }

    /** The fused similarities of the samples with each other, a half on the diagonal; a copy. */
    public double[][] network() { // [samples, samples]
        return Matrices.copy(network);
    }

    /** The cluster of each sample, from 1, in the order of the samples. */
    public List<Integer> clusters() {
        return Arrays.stream(clusters).mapToObj(c -> c + 1).toList();
    }

    /** The numbers of clusters that the gaps of the spectrum speak for: the best, then the second. */
    public List<Integer> clustersByGap() {
        return List.of(estimate.best(), estimate.second());
    }

    /** The numbers of clusters that the cost of rotation speaks for: the best, then the second. */
    public List<Integer> clustersByRotation() {
        return List.of(estimate.bestByRotation(), estimate.secondByRotation());
    }

    /**
     * How far the clusters are those of an attribute: the normalised mutual information, from 0 to 1, which is the mutual
     * information over the mean of the two entropies. Samples without a value do not count.
     */
    public double agreement(String attribute) {
        var values = train().sheet().column(attribute).values();
        var joint = new HashMap<List<Object>, Double>();
        var one = new HashMap<Object, Double>();
        var other = new HashMap<Object, Double>();
        double all = values.stream().filter(Objects::nonNull).count();
        for (int s = 0; s < clusters.length; s++) {
            if (values.get(s) != null) {
                joint.merge(List.of(clusters[s], values.get(s)), 1 / all, Double::sum);
                one.merge(clusters[s], 1 / all, Double::sum);
                other.merge(values.get(s), 1 / all, Double::sum);
            }
        }
        double sum = entropy(one) + entropy(other);
        return sum == 0 ? 1 : 2 * (sum - entropy(joint)) / sum;
    }

    private static double entropy(Map<?, Double> shares) {
        return -shares.values().stream().mapToDouble(p -> p * Math.log(p)).sum();
    }

    /** The cohort with the cluster of each sample as a further attribute, "cluster". */
    public MultiOmics withClusters() {
        var columns = new ArrayList<String>(List.of("cluster"));
        var rows = new ArrayList<List<String>>();
        for (int s = 0; s < clusters.length; s++) {
            rows.add(new ArrayList<>(List.of(Integer.toString(clusters[s] + 1))));
        }
        for (var attribute : train().attributes()) {
            if (!attribute.equals("cluster")) {
                columns.add(attribute);
                for (int s = 0; s < clusters.length; s++) {
                    rows.get(s).add(train().attribute(s, attribute));
                }
            }
        }
        return train().with(SampleSheet.ofText("sample", train().ids(), columns, rows)
                .factor(
                        "cluster",
                        IntStream.rangeClosed(
                                        1, 1 + Arrays.stream(clusters).max().orElse(0))
                                .mapToObj(Integer::toString)
                                .toArray(String[]::new)));
    }

    @Override
    protected double[][] place(MultiOmics samples) {
        var fresh = scaled(blocks.like(method(), samples).requireMeasured(method(), samples), scalings);
        var known = scaled(blocks, scalings);
        double[][] weights = new double[samples.size()][];
        for (int s = 0; s < weights.length; s++) {
            weights[s] = nearest(known, fresh, s);
        }
        return Matrices.times(weights, Matrices.of(embedding()));
    }

    /** What each training sample counts for a new one: its nearest in each layer it has, the layers alike. */
    private double[] nearest(Blocks known, Blocks fresh, int sample) {
        int near = snf.neighboursAmong(blocks.size());
        double[] weights = new double[blocks.size()];
        for (int b = 0; b < known.list().size(); b++) {
            if (fresh.list().get(b).measured(sample)) {
                double[] layer = similarity(known.list().get(b), fresh.list().get(b), sample, near);
                double[] kept = Similarity.nearest(layer, near);
                for (int i = 0; i < weights.length; i++) {
                    weights[i] += kept[i];
                }
            }
        }
        double sum = Arrays.stream(weights).sum();
        return sum == 0 ? weights : Matrices.scaled(weights, 1 / sum);
    }

    private double[] similarity(Blocks.Block known, Blocks.Block fresh, int sample, int near) {
        double[][] mine = {LayerNetwork.complete(fresh, sample)};
        int[] there = IntStream.range(0, known.size()).filter(known::measured).toArray();
        double[][] rows = Arrays.stream(there).mapToObj(i -> known.values()[i]).toArray(double[][]::new);
        double[] distances = Similarity.distances(mine, rows)[0];
        double reach = Arrays.stream(distances).sorted().limit(near).average().orElse(0);
        double[] similarity = new double[known.size()];
        for (int i = 0; i < there.length; i++) {
            similarity[there[i]] = Similarity.density(distances[i], reach, reach, snf.width());
        }
        return similarity;
    }

    @Override
    public Together together(MultiOmics samples) {
        if (!snf.transductive()) {
            return super.together(samples);
        }
        double[][] all = directions(networkWith(samples), snf);
        int known = train().size();
        return new Together(
                fused(train(), Arrays.copyOf(all, known)), fused(samples, Arrays.copyOfRange(all, known, all.length)));
    }

    /** The fused network of the training samples and then these, scaled as the training samples are. */
    double[][] networkWith(MultiOmics samples) {
        var fresh = blocks.like(method(), samples).requireMeasured(method(), samples);
        var both = new ArrayList<Blocks.Block>();
        for (int b = 0; b < blocks.list().size(); b++) {
            var known = blocks.list().get(b);
            double[][] values = Arrays.copyOf(known.values(), known.size() + fresh.size());
            System.arraycopy(fresh.list().get(b).values(), 0, values, known.size(), fresh.size());
            both.add(new Blocks.Block(known.name(), known.features(), values));
        }
        int near = snf.neighboursAmong(blocks.size() + fresh.size());
        return Similarity.fused(snf.networks(scaled(new Blocks(both), scalings), near), near, snf.rounds());
    }

    /** The networks of the layers and the fused one as heat maps, samples in the order of the fused network's clusters. */
    public Chart plotNetwork() {
        var order = IntStream.range(0, clusters.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> clusters[i]))
                .mapToInt(i -> i)
                .toArray();
        var charts = new ArrayList<Chart>();
        for (int b = 0; b < layers.size(); b++) {
            charts.add(map(blocks.list().get(b).name(), layers.get(b), order).size(430, 370));
        }
        charts.add(map("fused", network, order).size(430, 370));
        var panels = Panels.of("");
        for (int c = 0; c < charts.size(); c += 2) {
            panels =
                    panels.row(charts.subList(c, Math.min(c + 2, charts.size())).toArray(Chart[]::new));
        }
        return panels;
    }

    /** Logarithms, since few similarities are large; cut at the 2nd and 98th hundredth. */
    private static Heatmap map(String title, double[][] network, int[] order) {
        int n = order.length;
        double[][] logs = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                logs[i][j] = i == j ? Double.NaN : Math.log10(Math.max(network[order[i]][order[j]], 1e-12));
            }
        }
        double[] sorted = Arrays.stream(logs)
                .flatMapToDouble(Arrays::stream)
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        double low = sorted[(int) (0.02 * (sorted.length - 1))];
        double high = sorted[(int) (0.98 * (sorted.length - 1))];
        var map = Heatmap.of(title, logs)
                .x("sample")
                .y("sample")
                .scale("log10 similarity")
                .palette(Palette.MAGMA);
        return low < high ? map.range(low, high) : map;
    }

    @Override
    public Description describe() {
        int parts = Similarity.parts(network);
        int found = 1 + Arrays.stream(clusters).max().orElse(0);
        var sizes = new ArrayList<List<String>>();
        for (int c = 0; c < found; c++) {
            int at = c;
            sizes.add(List.of(
                    Integer.toString(c + 1),
                    Long.toString(Arrays.stream(clusters).filter(k -> k == at).count())));
        }
        var shown = Description.of(method() + " · " + fittedTo() + " · " + Phrases.count(found, "cluster")
                        + (snf.clusters() > 0 ? " asked for" : " estimated"))
                .with("clusters", List.of("cluster", "samples"), sizes)
                .with(
                        "how many clusters the network speaks for",
                        List.of("by", "best", "second"),
                        List.of(
                                List.of("gap of the spectrum", "" + estimate.best(), "" + estimate.second()),
                                List.of(
                                        "cost of rotation",
                                        "" + estimate.bestByRotation(),
                                        "" + estimate.secondByRotation())));
        return parts == 1
                ? shown
                : shown.with(
                        "warning",
                        List.of(),
                        List.of(List.of("the network falls into " + parts
                                + " parts without any similarity between them; look for outlying samples")));
    }
}
