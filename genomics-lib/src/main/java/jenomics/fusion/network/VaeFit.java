package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import jenomics.learn.Targets;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Scope;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;

/**
 * A trained variational autoencoder.
 *
 * @param name for titles and messages
 * @param readout of the label, or null
 * @param order of the dimensions as they are shown: those in which training samples differ most come first
 */
record VaeFit(String name, VaeWires wires, Trained trained, Readout readout, int[] order) {
    private static final int AT_ONCE = 256;

    static VaeFit of(MultiOmicsVae plan, MultiOmics train, Seed seed) {
        return of(plan.name(), plan, train, null, 0, seed);
    }

    /** @param targets of the training samples, or null. @param weight of their loss */
    static VaeFit of(String name, MultiOmicsVae plan, MultiOmics train, Targets targets, double weight, Seed seed) {
        var layers = VaeLayers.of(name, train, plan.distributions());
        var wires = new VaeWires(plan, layers);
        var numbers = layers.numbers(train);
        var regime = plan.regime();
        var readout = targets == null ? null : Readout.of(targets, regime.balanced());
        var parts = targets == null
                ? HeldOut.of(train.size(), regime.heldOut(), seed.part("held out"))
                : HeldOut.of(targets, regime.heldOut(), seed.part("held out"));
        try (var net = new Network();
                var data = Scope.lasting()) {
            wires.begin(net, targets == null ? 0 : targets.task().outputs(), seed.part("weights"));
            var labels = targets == null
                    ? null
                    : new VaeLearner.Labels(readout, readout.truth(data, targets.values()), weight);
            var learner = new VaeLearner(wires, net, data, numbers, labels);
            var trained = Loop.run(name, regime, learner, parts, seed);
            int[] asTheyCome = IntStream.range(0, plan.dimensions()).toArray();
            return new VaeFit(name, wires, trained, readout, asTheyCome).ordered(numbers);
        }
    }

    private VaeFit ordered(VaeLayers.Numbers train) {
        double[][] means = rows(train, this::mean);
        double[] spread = new double[order.length];
        for (int d = 0; d < spread.length; d++) {
            int dimension = d;
            double mean = Arrays.stream(means)
                    .mapToDouble(row -> row[dimension])
                    .average()
                    .orElse(0);
            spread[d] = Arrays.stream(means)
                    .mapToDouble(row -> (row[dimension] - mean) * (row[dimension] - mean))
                    .sum();
        }
        int[] bySpread = IntStream.range(0, spread.length)
                .boxed()
                .sorted(Comparator.comparingDouble(d -> -spread[d]))
                .mapToInt(d -> d)
                .toArray();
        return new VaeFit(name, wires, trained, readout, bySpread);
    }

    private double[][] inOrder(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(order).mapToDouble(d -> row[d]).toArray())
                .toArray(double[][]::new);
    }

    /** Something of each sample, batch by batch: one tensor [n, columns] as rows. */
    private double[][] rows(VaeLayers.Numbers numbers, BiFunction<Network, Inputs, NDArray> what) {
        var rows = new ArrayList<double[]>();
        int n = numbers.seen().samples();
        try (var scope = Scope.open();
                var off = Grad.off();
                var net = trained.weights().network()) {
            var all = Inputs.of(scope, wires.layers().seen(), numbers.seen());
            for (int from = 0; from < n; from += AT_ONCE) {
                int[] some = IntStream.range(from, Math.min(n, from + AT_ONCE)).toArray();
                try (var batch = Scope.open()) {
                    float[] flat = what.apply(net, all.pick(some)).toFloatArray();
                    addRows(flat, flat.length / some.length, rows);
                }
            }
        }
        return rows.toArray(double[][]::new);
    }

    private static void addRows(float[] flat, int width, List<double[]> rows) {
        for (int from = 0; from < flat.length; from += width) {
            double[] row = new double[width];
            for (int i = 0; i < width; i++) {
                row[i] = flat[from + i];
            }
            rows.add(row);
        }
    }

    private NDArray mean(Network net, Inputs inputs) {
        return wires.posterior(net, inputs, Chance.NONE)[0]; // [n, d]
    }

    /** The mean of each sample's posterior: [samples][dimensions]. */
    double[][] place(MultiOmics samples) {
        return inOrder(rows(wires.layers().numbers(samples), this::mean));
    }

    /** The standard deviation of each sample's posterior: [samples][dimensions]. */
    double[][] spread(MultiOmics samples) {
        double[][] logs =
                rows(wires.layers().numbers(samples), (net, inputs) -> wires.posterior(net, inputs, Chance.NONE)[1]);
        for (double[] row : logs) {
            for (int d = 0; d < row.length; d++) {
                row[d] = Math.exp(0.5 * row[d]);
            }
        }
        return inOrder(logs);
    }

    /** What the label's module says: probabilities, or values. */
    double[][] predicted(MultiOmics samples) {
        double[][] scores =
                rows(wires.layers().numbers(samples), (net, inputs) -> wires.scores(net, mean(net, inputs)));
        float[] flat = new float[scores.length * readout.task().outputs()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float)
                    scores[i / readout.task().outputs()][i % readout.task().outputs()];
        }
        return readout.values(flat);
    }

    /** What the decoder says of one layer, in its units: [samples][features]. */
    float[][] reconstructed(MultiOmics samples, int layer) {
        var numbers = wires.layers().numbers(samples);
        double[][] told = rows(numbers, (net, inputs) -> wires.told(net, layer, mean(net, inputs)));
        float[][] values = new float[told.length][];
        int layers = wires.layers().size();
        for (int s = 0; s < values.length; s++) {
            float[] row = new float[told[s].length];
            for (int f = 0; f < row.length; f++) {
                row[f] = (float) told[s][f];
            }
            values[s] = wires.layers().inUnits(layer, row, numbers.totals()[s * layers + layer]);
        }
        return values;
    }

    /** The evidence lower bound of samples at the mean of their posteriors, in nats a sample. */
    double bound(MultiOmics samples) {
        try (var scope = Scope.open();
                var off = Grad.off();
                var net = trained.weights().network()) {
            var learner = new VaeLearner(wires, net, scope, wires.layers().numbers(samples), null);
            int[] all = IntStream.range(0, samples.size()).toArray();
            return -learner.watched(all) * wires.layers().width();
        }
    }
}
