package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Spelling;

/** Gradients of a score along the straight way from the mean training sample to a sample, by the midpoint rule. */
final class PathIntegral {
    static final int FINE = 64;
    static final int COARSE = 16;
    private static final int AT_ONCE = 64;
    private static final int WEIGHED = 100;

    /** What is asked: the scores [n, outputs] that a network gives samples. */
    @FunctionalInterface
    interface Scored {
        NDArray scores(Network net, Inputs inputs);
    }

    private final Scored scored;
    private final Features features;
    private final int output;
    private final int steps;

    private PathIntegral(Scored scored, Features features, int output, int steps) {
        this.scored = scored;
        this.features = features;
        this.output = output;
        this.steps = steps;
    }

    /**
     * @param ids of the samples
     * @param numbers the samples, as the networks take them
     * @param steps points on the way
     */
    static Contributions of(
            Scored scored,
            Features features,
            Readout readout,
            List<Trained> members,
            List<String> ids,
            Features.Numbers numbers,
            String output,
            int steps) {
        var integral = new PathIntegral(scored, features, place(readout, output), steps);
        double scale = readout.spread() / members.size();
        double[][] values = new double[ids.size()][features.width()];
        double[] scores = new double[ids.size()];
        double[] starts = new double[ids.size()];
        for (var member : members) {
            try (var net = member.weights().network()) {
                integral.add(net, numbers, scale, values, scores, starts);
            }
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] += readout.centre();
            starts[i] += readout.centre();
        }
        return new Contributions(output, ids, layers(features), features.names(), values, scores, starts);
    }

    /** The place of an output among the scores. */
    static int place(Readout readout, String output) {
        int place = readout.outputs().indexOf(output);
        if (place < 0) {
            throw new GenomicsException(
                    "There is no output '" + output + "'; there are " + readout.outputs() + "."
                            + Spelling.nearest(output, readout.outputs())
                                    .map(n -> " Did you mean '" + n + "'?")
                                    .orElse(""),
                    Map.of("output", output, "outputs", readout.outputs()));
        }
        return place;
    }

    /** The layer of each feature. */
    static List<String> layers(Features features) {
        var layers = new ArrayList<String>();
        features.blocks().forEach(b -> b.features().forEach(f -> layers.add(b.layer())));
        return layers;
    }

    private void add(
            Network net, Features.Numbers numbers, double scale, double[][] values, double[] scores, double[] starts) {
        try (var scope = Scope.open()) {
            var all = Inputs.of(scope, features, numbers);
            for (int from = 0; from < numbers.samples(); from += AT_ONCE) {
                int to = Math.min(numbers.samples(), from + AT_ONCE);
                try (var batch = Scope.open()) {
                    var some = all.pick(IntStream.range(from, to).toArray());
                    add(net, some, from, scale, values);
                    addScores(net, some, from, scale, scores);
                    addScores(net, at(some, 0), from, scale, starts);
                }
            }
        }
    }

    private static Inputs at(Inputs inputs, double share) {
        try (var off = Grad.off()) {
            return inputs.with(Ops.call("scale", inputs.values(), share));
        }
    }

    private void add(Network net, Inputs some, int from, double scale, double[][] values) {
        float[] x = some.values().toFloatArray();
        int width = features.width();
        for (int step = 0; step < steps; step++) {
            float[] gradient = gradient(net, at(some, (step + 0.5) / steps));
            for (int i = 0; i < x.length; i++) {
                values[from + i / width][i % width] += scale * x[i] * gradient[i] / steps;
            }
        }
    }

    private float[] gradient(Network net, Inputs there) {
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var leaf = Grad.leaf(there.values());
            scope.keep(leaf);
            Grad.backward(Ops.call("total", score(net, there.with(leaf))));
            var found = Ops.callAll("gradient_of", leaf);
            return found.length == 0 ? new float[(int) leaf.size()] : found[0].toFloatArray();
        }
    }

    private NDArray score(Network net, Inputs inputs) {
        return Ops.call("column", scored.scores(net, inputs), output);
    }

    private void addScores(Network net, Inputs inputs, int from, double scale, double[] sums) {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            float[] found = score(net, inputs).toFloatArray();
            for (int i = 0; i < found.length; i++) {
                sums[from + i] += scale * found[i];
            }
        }
    }

    /**
     * The mean size of what each feature adds to the scores of samples, summed over the outputs.
     *
     * @param numbers of (some of) the training samples
     */
    static FeatureWeights weights(
            Scored scored, Features features, Readout readout, List<Trained> members, Features.Numbers numbers) {
        double[] sizes = new double[features.width()];
        var ids = Collections.nCopies(numbers.samples(), "");
        for (String output : readout.outputs()) {
            double[] means = of(scored, features, readout, members, ids, numbers, output, COARSE)
                    .meanSizes();
            for (int f = 0; f < sizes.length; f++) {
                sizes[f] += means[f];
            }
        }
        return new FeatureWeights(
                "mean |integrated gradient|",
                features.names(),
                Arrays.stream(sizes).boxed().toList());
    }

    /** Up to a hundred of the samples, evenly spread. */
    static MultiOmics some(MultiOmics train) {
        int many = Math.min(WEIGHED, train.size());
        return train.select(IntStream.range(0, many)
                .map(i -> (int) ((long) i * train.size() / many))
                .toArray());
    }
}
