package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.fusion.FusedView;
import jenomics.learn.FittedPreparation;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Network;
import jenomics.nn.Scope;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.plot.Chart;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/** The codes that autoencoders make of the layers, side by side. */
public final class AutoencoderView extends FusedView {

    /**
     * What has been trained.
     *
     * @param means of each dimension over the training samples that have its layer
     */
    private record Fit(AutoencoderWires wires, Trained trained, double[] means) {
        double[][] codes(Features.Numbers numbers) {
            int layers = wires.features().blocks().size();
            double[][] codes = new double[numbers.samples()][means.length];
            try (var scope = Scope.open();
                    var off = Grad.off();
                    var net = trained.weights().network()) {
                var inputs = Inputs.of(scope, wires.features(), numbers);
                int offset = 0;
                for (int l = 0; l < layers; l++) {
                    int d = wires.dimensions(l);
                    float[] code = wires.code(
                                    net,
                                    l,
                                    inputs.layer(wires.features().blocks().get(l)))
                            .toFloatArray();
                    for (int i = 0; i < code.length; i++) {
                        boolean there = numbers.present()[i / d * layers + l] == 1;
                        codes[i / d][offset + i % d] = there ? code[i] : means[offset + i % d];
                    }
                    offset += d;
                }
            }
            return codes;
        }

        int dimensions() {
            return IntStream.range(0, wires.features().blocks().size())
                    .map(wires::dimensions)
                    .sum();
        }
    }

    private final Fit fit;

    private AutoencoderView(FittedPreparation<MultiOmics> prepared, Fit fit, double[][] codes) {
        super(fit.wires().plan().name(), prepared, names(fit.wires()), codes);
        this.fit = fit;
    }

    static AutoencoderView of(Autoencoder plan, FittedPreparation<MultiOmics> prepared, Seed seed) {
        var train = prepared.train();
        var features = Features.of(plan.name(), train, Features.Scaling.STANDARD, true);
        var numbers = features.numbers(train);
        var wires = new AutoencoderWires(plan, features);
        var regime = plan.regime();
        var parts = HeldOut.of(train.size(), regime.heldOut(), seed.part("held out"));
        try (var net = new Network();
                var data = Scope.lasting()) {
            wires.begin(net, seed.part("weights"));
            var learner = new AutoencoderLearner(wires, net, Inputs.of(data, features, numbers));
            var trained = Loop.run(plan.name(), regime, learner, parts, seed);
            var fit = withMeans(wires, trained, numbers);
            return new AutoencoderView(prepared, fit, fit.codes(numbers));
        }
    }

    private static Fit withMeans(AutoencoderWires wires, Trained trained, Features.Numbers numbers) {
        var bare = new Fit(wires, trained, null);
        double[] means = new double[bare.dimensions()];
        double[][] codes = new Fit(wires, trained, means).codes(numbers);
        int layers = wires.features().blocks().size();
        int offset = 0;
        for (int l = 0; l < layers; l++) {
            for (int d = 0; d < wires.dimensions(l); d++) {
                double sum = 0;
                int there = 0;
                for (int s = 0; s < codes.length; s++) {
                    if (numbers.present()[s * layers + l] == 1) {
                        sum += codes[s][offset + d];
                        there++;
                    }
                }
                means[offset + d] = there == 0 ? 0 : sum / there;
            }
            offset += wires.dimensions(l);
        }
        return new Fit(wires, trained, means);
    }

    private static List<String> names(AutoencoderWires wires) {
        var names = new ArrayList<String>();
        for (int l = 0; l < wires.features().blocks().size(); l++) {
            for (int d = 1; d <= wires.dimensions(l); d++) {
                names.add(wires.features().blocks().get(l).layer() + " " + d);
            }
        }
        return names;
    }

    @Override
    protected double[][] place(MultiOmics samples) {
        return fit.codes(fit.wires().features().numbers(samples));
    }

    /** What it makes again of samples that are prepared, in the units of the prepared layers. */
    public MultiOmics reconstruct(MultiOmics samples) {
        var features = fit.wires().features();
        MultiOmics all = null;
        try (var scope = Scope.open();
                var off = Grad.off();
                var net = fit.trained().weights().network()) {
            var inputs = Inputs.of(scope, features, features.numbers(samples));
            for (int l = 0; l < features.blocks().size(); l++) {
                var block = features.blocks().get(l);
                var code = fit.wires().code(net, l, inputs.layer(block));
                float[] told = fit.wires().told(net, l, code).toFloatArray();
                var layer = OmicsLayer.owning(block.layer(), samples.ids(), block.features(), inUnits(told, block));
                all = all == null ? MultiOmics.of(layer) : all.with(layer);
            }
        }
        return samples.hasSheet() ? all.with(samples.sheet()) : all;
    }

    private static float[][] inUnits(float[] told, Features.Block block) {
        int p = block.width();
        float[][] rows = new float[told.length / p][p];
        for (int i = 0; i < told.length; i++) {
            rows[i / p][i % p] = block.means()[i % p] + block.spreads()[i % p] * told[i];
        }
        return rows;
    }

    /** The loss of every step, and of the watched samples after every epoch. */
    public History history() {
        return fit.trained().history();
    }

    /** Loss by step, and on the watched samples. */
    public Chart training() {
        return history().chart();
    }

    @Override
    public Description describe() {
        return Description.of(method() + " · " + Phrases.count(dimensions().size(), "dimension") + " · " + fittedTo()
                + " · best after " + Phrases.count(fit.trained().epochs(), "epoch")
                + (fit.trained().stopped() ? " · stopped by hand" : ""));
    }
}
