package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Network;
import jenomics.nn.Scope;
import jenomics.nn.Torch;
import jenomics.omics.MultiOmics;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * A network on layers of omics data that has learned to predict, or several whose predictions are averaged. Its weights
 * lie in Java's memory; torch holds nothing between two calls.
 */
public final class NetworkFit implements Fitted<MultiOmics>, Described {
    private static final int AT_ONCE = 256;

    private final Wiring wiring;
    private final Features features;
    private final Readout readout;
    private final List<Trained> members;
    private final MultiOmics train;

    private NetworkFit(Wiring wiring, Features features, Readout readout, List<Trained> members, MultiOmics train) {
        this.wiring = wiring;
        this.features = features;
        this.readout = readout;
        this.members = List.copyOf(members);
        this.train = train;
    }

    /** Trains one network after the other. */
    static NetworkFit of(Wiring wiring, Regime regime, MultiOmics train, Task task, Seed seed) {
        var targets = task.resolve(train).targets(train);
        var readout = Readout.of(targets, regime.balanced());
        wiring.check(train);
        var features = Features.of(wiring.name(), train, Features.Scaling.STANDARD, wiring.mayLack());
        var numbers = features.numbers(train);
        var members = new ArrayList<Trained>();
        for (int m = 0; m < regime.networks(); m++) {
            var own = seed.part("network").at(m);
            var parts = HeldOut.of(targets, regime.heldOut(), own.part("held out"));
            try (var net = new Network();
                    var data = Scope.lasting()) {
                wiring.begin(net, features, readout.task().outputs(), own.part("weights"));
                var inputs = Inputs.of(data, features, numbers);
                var truth = readout.truth(data, targets.values());
                var learner = new ScoreLearner(wiring, net, features, inputs, readout, truth);
                members.add(Loop.run(wiring.name(), regime, learner, parts, own));
            }
            if (members.get(m).stopped()) {
                break;
            }
        }
        return new NetworkFit(wiring, features, readout, members, train);
    }

    /** Predictions for all samples; those of several networks are averaged. */
    @Override
    public Predictions predict(MultiOmics samples) {
        var numbers = features.numbers(samples);
        double[][] sum = new double[samples.size()][readout.task().outputs()];
        for (var member : members) {
            double[][] values = readout.values(scores(member, numbers));
            for (int i = 0; i < sum.length; i++) {
                for (int o = 0; o < sum[i].length; o++) {
                    sum[i][o] += values[i][o] / members.size();
                }
            }
        }
        return new Predictions(readout.task(), samples.ids(), sum);
    }

    private float[] scores(Trained member, Features.Numbers numbers) {
        int outputs = readout.task().outputs();
        float[] scores = new float[numbers.samples() * outputs];
        try (var scope = Scope.open();
                var off = Grad.off();
                var net = member.weights().network()) {
            var all = Inputs.of(scope, features, numbers);
            for (int from = 0; from < numbers.samples(); from += AT_ONCE) {
                int to = Math.min(numbers.samples(), from + AT_ONCE);
                try (var batch = Scope.open()) {
                    var some = all.pick(IntStream.range(from, to).toArray());
                    float[] of = scores(net, some).toFloatArray();
                    System.arraycopy(of, 0, scores, from * outputs, of.length);
                }
            }
        }
        return scores;
    }

    /** The classes or labels that there is a score for; for a binary task the positive class, for a number its name. */
    public List<String> outputs() {
        return readout.outputs();
    }

    /**
     * What each feature adds to the score of an output, sample by sample: integrated gradients (Sundararajan et al.
     * 2017) from the mean of the training samples. They add up to the score less that of the mean sample.
     *
     * @param output a class, a label or what is predicted, of {@link #outputs}
     */
    public Contributions contributions(MultiOmics samples, String output) {
        return PathIntegral.of(
                this::scores,
                features,
                readout,
                members,
                samples.ids(),
                features.numbers(samples),
                output,
                PathIntegral.FINE);
    }

    private NDArray scores(Network net, Inputs inputs) {
        return wiring.scores(net, features, inputs, Chance.NONE);
    }

    /**
     * The mean size of what each feature adds to the scores of (up to 100 of) the training samples, summed over the
     * outputs, by {@link #contributions}.
     */
    @Override
    public Optional<FeatureWeights> weights() {
        var numbers = features.numbers(PathIntegral.some(train));
        return Optional.of(PathIntegral.weights(this::scores, features, readout, members, numbers));
    }

    /** How the training of the first network went. */
    public History history() {
        return members.get(0).history();
    }

    /** Loss by step, and on the watched samples. */
    public Chart plot() {
        return history().chart();
    }

    Wiring wiring() {
        return wiring;
    }

    Features features() {
        return features;
    }

    List<Trained> members() {
        return members;
    }

    /** {@code perceptron · binary 'er' [no, yes] · 412 features in 2 layers · 55,201 weights · 34 epochs · cpu}. */
    @Override
    public Description describe() {
        var first = members.get(0);
        String headline = String.format(
                Locale.ROOT,
                "%s · %s · %s in %s · %s%s · best after %s · %s%s",
                wiring.name(),
                readout.task(),
                Phrases.count(features.width(), "feature"),
                Phrases.count(features.blocks().size(), "layer"),
                Phrases.count(first.weights().count(), "weight"),
                members.size() == 1 ? "" : " × " + members.size() + " networks",
                Phrases.count(first.epochs(), "epoch"),
                Torch.deviceName(),
                members.stream().anyMatch(Trained::stopped) ? " · stopped by hand" : "");
        return Description.of(headline);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
