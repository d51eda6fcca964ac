package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.Metric;
import jenomics.learn.Predictions;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.omics.MultiOmics;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;
import jenomics.provenance.Progress;
import jenomics.provenance.Seed;

/** A trained MOGONET, with the training samples that new ones are joined to. */
public final class MogonetFit implements Fitted<MultiOmics>, Described {
    private final MogonetWires wires;
    private final Task task;
    private final Features features;
    private final List<MogonetData.View> views;
    private final int[] learned;
    private final int[] classOf;
    private final List<Trained> members;

    /**
     * @param learned which of the training samples are in the graphs
     * @param classOf of all training samples
     */
    private MogonetFit(
            MogonetWires wires,
            Task task,
            Features features,
            List<MogonetData.View> views,
            int[] learned,
            int[] classOf,
            List<Trained> members) {
        this.wires = wires;
        this.task = task;
        this.features = features;
        this.views = views;
        this.learned = learned;
        this.classOf = classOf;
        this.members = members;
    }

    static MogonetFit of(Mogonet plan, MultiOmics train, Targets targets, Seed seed) {
        boolean faithful = plan.mode() == Mogonet.Mode.FAITHFUL;
        var scaling = faithful ? Features.Scaling.NONE : Features.Scaling.STANDARD;
        var features = Features.of(plan.name(), train, scaling, false);
        var numbers = features.numbers(train);
        int classes = Math.max(2, targets.task().outputs());
        var widths = features.blocks().stream().map(Features.Block::width).toList();
        var wires = new MogonetWires(plan, widths, classes);
        var parts = HeldOut.of(targets, plan.regime().heldOut(), seed.part("held out"));
        var views = views(plan, features, numbers, parts.learned());
        float[] importance = importance(plan, targets.classIndex(), classes);
        var members = new ArrayList<Trained>();
        for (int m = 0; m < plan.regime().networks(); m++) {
            var own = seed.part("network").at(m);
            members.add(train(wires, views, parts, targets.classIndex(), importance, own));
        }
        return new MogonetFit(wires, targets.task(), features, views, parts.learned(), targets.classIndex(), members);
    }

    private static Trained train(
            MogonetWires wires,
            List<MogonetData.View> views,
            HeldOut parts,
            int[] classOf,
            float[] importance,
            Seed seed) {
        var plan = wires.plan();
        try (var net = new Network();
                var scope = Scope.lasting()) {
            wires.begin(net, seed.part("weights"));
            var data = new MogonetData(scope, views, parts.learned());
            if (plan.pretraining() > 0) {
                var alone = plan.regime()
                        .epochs(plan.pretraining())
                        .learningRate(Math.min(1, 2 * plan.regime().learningRate())); // 1e-3 beside 5e-4, as published
                var first = new MogonetLearner(wires, net, data, classOf, importance, true);
                Loop.run(plan.name() + ", pretraining", alone, first, parts, seed.part("pretraining"));
            }
            var learner = new MogonetLearner(wires, net, data, classOf, importance, false);
            return Loop.run(plan.name(), plan.regime(), learner, parts, seed);
        }
    }

    private static List<MogonetData.View> views(
            Mogonet plan, Features features, Features.Numbers numbers, int[] learned) {
        var views = new ArrayList<MogonetData.View>();
        for (var block : features.blocks()) {
            float[][] rows = rows(features, block, numbers);
            float[][] own = Arrays.stream(learned).mapToObj(s -> rows[s]).toArray(float[][]::new);
            views.add(new MogonetData.View(rows, SampleGraph.of(Cosines.within(own), plan.neighbours())));
        }
        return views;
    }

    private static float[][] rows(Features features, Features.Block block, Features.Numbers numbers) {
        int width = features.width();
        return IntStream.range(0, numbers.samples())
                .mapToObj(
                        s -> Arrays.copyOfRange(numbers.values(), s * width + block.offset(), s * width + block.end()))
                .toArray(float[][]::new);
    }

    /**
     * How much each sample counts. Faithful: the share of its class, so that larger classes count more; fixed: one over
     * that, 1 on average, or all alike.
     */
    private static float[] importance(Mogonet plan, int[] classOf, int classes) {
        double[] count = new double[classes];
        for (int c : classOf) {
            count[c]++;
        }
        long found = Arrays.stream(count).filter(c -> c > 0).count();
        float[] importance = new float[classOf.length];
        for (int i = 0; i < importance.length; i++) {
            double share = count[classOf[i]] / classOf.length;
            importance[i] = (float)
                    (plan.mode() == Mogonet.Mode.FAITHFUL
                            ? share
                            : plan.regime().balanced() ? 1 / (found * share) : 1);
        }
        return importance;
    }

    /** Predictions for all samples; of the faithful one they depend on which samples these are. */
    @Override
    public Predictions predict(MultiOmics samples) {
        var said = new ArrayList<float[]>();
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var scenes = fresh(samples);
            for (var member : members) {
                try (var own = Scope.open();
                        var net = member.weights().network()) {
                    said.add(shares(
                            net, scenes.stream().map(s -> s.votes(net, null)).toList()));
                }
            }
        }
        return predictions(samples.ids(), said);
    }

    /** The shares of the classes that a network makes of the votes of all layers: [m, classes] in row-major order. */
    float[] shares(Network net, List<NDArray> votes) {
        return Ops.call("softmax", wires.together(net, votes)).toFloatArray();
    }

    /** The mean of what the networks say. @param said the shares of each */
    Predictions predictions(List<String> ids, List<float[]> said) {
        int outputs = task.outputs();
        int classes = wires.classes();
        double[][] sum = new double[ids.size()][outputs];
        for (float[] shares : said) {
            for (int i = 0; i < sum.length; i++) {
                for (int o = 0; o < outputs; o++) {
                    sum[i][o] += shares[i * classes + (outputs == 1 ? 1 : o)] / (double) said.size();
                }
            }
        }
        return new Predictions(task, ids, outputs == 1 ? sum : addingUpToOne(sum));
    }

    /** Float32 shares add up to 1 within 1e-7 only. */
    private static double[][] addingUpToOne(double[][] rows) {
        for (double[] row : rows) {
            double sum = Arrays.stream(row).sum();
            for (int o = 0; o < row.length; o++) {
                row[o] /= sum;
            }
        }
        return rows;
    }

    /** New samples, layer by layer, in the current scope. */
    List<MogonetScene> fresh(MultiOmics samples) {
        var numbers = features.numbers(samples);
        return IntStream.range(0, views.size())
                .mapToObj(v -> MogonetScene.fresh(
                        wires, v, known(v), rows(v, numbers), views.get(v).graph()))
                .toList();
    }

    /** The training samples in the graph of one layer. */
    float[][] known(int view) {
        return views.get(view).pick(learned);
    }

    /** New samples in one layer. */
    float[][] rows(int view, Features.Numbers numbers) {
        return rows(features, features.blocks().get(view), numbers);
    }

    List<Trained> members() {
        return members;
    }

    MogonetWires wires() {
        return wires;
    }

    Features features() {
        return features;
    }

    Task task() {
        return task;
    }

    private Readout readout() {
        return new Readout(task, 0, 1, null);
    }

    /** The classes that there is a score for; for a binary task the positive class. */
    public List<String> outputs() {
        return readout().outputs();
    }

    /**
     * What each feature adds to the score of a class, sample by sample: integrated gradients (Sundararajan et al. 2017).
     * A feature counts with its value in the sample and in those to which the graph joins it, however far; the graph is
     * taken as it is. They add up to the score less that of a sample of zeros, which are the means of the training samples
     * ({@link Mogonet#faithful}: zeros as measured), in the same place of the graph. What the graph itself owes to a feature
     * {@link #ablation} says.
     *
     * @param output a class, of {@link #outputs}
     */
    public Contributions contributions(MultiOmics samples, String output) {
        var asked = scoreOf(PathIntegral.place(readout(), output));
        double[][] values = new double[samples.size()][features.width()];
        double[] scores = new double[samples.size()];
        double[] starts = new double[samples.size()];
        try (var scope = Scope.open();
                var progress = Progress.of("contributions", (long) members.size() * samples.size(), "samples")) {
            var scenes = fresh(samples);
            for (int m = 0; m < members.size(); m++) {
                try (var net = members.get(m).weights().network()) {
                    var path = new MogonetPath(wires, net, scenes);
                    for (int s = 0; s < samples.size(); s++) {
                        addTo(values[s], path.added(s, asked));
                        scores[s] += path.score(s, asked, 1) / members.size();
                        starts[s] += path.score(s, asked, 0) / members.size();
                        progress.done((long) m * samples.size() + s + 1);
                    }
                }
            }
        }
        return new Contributions(
                output, samples.ids(), PathIntegral.layers(features), features.names(), values, scores, starts);
    }

    private void addTo(double[] means, double[] found) {
        for (int f = 0; f < means.length; f++) {
            means[f] += found[f] / members.size();
        }
    }

    /** The score for a class; for a binary task the log odds. */
    private MogonetPath.Score scoreOf(int output) {
        return scores -> {
            if (task.outputs() > 1) {
                return Ops.call("total", Ops.call("column", scores, output));
            }
            var against = Ops.call("scale", Ops.call("column", scores, 0), -1.0);
            return Ops.call("total", Ops.call("add", Ops.call("column", scores, 1), against));
        };
    }

    /**
     * What each feature adds to the log likelihood of the training samples in the graph, in nats a sample: integrated
     * gradients as in {@link #contributions}, of all samples at once.
     */
    @Override
    public Optional<FeatureWeights> weights() {
        double[] sum = new double[features.width()];
        long[] classes = IntStream.of(learned).mapToLong(i -> classOf[i]).toArray();
        try (var scope = Scope.open()) {
            var truth = scope.longs(classes, classes.length);
            var scenes = IntStream.range(0, views.size())
                    .mapToObj(v ->
                            MogonetScene.known(wires, v, known(v), views.get(v).graph()))
                    .toList();
            for (var member : members) {
                try (var net = member.weights().network()) {
                    var path = new MogonetPath(wires, net, scenes);
                    MogonetPath.Score likelihood =
                            scores -> Ops.call("scale", Ops.call("cross_entropy", scores, truth, null), -1.0);
                    addTo(sum, path.added(likelihood));
                }
            }
        }
        return Optional.of(new FeatureWeights(
                "adds to the log likelihood of a training sample (integrated gradient)",
                features.names(),
                Arrays.stream(sum).boxed().toList()));
    }

    /**
     * Which features and layers the predictions for labelled samples rest on, as published: the fall of F1 where a feature
     * is set to zero in all samples and the graph made again. What the network learned stays; to learn anew without a layer,
     * see {@code Fusion.whichLayer}.
     *
     * @param samples which it has not learned from: of those it has, the graph knows the answer
     */
    public Ablation ablation(MultiOmics samples) {
        return ablation(samples, Metric.F1);
    }

    /** The same by another metric of the task. */
    public Ablation ablation(MultiOmics samples, Metric metric) {
        return new MogonetAblation(this, samples, metric).run();
    }

    /** How the training of the first network went. */
    public History history() {
        return members.get(0).history();
    }

    /** Loss by step, and on the watched samples. */
    public Chart plot() {
        return history().chart();
    }

    @Override
    public Description describe() {
        var first = members.get(0);
        return Description.of(wires.plan().name() + " · " + task + " · " + Phrases.count(features.width(), "feature")
                + " in " + Phrases.count(views.size(), "layer") + " · "
                + Phrases.count(first.weights().count(), "weight") + " · best after "
                + Phrases.count(first.epochs(), "epoch")
                + (wires.plan().transductive() ? " · transductive" : "")
                + (members.stream().anyMatch(Trained::stopped) ? " · stopped by hand" : ""));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
