package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Targets;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Scope;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Progress;

/**
 * Sets features of trained MOGONETs to zero, one by one and by layers, in the samples of the graph and in those asked about;
 * threshold and graph are made again, what was learned stays.
 */
final class MogonetAblation {
    private final MogonetFit fit;
    private final MogonetWires wires;
    private final MultiOmics samples;
    private final Metric metric;
    private final Targets targets;

    MogonetAblation(MogonetFit fit, MultiOmics samples, Metric metric) {
        this.fit = fit;
        this.wires = fit.wires();
        this.samples = samples;
        this.metric = metric;
        targets = fit.task().targets(samples);
    }

    /** One layer with everything, and from what its graph comes. */
    private record Layer(MogonetScene scene, Cosines within, Cosines onto) {}

    Ablation run() {
        var networks = new ArrayList<Network>();
        try (var scope = Scope.open();
                var off = Grad.off();
                var progress = Progress.of("ablation", fit.features().width(), "features")) {
            fit.members().forEach(member -> networks.add(member.weights().network()));
            return run(networks, progress);
        } finally {
            networks.forEach(Network::close);
        }
    }

    private Ablation run(List<Network> networks, Progress progress) {
        var layers = layers();
        var votes = new ArrayList<List<NDArray>>(); // of each network, of each layer
        for (var net : networks) {
            votes.add(layers.stream().map(l -> l.scene().votes(net, null)).toList());
        }
        double all = score(networks, votes);
        double sign = metric.higherIsBetter() ? 1 : -1;
        var byLayer = new LinkedHashMap<String, Double>();
        var byFeature = new ArrayList<Double>();
        for (var layer : layers) {
            int width = wires.widths().get(layer.scene().view());
            byLayer.put(
                    fit.features().blocks().get(layer.scene().view()).layer(),
                    sign * (all - withoutLayer(layer, networks, votes)));
            for (int f = 0; f < width; f++) {
                byFeature.add(sign * (all - without(layer, f, networks, votes)));
                progress.done(byFeature.size());
            }
        }
        var drops = new FeatureWeights("drop of " + metric, fit.features().names(), byFeature);
        return new Ablation(metric, all, samples.size(), byLayer, PathIntegral.layers(fit.features()), drops);
    }

    private List<Layer> layers() {
        var numbers = fit.features().numbers(samples);
        var layers = new ArrayList<Layer>();
        for (var scene : fit.fresh(samples)) {
            float[][] known = fit.known(scene.view());
            layers.add(
                    new Layer(scene, Cosines.within(known), Cosines.between(fit.rows(scene.view(), numbers), known)));
        }
        return layers;
    }

    private double without(Layer layer, int feature, List<Network> networks, List<List<NDArray>> votes) {
        float[] gate = new float[wires.widths().get(layer.scene().view())];
        Arrays.fill(gate, 1);
        gate[feature] = 0;
        return scoreOf(
                layer, gate, layer.within().without(feature), layer.onto().without(feature), networks, votes);
    }

    /** Without any value every sample is as far from every other: in each row a single zero does for all features. */
    private double withoutLayer(Layer layer, List<Network> networks, List<List<NDArray>> votes) {
        float[] gate = new float[wires.widths().get(layer.scene().view())];
        float[][] known = new float[layer.within().size()][1];
        float[][] fresh = new float[samples.size()][1];
        return scoreOf(layer, gate, Cosines.within(known), Cosines.between(fresh, known), networks, votes);
    }

    private double scoreOf(
            Layer layer,
            float[] gate,
            Cosines within,
            Cosines onto,
            List<Network> networks,
            List<List<NDArray>> votes) {
        try (var scope = Scope.open()) {
            var limit = SampleGraph.of(within, wires.plan().neighbours());
            var scene = layer.scene().regraphed(limit, within, onto);
            var gates = scope.floats(gate, gate.length);
            var changed = new ArrayList<List<NDArray>>();
            for (int m = 0; m < networks.size(); m++) {
                var own = new ArrayList<>(votes.get(m));
                own.set(scene.view(), scene.votes(networks.get(m), gates));
                changed.add(own);
            }
            return score(networks, changed);
        }
    }

    private double score(List<Network> networks, List<List<NDArray>> votes) {
        var said = new ArrayList<float[]>();
        for (int m = 0; m < networks.size(); m++) {
            said.add(fit.shares(networks.get(m), votes.get(m)));
        }
        var predictions = fit.predictions(samples.ids(), said);
        var found = Scores.values(predictions, targets).get(metric);
        return found != null
                ? found
                : Scores.of(predictions, targets).get(metric).value(); // the latter says why not
    }
}
