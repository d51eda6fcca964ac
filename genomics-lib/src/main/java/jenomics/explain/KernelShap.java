package jenomics.explain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Shapley values of any model (Lundberg and Lee 2017): its predictions for samples some of whose features come from a
 * background, and the additive model that fits them best under the kernel's weights. With few enough features all subsets
 * are taken and the values are exact; else subsets are drawn, each with its complement.
 *
 * @param budget how many subsets are predicted for each sample
 * @param seed of what is drawn
 */
public record KernelShap(int budget, long seed) {
    private static final int MOST_FEATURES = 1_000;

    public KernelShap {
        if (budget < 4) {
            throw new GenomicsException(
                    "Kernel SHAP needs a budget of at least 4 subsets; found " + budget + ".",
                    Map.of("budget", budget));
        }
    }

    /** 2,048 subsets: exact up to 11 features. */
    public static KernelShap standard() {
        return new KernelShap(2048, 1);
    }

    /** The same with so many subsets for each sample. */
    public KernelShap budget(int subsets) {
        return new KernelShap(subsets, seed);
    }

    public KernelShap seed(long value) {
        return new KernelShap(budget, value);
    }

    /** What a model says of rows of features: [rows][outputs]. */
    interface Predicting {
        double[][] of(float[][] rows);
    }

    /**
     * @param base what the model says of the background on the average
     * @return [outputs][features]
     */
    double[][] values(Predicting model, float[] sample, float[][] background, double[] base, int number) {
        int m = sample.length;
        if (m > MOST_FEATURES) {
            throw new GenomicsException(
                    "Kernel SHAP solves for all features at once, up to " + MOST_FEATURES + " of them; found " + m
                            + ". Choose features first, or explain a forest, XGBoost or a linear model, which need no"
                            + " kernel.",
                    Map.of("features", m));
        }
        double[] own = model.of(new float[][] {sample})[0];
        double[][] values = new double[base.length][m];
        if (m == 1) {
            for (int o = 0; o < base.length; o++) {
                values[o][0] = own[o] - base[o];
            }
            return values;
        }
        var subsets = m < 31 && 1L << m <= budget
                ? all(m)
                : drawn(m, Seed.of(seed).at(number).random());
        double[][] says = says(model, sample, background, subsets.in());
        for (int o = 0; o < base.length; o++) {
            values[o] = solve(subsets, says, o, base[o], own[o]);
        }
        return values;
    }

    /** Subsets, neither empty nor whole, and what each counts. */
    private record Subsets(boolean[][] in, double[] weight) {}

    private static Subsets all(int m) {
        int count = (1 << m) - 2;
        boolean[][] in = new boolean[count][m];
        double[] weight = new double[count];
        for (int s = 0; s < count; s++) {
            int size = 0;
            for (int f = 0; f < m; f++) {
                in[s][f] = (s + 1 >> f & 1) == 1;
                size += in[s][f] ? 1 : 0;
            }
            weight[s] = (m - 1) / (choose(m, size) * size * (m - size));
        }
        return new Subsets(in, weight);
    }

    private static double choose(int n, int k) {
        double product = 1;
        for (int i = 1; i <= k; i++) {
            product = product * (n - k + i) / i;
        }
        return product;
    }

    /** Sizes by the kernel's weight of all subsets of that size, members by chance; the same one twice counts twice. */
    private Subsets drawn(int m, SplittableRandom random) {
        double[] ofSize = new double[m];
        for (int size = 1; size < m; size++) {
            ofSize[size] = (m - 1.0) / (size * (m - size));
        }
        double all = Arrays.stream(ofSize).sum();
        var counts = new LinkedHashMap<String, Integer>();
        var members = new LinkedHashMap<String, boolean[]>();
        int[] order = IntStream.range(0, m).toArray();
        for (int draw = 0; draw < budget / 2; draw++) {
            int size = 1;
            for (double left = random.nextDouble() * all - ofSize[1]; left > 0 && size < m - 1; ) {
                left -= ofSize[++size];
            }
            boolean[] in = new boolean[m];
            boolean[] out = new boolean[m];
            Arrays.fill(out, true);
            for (int k = 0; k < size; k++) {
                int other = k + random.nextInt(m - k);
                int f = order[other];
                order[other] = order[k];
                order[k] = f;
                in[f] = true;
                out[f] = false;
            }
            for (boolean[] one : new boolean[][] {in, out}) {
                String key = Arrays.toString(one);
                counts.merge(key, 1, Integer::sum);
                members.putIfAbsent(key, one);
            }
        }
        return new Subsets(
                members.values().toArray(boolean[][]::new),
                counts.values().stream().mapToDouble(c -> c).toArray());
    }

    /** The mean over the background of what the model says, for each subset: [subsets][outputs]. */
    private static double[][] says(Predicting model, float[] sample, float[][] background, boolean[][] subsets) {
        double[][] says = new double[subsets.length][];
        int atOnce = Math.max(1, 4_000 / background.length);
        for (int from = 0; from < subsets.length; from += atOnce) {
            int to = Math.min(subsets.length, from + atOnce);
            float[][] rows = new float[(to - from) * background.length][];
            for (int s = from; s < to; s++) {
                for (int b = 0; b < background.length; b++) {
                    rows[(s - from) * background.length + b] = mixed(sample, background[b], subsets[s]);
                }
            }
            double[][] found = model.of(rows);
            for (int s = from; s < to; s++) {
                says[s] = mean(found, (s - from) * background.length, background.length);
            }
        }
        return says;
    }

    private static float[] mixed(float[] sample, float[] other, boolean[] own) {
        float[] mixed = other.clone();
        for (int f = 0; f < mixed.length; f++) {
            mixed[f] = own[f] ? sample[f] : mixed[f];
        }
        return mixed;
    }

    static double[] mean(double[][] rows, int from, int count) {
        double[] mean = new double[rows[from].length];
        for (int i = from; i < from + count; i++) {
            for (int o = 0; o < mean.length; o++) {
                mean[o] += rows[i][o] / count;
            }
        }
        return mean;
    }

    /** Weighted least squares under the condition that the values add up; the last feature follows from the others. */
    private static double[] solve(Subsets subsets, double[][] says, int output, double base, double own) {
        int m = subsets.in()[0].length;
        var left = new DMatrixRMaj(m - 1, m - 1);
        var right = new DMatrixRMaj(m - 1, 1);
        for (int s = 0; s < says.length; s++) {
            boolean[] in = subsets.in()[s];
            double last = in[m - 1] ? 1 : 0;
            double target = says[s][output] - base - last * (own - base);
            for (int f = 0; f < m - 1; f++) {
                double x = (in[f] ? 1 : 0) - last;
                if (x == 0) {
                    continue;
                }
                right.add(f, 0, subsets.weight()[s] * x * target);
                for (int g = 0; g < m - 1; g++) {
                    left.add(f, g, subsets.weight()[s] * x * ((in[g] ? 1 : 0) - last));
                }
            }
        }
        for (int f = 0; f < m - 1; f++) {
            left.add(f, f, 1e-12 * subsets.weight()[0]);
        }
        var solution = new DMatrixRMaj(m - 1, 1);
        CommonOps_DDRM.solve(left, right, solution);
        double[] values = new double[m];
        values[m - 1] = own - base;
        for (int f = 0; f < m - 1; f++) {
            values[f] = solution.get(f, 0);
            values[m - 1] -= values[f];
        }
        return values;
    }
}
