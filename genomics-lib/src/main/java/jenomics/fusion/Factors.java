package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * The factors of some samples while they are sought, and the layers they explain. Changed in place; the order of work
 * never depends on the number of cores.
 */
final class Factors {
    private static final int SAMPLES_AT_ONCE = 64;
    private static final int FIRST_DROP = 20;
    private static final int BETWEEN_DROPS = 5;

    private final List<FactorLayer> layers;
    private double[][] mean; // [factors][samples]
    private double[][] squares; // [factors][samples], expected
    private final List<Double> bound = new ArrayList<>();
    private final List<Integer> drops = new ArrayList<>();

    private Factors(List<FactorLayer> layers, double[][] start) {
        this.layers = layers;
        this.mean = start;
        this.squares = Arrays.stream(start)
                .map(row -> Arrays.stream(row).map(z -> z * z + 1).toArray())
                .toArray(double[][]::new);
    }

    static Factors fit(Mofa plan, Blocks blocks, Seed seed) {
        int count = Math.min(plan.factors(), Math.min(blocks.size() - 1, blocks.width()));
        var layers = new ArrayList<FactorLayer>();
        for (var block : blocks.list()) {
            layers.add(new FactorLayer(block, plan.likelihood(block.name()), plan.scaled(), count));
        }
        layers.forEach(FactorLayer::restate);
        var factors = new Factors(List.copyOf(layers), start(layers, blocks.size(), count, seed));
        factors.seek(plan);
        factors.arrange();
        return factors;
    }

    /** The principal components of all layers, each layer with the same variance; little noise parts those of equal variance. */
    private static double[][] start(List<FactorLayer> layers, int n, int count, Seed seed) {
        double[][] gram = new double[n][n];
        for (var layer : layers) {
            double[][] left = Matrices.transposed(layer.left);
            double all = Arrays.stream(left)
                    .mapToDouble(row -> Matrices.dot(row, row))
                    .sum();
            double[][] own = Matrices.timesTransposed(left, left);
            for (int i = 0; i < n && all > 0; i++) {
                for (int j = 0; j < n; j++) {
                    gram[i][j] += own[i][j] / all;
                }
            }
        }
        double[][] start = Matrices.transposed(Leading.of(gram, count).vectors());
        var random = seed.part("factors").random();
        for (double[] row : start) {
            for (int i = 0; i < n; i++) {
                row[i] = row[i] * Math.sqrt(n) + 1e-3 * (random.nextDouble() - 0.5);
            }
        }
        return start;
    }

    private void seek(Mofa plan) {
        for (int round = 1; round <= plan.rounds(); round++) {
            layers.forEach(FactorLayer::restate);
            layers.forEach(l -> l.updateWeights(mean, squares));
            updateFactors();
            layers.forEach(l -> l.updateBeliefs(mean, squares));
            bound.add(bound());
            boolean settled = settled(plan.tolerance());
            boolean dropped = round >= FIRST_DROP && (settled || round % BETWEEN_DROPS == 0) && drop(plan.least());
            if (settled && !dropped) {
                return;
            }
        }
    }

    private boolean settled(double tolerance) {
        int last = bound.size() - 1;
        boolean justDropped = !drops.isEmpty() && drops.get(drops.size() - 1) == last;
        return last >= FIRST_DROP
                && !justDropped
                && bound.get(last) - bound.get(last - 1) < tolerance * Math.abs(bound.get(0));
    }

    /** Each sample on its own: what it is believed to have of each factor, given the weights. */
    private void updateFactors() {
        int n = samples();
        long work = layers.stream().mapToLong(FactorLayer::features).sum() * n * count() * 4;
        Matrices.over((n + SAMPLES_AT_ONCE - 1) / SAMPLES_AT_ONCE, work).forEach(part -> {
            int from = part * SAMPLES_AT_ONCE;
            int to = Math.min(n, from + SAMPLES_AT_ONCE);
            for (int k = 0; k < count(); k++) {
                updateFactor(k, from, to);
            }
        });
    }

    private void updateFactor(int k, int from, int to) {
        double[] precision = new double[to - from];
        double[] along = new double[to - from];
        Arrays.fill(precision, 1);
        for (var layer : layers) {
            for (int d = 0; d < layer.features(); d++) {
                double tau = layer.tau(d);
                double weight = tau * layer.weight(d, k);
                double own = weight * layer.weight(d, k);
                double square = tau * layer.square(d, k);
                double[] left = layer.left[d];
                double[] seen = layer.seen[d];
                for (int i = from; i < to; i++) {
                    double there = seen == null ? 1 : seen[i];
                    along[i - from] += weight * left[i] + there * own * mean[k][i];
                    precision[i - from] += there * square;
                }
            }
        }
        for (int i = from; i < to; i++) {
            double before = mean[k][i];
            mean[k][i] = along[i - from] / precision[i - from];
            squares[k][i] = mean[k][i] * mean[k][i] + 1 / precision[i - from];
            along[i - from] = mean[k][i] - before;
        }
        for (var layer : layers) {
            for (int d = 0; d < layer.features(); d++) {
                double weight = layer.weight(d, k);
                double[] left = layer.left[d];
                double[] seen = layer.seen[d];
                for (int i = from; weight != 0 && i < to; i++) {
                    left[i] -= weight * along[i - from] * (seen == null ? 1 : seen[i]);
                }
            }
        }
    }

    private double bound() {
        double sum = layers.stream().mapToDouble(l -> l.bound(mean, squares)).sum();
        for (int k = 0; k < count(); k++) {
            for (int i = 0; i < samples(); i++) {
                double variance = squares[k][i] - mean[k][i] * mean[k][i];
                sum += 0.5 * (Math.log(variance) + 1 - squares[k][i]);
            }
        }
        return sum;
    }

    /** Gives up the factor that explains least, if that is too little in every layer. */
    private boolean drop(double least) {
        double[] most = new double[count()];
        for (var layer : layers) {
            double[] explained = Explained.byEach(layer, mean);
            Arrays.setAll(most, k -> Math.max(most[k], explained[k]));
        }
        int weakest = IntStream.range(0, most.length)
                .boxed()
                .min(Comparator.comparingDouble(k -> most[k]))
                .orElseThrow();
        if (most[weakest] >= least) {
            return false;
        }
        if (count() == 1) {
            throw new GenomicsException(
                    "MOFA found no factor that explains " + Phrases.percent(least)
                            + " of the variance of any layer: there is no structure of that strength. Ask for less with"
                            + " giveUpBelow(...), or look at the layers.",
                    java.util.Map.of("least", least));
        }
        keep(IntStream.range(0, count()).filter(k -> k != weakest).toArray());
        drops.add(bound.size());
        return true;
    }

    private void keep(int[] kept) {
        layers.forEach(l -> l.keep(kept, mean));
        mean = pick(mean, kept);
        squares = pick(squares, kept);
    }

    private static double[][] pick(double[][] rows, int[] places) {
        return Arrays.stream(places).mapToObj(k -> rows[k]).toArray(double[][]::new);
    }

    /** The factor that explains most first; the largest weight of each is positive. */
    private void arrange() {
        double[] all = new double[count()];
        layers.forEach(l -> {
            double[] explained = Explained.byEach(l, mean);
            Arrays.setAll(all, k -> all[k] + explained[k]);
        });
        keep(IntStream.range(0, count())
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -all[k]))
                .mapToInt(k -> k)
                .toArray());
        for (int k = 0; k < count(); k++) {
            if (largestWeight(k) < 0) {
                int factor = k;
                layers.forEach(l -> l.turn(factor));
                mean[k] = Matrices.scaled(mean[k], -1);
            }
        }
    }

    /** In units of the layer's noise, so that layers of large values do not decide alone. */
    private double largestWeight(int k) {
        double largest = 0;
        for (var layer : layers) {
            for (int d = 0; d < layer.features(); d++) {
                double weight = layer.weight(d, k) * Math.sqrt(layer.tau(d));
                largest = Math.abs(weight) > Math.abs(largest) ? weight : largest;
            }
        }
        return largest;
    }

    int count() {
        return mean.length;
    }

    private int samples() {
        return mean[0].length;
    }

    List<FactorLayer> layers() {
        return layers;
    }

    /** [factors][samples]. */
    double[][] mean() {
        return mean;
    }

    /** The lower bound of the evidence after each round. */
    List<Double> boundByRound() {
        return List.copyOf(bound);
    }

    /** The rounds before which a factor was given up; the bound may fall there. */
    List<Integer> drops() {
        return List.copyOf(drops);
    }
}
