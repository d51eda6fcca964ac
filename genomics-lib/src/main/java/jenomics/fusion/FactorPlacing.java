package jenomics.fusion;

import java.util.List;

/**
 * Where new samples lie among fitted factors: the mean of what is believed of them given the weights, from the values that
 * they have; factors without evidence stay at 0.
 *
 * @param layers what each layer has learned
 */
record FactorPlacing(List<Weights> layers) {
    private static final int ROUNDS = 200;
    private static final double SETTLED = 1e-10;

    /**
     * One layer.
     *
     * @param weights expected, [features, factors]
     * @param variances of the weights, likewise
     * @param tau the precision of each feature
     */
    record Weights(
            MofaLikelihood likelihood,
            double[] centre,
            double unit,
            double[][] weights,
            double[][] variances,
            double[] tau) {

        static Weights of(FactorLayer layer) {
            int factors = layer.row(0).length;
            double[][] weights = new double[layer.features()][];
            double[][] variances = new double[layer.features()][factors];
            double[] tau = new double[layer.features()];
            for (int d = 0; d < weights.length; d++) {
                weights[d] = layer.row(d);
                tau[d] = layer.tau(d);
                for (int k = 0; k < factors; k++) {
                    variances[d][k] = layer.square(d, k) - weights[d][k] * weights[d][k];
                }
            }
            return new Weights(layer.likelihood, layer.centre.clone(), layer.unit, weights, variances, tau);
        }
    }

    static FactorPlacing of(Factors factors) {
        return new FactorPlacing(factors.layers().stream().map(Weights::of).toList());
    }

    int factors() {
        return layers.get(0).weights()[0].length;
    }

    /** [samples, factors]. */
    double[][] place(Blocks samples) {
        double[][] places = new double[samples.size()][];
        for (int s = 0; s < places.length; s++) {
            places[s] = place(samples, s);
        }
        return places;
    }

    private double[] place(Blocks samples, int sample) {
        double[][] inverse = Matrices.inverse(precision(samples, sample));
        double[] z = new double[factors()];
        boolean quadratic = layers.stream().allMatch(l -> l.likelihood() == MofaLikelihood.GAUSSIAN);
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = Matrices.times(inverse, evidence(samples, sample, z));
            double moved = 0;
            for (int k = 0; k < z.length; k++) {
                moved = Math.max(moved, Math.abs(next[k] - z[k]));
            }
            z = next;
            if (quadratic || moved < SETTLED) {
                break;
            }
        }
        return z;
    }

    /** I + Σ tau E[w wᵀ] over the features that the sample has. */
    private double[][] precision(Blocks samples, int sample) {
        double[][] precision = new double[factors()][factors()];
        for (int k = 0; k < precision.length; k++) {
            precision[k][k] = 1;
        }
        for (int b = 0; b < layers.size(); b++) {
            var layer = layers.get(b);
            double[] values = samples.list().get(b).values()[sample];
            for (int d = 0; d < values.length; d++) {
                if (!Double.isNaN(values[d])) {
                    add(precision, layer.weights()[d], layer.variances()[d], layer.tau()[d]);
                }
            }
        }
        return precision;
    }

    private static void add(double[][] precision, double[] w, double[] variance, double tau) {
        for (int k = 0; k < w.length; k++) {
            precision[k][k] += tau * variance[k];
            for (int other = 0; other < w.length; other++) {
                precision[k][other] += tau * w[k] * w[other];
            }
        }
    }

    private double[] evidence(Blocks samples, int sample, double[] z) {
        double[] evidence = new double[factors()];
        for (int b = 0; b < layers.size(); b++) {
            var layer = layers.get(b);
            double[] values = samples.list().get(b).values()[sample];
            for (int d = 0; d < values.length; d++) {
                if (!Double.isNaN(values[d])) {
                    double target = layer.tau()[d] * target(layer, d, values[d], z);
                    for (int k = 0; k < evidence.length; k++) {
                        evidence[k] += target * layer.weights()[d][k];
                    }
                }
            }
        }
        return evidence;
    }

    /** What the factors are to explain of a value; of one that is not Gaussian, by the quadratic at where they are. */
    private static double target(Weights layer, int d, double y, double[] z) {
        if (layer.likelihood() == MofaLikelihood.GAUSSIAN) {
            return (y - layer.centre()[d]) / layer.unit();
        }
        double sum = Matrices.dot(layer.weights()[d], z);
        return sum - layer.likelihood().slope(y, layer.centre()[d] + sum) / layer.tau()[d];
    }

    /** What is expected of the features of a layer for a sample at this place. */
    double[] expected(int layer, double[] z) {
        var weights = layers.get(layer);
        return java.util.stream.IntStream.range(0, weights.centre().length)
                .mapToDouble(d -> weights.likelihood()
                        .mean(weights.centre()[d] + weights.unit() * Matrices.dot(weights.weights()[d], z)))
                .toArray();
    }
}
