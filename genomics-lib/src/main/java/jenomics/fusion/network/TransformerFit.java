package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Network;
import jenomics.nn.Scope;
import jenomics.omics.MultiOmics;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/** A trained cross-modal transformer: predictions from whichever layers a sample has, and what it attends to. */
public final class TransformerFit implements Fitted<MultiOmics>, Described {
    private static final int AT_ONCE = 64;

    private final NetworkFit fit;

    TransformerFit(NetworkFit fit) {
        this.fit = fit;
    }

    NetworkFit fit() {
        return fit;
    }

    @Override
    public Predictions predict(MultiOmics samples) {
        return fit.predict(samples);
    }

    @Override
    public Optional<FeatureWeights> weights() {
        return fit.weights();
    }

    /** See {@link NetworkFit#outputs}. */
    public List<String> outputs() {
        return fit.outputs();
    }

    /** See {@link NetworkFit#contributions}. */
    public Contributions contributions(MultiOmics samples, String output) {
        return fit.contributions(samples, output);
    }

    /** See {@link NetworkFit#history}. */
    public History history() {
        return fit.history();
    }

    /** Loss by step, and on the watched samples. */
    public Chart plot() {
        return fit.plot();
    }

    /** What its tokens attend to, on average over these samples, its heads, its blocks and its networks. */
    public LayerAttention attention(MultiOmics samples) {
        var wires = (TransformerWires) fit.wiring();
        var groups = wires.groups(fit.features());
        var numbers = fit.features().numbers(samples);
        double[][] sum = new double[groups.count() + 1][groups.count() + 1];
        for (var member : fit.members()) {
            try (var scope = Scope.open();
                    var off = Grad.off();
                    var net = member.weights().network()) {
                var all = Inputs.of(scope, fit.features(), numbers);
                for (int from = 0; from < samples.size(); from += AT_ONCE) {
                    int to = Math.min(samples.size(), from + AT_ONCE);
                    try (var batch = Scope.open()) {
                        add(wires, net, all.pick(IntStream.range(from, to).toArray()), sum);
                    }
                }
            }
        }
        double maps = (double) fit.members().size()
                * samples.size()
                * wires.plan().depth()
                * wires.plan().heads();
        for (double[] row : sum) {
            for (int c = 0; c < row.length; c++) {
                row[c] /= maps;
            }
        }
        return new LayerAttention(layers(groups), groups.names(), sum, even(groups, numbers));
    }

    /** What every column would get if a sample attended to all tokens that it has alike; the mean over samples. */
    private double[] even(FeatureGroups groups, Features.Numbers numbers) {
        double[] even = new double[groups.count() + 1];
        int layers = fit.features().blocks().size();
        for (int s = 0; s < numbers.samples(); s++) {
            int from = s * layers;
            long there = 1
                    + IntStream.of(groups.layerOf())
                            .filter(l -> numbers.present()[from + l] == 1)
                            .count();
            double share = 1.0 / there / numbers.samples();
            even[0] += share;
            for (int g = 0; g < groups.count(); g++) {
                even[1 + g] += numbers.present()[from + groups.layerOf()[g]] * share;
            }
        }
        return even;
    }

    private void add(TransformerWires wires, Network net, Inputs inputs, double[][] sum) {
        var maps = new ArrayList<NDArray>();
        wires.run(net, fit.features(), inputs, Chance.NONE, maps);
        int wide = sum.length;
        for (var map : maps) {
            float[] values = map.toFloatArray(); // [n, heads, 1 + groups, 1 + groups]
            for (int i = 0; i < values.length; i++) {
                sum[i / wide % wide][i % wide] += values[i];
            }
        }
    }

    private List<String> layers(FeatureGroups groups) {
        return IntStream.of(groups.layerOf())
                .mapToObj(l -> fit.features().blocks().get(l).layer())
                .toList();
    }

    @Override
    public Description describe() {
        return fit.describe();
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
