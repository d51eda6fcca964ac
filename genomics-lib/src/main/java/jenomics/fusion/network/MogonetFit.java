package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Fitted;
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
import jenomics.provenance.Seed;

/** A trained MOGONET, with the training samples that new ones are joined to. */
public final class MogonetFit implements Fitted<MultiOmics>, Described {
    private final MogonetWires wires;
    private final Task task;
    private final Features features;
    private final List<MogonetData.View> views;
    private final HeldOut parts;
    private final List<Trained> members;

    private MogonetFit(
            MogonetWires wires,
            Task task,
            Features features,
            List<MogonetData.View> views,
            HeldOut parts,
            List<Trained> members) {
        this.wires = wires;
        this.task = task;
        this.features = features;
        this.views = views;
        this.parts = parts;
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
        return new MogonetFit(wires, targets.task(), features, views, parts, members);
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
            views.add(new MogonetData.View(rows, SampleGraph.of(own, plan.neighbours())));
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
        var numbers = features.numbers(samples);
        int outputs = task.outputs();
        double[][] sum = new double[samples.size()][outputs];
        for (var member : members) {
            float[] shares = shares(member, numbers);
            int classes = wires.classes();
            for (int i = 0; i < sum.length; i++) {
                for (int o = 0; o < outputs; o++) {
                    sum[i][o] += shares[i * classes + (outputs == 1 ? 1 : o)] / (double) members.size();
                }
            }
        }
        return new Predictions(task, samples.ids(), outputs == 1 ? sum : addingUpToOne(sum));
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

    private float[] shares(Trained member, Features.Numbers numbers) {
        try (var scope = Scope.open();
                var off = Grad.off();
                var net = member.weights().network()) {
            var data = new MogonetData(scope, views, parts.learned());
            var votes = new ArrayList<NDArray>();
            for (int v = 0; v < views.size(); v++) {
                float[][] rows = rows(features, features.blocks().get(v), numbers);
                votes.add(wires.votes(net, v, hidden(net, data, v, rows)));
            }
            return Ops.call("softmax", wires.together(net, votes)).toFloatArray();
        }
    }

    private NDArray hidden(Network net, MogonetData data, int view, float[][] rows) {
        if (wires.plan().mode() == Mogonet.Mode.FIXED) {
            var fresh = data.onto(view, rows);
            var known = wires.hidden(net, view, data.values(view), data.graph(view), Chance.NONE);
            return wires.hiddenOnto(net, view, fresh.values(), known, fresh.graph(), fresh.own());
        }
        var joined = data.joined(view, rows);
        var all = wires.hidden(net, view, joined[0], joined[1], Chance.NONE);
        int[] fresh = IntStream.range(data.size(), data.size() + rows.length).toArray();
        return Ops.call("take_rows", all.get(all.size() - 1), Inputs.rows(fresh));
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
