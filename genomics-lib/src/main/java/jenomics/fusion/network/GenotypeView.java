package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.fusion.FusedView;
import jenomics.learn.FittedPreparation;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.omics.MultiOmics;
import jenomics.plot.Chart;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/** Genotypes in few numbers: the middles of the autoencoders of all stretches, side by side. */
public final class GenotypeView extends FusedView {
    private static final int AT_ONCE = 64;

    /** What has been trained. */
    private record Fit(GenotypeCompressor plan, Stretches stretches, Trained trained) {

        /** Something of each sample, batch by batch; the rows of one tensor after the other. */
        private List<float[]> each(MultiOmics samples, boolean whole) {
            var found = new ArrayList<float[]>();
            for (int from = 0; from < samples.size(); from += AT_ONCE) {
                int[] some = IntStream.range(from, Math.min(samples.size(), from + AT_ONCE))
                        .toArray();
                try (var scope = Scope.open();
                        var off = Grad.off();
                        var net = trained.weights().network()) {
                    var x = hot(scope, stretches, samples.select(some));
                    var middle = middle(net, x);
                    float[] flat = (whole ? told(net, middle) : middle).toFloatArray();
                    int width = flat.length / some.length;
                    for (int i = 0; i < some.length; i++) {
                        found.add(Arrays.copyOfRange(flat, i * width, (i + 1) * width));
                    }
                }
            }
            return found;
        }

        double[][] codes(MultiOmics samples) {
            return each(samples, false).stream()
                    .map(row -> IntStream.range(0, row.length)
                            .mapToDouble(i -> row[i])
                            .toArray())
                    .toArray(double[][]::new);
        }
    }

    private final Fit fit;

    private GenotypeView(FittedPreparation<MultiOmics> prepared, Fit fit) {
        super(fit.plan().name(), prepared, names(fit), fit.codes(prepared.train()));
        this.fit = fit;
    }

    static GenotypeView of(GenotypeCompressor plan, FittedPreparation<MultiOmics> prepared, Seed seed) {
        var train = prepared.train();
        var stretches = Stretches.of(plan, train);
        var parts = HeldOut.of(train.size(), plan.regime().heldOut(), seed.part("held out"));
        try (var net = new Network();
                var data = Scope.lasting()) {
            begin(net, plan, stretches, seed.part("weights"));
            var learner = new Compressing(net, hot(data, stretches, train));
            return new GenotypeView(
                    prepared, new Fit(plan, stretches, Loop.run(plan.name(), plan.regime(), learner, parts, seed)));
        }
    }

    private static NDArray hot(Scope scope, Stretches stretches, MultiOmics samples) {
        return scope.floats(stretches.hot(samples), samples.size(), stretches.count(), stretches.width());
    }

    private static void begin(Network net, GenotypeCompressor plan, Stretches stretches, Seed seed) {
        int n = stretches.count();
        bank(net, "encoder", n, stretches.width(), plan.hidden(), seed);
        bank(net, "middle", n, plan.hidden(), plan.dimensions(), seed);
        bank(net, "decoder", n, plan.dimensions(), stretches.width(), seed);
    }

    /** A linear module for each stretch. */
    private static void bank(Network net, String name, int stretches, int in, int out, Seed seed) {
        Initial.normal(net, name + ".weight", Math.sqrt(2.0 / (in + out)), seed, stretches, in, out);
        Initial.constant(net, name + ".bias", 0, stretches, out);
    }

    private static NDArray through(Network net, String name, NDArray x) {
        return Ops.call("group_projection", x, net.weight(name + ".weight"), net.weight(name + ".bias"));
    }

    private static NDArray middle(Network net, NDArray x) { // [n, stretches, dimensions]
        return Ops.call("sigmoid", through(net, "middle", Ops.call("relu", through(net, "encoder", x))));
    }

    private static NDArray told(Network net, NDArray middle) { // [n, stretches, 3 · SNPs]
        return Ops.call("sigmoid", through(net, "decoder", middle));
    }

    /**
     * What is made small: the mean squared error of the classes of genotypes that are not missing.
     *
     * @param hot [n, stretches, 3 · SNPs]
     */
    private record Compressing(Network net, NDArray hot) implements Learner {
        @Override
        public List<Stage> stages() {
            return Stage.whole((samples, chance) -> loss(samples));
        }

        @Override
        public double watched(int[] samples) {
            return loss(samples).getFloat();
        }

        private NDArray loss(int[] samples) {
            var x = Ops.call("take_rows", hot, Inputs.rows(samples));
            return Ops.call("genotype_loss", told(net, middle(net, x)), x);
        }
    }

    private static List<String> names(Fit fit) {
        var names = new ArrayList<String>();
        for (var stretch : fit.stretches().list()) {
            var features = fit.stretches().features().get(stretch.layer());
            for (int d = 1; d <= fit.plan().dimensions(); d++) {
                names.add(fit.stretches().layers().get(stretch.layer()) + " " + features.get(stretch.from()) + "–"
                        + features.get(stretch.to() - 1) + " " + d);
            }
        }
        return names;
    }

    @Override
    protected double[][] place(MultiOmics samples) {
        return fit.codes(samples);
    }

    /** The share of the genotypes of samples that are made again as they were; missing ones do not count. */
    public double concordance(MultiOmics samples) {
        float[] hot = fit.stretches().hot(samples);
        var told = fit.each(samples, true);
        int width = told.get(0).length;
        long right = 0;
        long all = 0;
        for (int g = 0; g < hot.length; g += Stretches.CLASSES) {
            int truth = largest(hot, g);
            if (hot[g + truth] == 1) {
                all++;
                right += largest(told.get(g / width), g % width) == truth ? 1 : 0;
            }
        }
        return all == 0 ? Double.NaN : (double) right / all;
    }

    private static int largest(float[] values, int from) {
        int best = 0;
        for (int c = 1; c < Stretches.CLASSES; c++) {
            best = values[from + c] > values[from + best] ? c : best;
        }
        return best;
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
        int snps = fit.stretches().snps();
        return Description.of(method() + " · " + Phrases.count(snps, "SNP") + " in "
                + Phrases.count(dimensions().size(), "dimension") + " ("
                + Phrases.percent(1 - (double) dimensions().size() / snps) + " fewer) · " + fittedTo()
                + " · best after " + Phrases.count(fit.trained().epochs(), "epoch")
                + (fit.trained().stopped() ? " · stopped by hand" : ""));
    }
}
