package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.function.UnaryOperator;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * A one-dimensional convolutional network over features in their order: it assumes that neighbours belong together (sites
 * along a chromosome, SNPs, spectra). Each block is a convolution, ReLU and the largest of every few neighbours; a hidden
 * layer and the scores follow. A plan and a value.
 *
 * @param channels filters of each block; 16
 * @param kernel how many neighbours a filter sees; odd; 9
 * @param pool of how many neighbours the largest goes on; 4
 * @param blocks convolutions at most; as many of them as the features allow; 2
 * @param hidden units of the hidden layer; 32
 * @param dropout before the scores while training; 0.3
 * @param regime how it is trained
 */
public record FeatureCnn(int channels, int kernel, int pool, int blocks, int hidden, double dropout, Regime regime)
        implements Estimator<MultiOmics> {

    public FeatureCnn {
        if (channels < 1
                || kernel < 1
                || kernel % 2 == 0
                || pool < 1
                || blocks < 1
                || hidden < 1
                || !(dropout >= 0 && dropout < 1)) {
            throw new GenomicsException(
                    "A CNN takes at least 1 channel, an odd kernel, a pool, blocks and hidden units of at least 1 and a"
                            + " dropout from 0 to below 1; found channels " + channels + ", kernel " + kernel
                            + ", pool " + pool + ", blocks " + blocks + ", hidden " + hidden + ", dropout " + dropout
                            + ".",
                    Map.of("channels", channels, "kernel", kernel, "pool", pool, "blocks", blocks, "hidden", hidden));
        }
    }

    static FeatureCnn standard() {
        return new FeatureCnn(16, 9, 4, 2, 32, 0.3, Regime.standard());
    }

    public FeatureCnn channels(int value) {
        return new FeatureCnn(value, kernel, pool, blocks, hidden, dropout, regime);
    }

    public FeatureCnn kernel(int value) {
        return new FeatureCnn(channels, value, pool, blocks, hidden, dropout, regime);
    }

    public FeatureCnn pool(int value) {
        return new FeatureCnn(channels, kernel, value, blocks, hidden, dropout, regime);
    }

    public FeatureCnn blocks(int value) {
        return new FeatureCnn(channels, kernel, pool, value, hidden, dropout, regime);
    }

    public FeatureCnn hidden(int value) {
        return new FeatureCnn(channels, kernel, pool, blocks, value, dropout, regime);
    }

    public FeatureCnn dropout(double value) {
        return new FeatureCnn(channels, kernel, pool, blocks, hidden, value, regime);
    }

    /** Changes how it is trained: {@code .training(t -> t.epochs(100))}. */
    public FeatureCnn training(UnaryOperator<Regime> change) {
        return new FeatureCnn(channels, kernel, pool, blocks, hidden, dropout, change.apply(regime));
    }

    private HiddenLayer hiddenLayer() {
        return new HiddenLayer(hidden, dropout);
    }

    @Override
    public String name() {
        return "1-D CNN";
    }

    @Override
    public NetworkFit fit(MultiOmics train, Task task, Seed seed) {
        return NetworkFit.of(new Wires(this), regime, train, task, seed);
    }

    /** The blocks in a row. */
    private record Wires(FeatureCnn plan) implements Wiring {
        @Override
        public String name() {
            return plan.name();
        }

        /** How many blocks leave at least one place. */
        private int depth(int width) {
            int depth = 0;
            for (int left = width / plan.pool(); left > 0 && depth < plan.blocks(); left /= plan.pool()) {
                depth++;
            }
            return depth;
        }

        @Override
        public void begin(Network net, Features features, int outputs, Seed seed) {
            int left = features.width();
            int channels = 1;
            for (int b = 0; b < depth(features.width()); b++) {
                double bound = 1 / Math.sqrt(channels * plan.kernel());
                String module = "block." + b;
                Initial.uniform(net, module + ".weight", bound, seed, plan.channels(), channels, plan.kernel());
                Initial.uniform(net, module + ".bias", bound, seed, plan.channels());
                channels = plan.channels();
                left /= plan.pool();
            }
            plan.hiddenLayer().begin(net, channels * left, outputs, seed);
        }

        @Override
        public NDArray scores(Network net, Features features, Inputs inputs, Chance chance) {
            var x = Ops.call("as_channel", inputs.values()); // [n, 1, features]
            for (int b = 0; b < depth(features.width()); b++) {
                String module = "block." + b;
                x = Ops.call(
                        "feature_conv", x, net.weight(module + ".weight"), net.weight(module + ".bias"), plan.pool());
            }
            return plan.hiddenLayer().scores(net, x, chance); // [n, outputs]
        }
    }
}
