package jenomics.explain;

import java.util.Arrays;
import java.util.List;
import jenomics.classic.DecisionTree;

/**
 * Shapley values of a tree where a feature that is not known is averaged over by how many training samples went each way
 * (path-dependent; Lundberg et al. 2020, algorithm 2). One instance serves one thread.
 */
final class TreeShap {
    private final DecisionTree tree;
    private final float[] sample;
    private final double[][] phi; // [outputs, features]
    private final int[] feature;
    private final double[] zero;
    private final double[] one;
    private final double[] weight;

    /** Which feature's presence is given: none, or one as present or absent. */
    private record Given(int feature, boolean present) {
        static final Given NOTHING = new Given(-1, false);
    }

    private final Given given;

    private TreeShap(DecisionTree tree, float[] sample, double[][] phi, Given given) {
        this.tree = tree;
        this.sample = sample;
        this.phi = phi;
        this.given = given;
        int depth = tree.depth() + 2;
        int room = depth * (depth + 1) / 2;
        this.feature = new int[room];
        this.zero = new double[room];
        this.one = new double[room];
        this.weight = new double[room];
    }

    /** Adds what each feature contributes to the mean of the trees' values for a sample. */
    static void add(List<DecisionTree> trees, float[] sample, double[][] phi) {
        add(trees, sample, phi, Given.NOTHING);
    }

    private static void add(List<DecisionTree> trees, float[] sample, double[][] phi, Given given) {
        double[][] sum = new double[phi.length][phi[0].length];
        for (var tree : trees) {
            new TreeShap(tree, sample, sum, given).descend(0, 0, 0, 1, 1, -1, 1);
        }
        for (int o = 0; o < phi.length; o++) {
            for (int f = 0; f < phi[o].length; f++) {
                phi[o][f] += sum[o][f] / trees.size();
            }
        }
    }

    /**
     * How much of one feature's contribution another one brings; on the diagonal what a feature does alone (Lundberg et
     * al. 2020). Rows sum to the contributions.
     *
     * @return [features][features], for one output
     */
    static double[][] interactions(List<DecisionTree> trees, float[] sample, int output, int features) {
        int outputs = trees.get(0).value()[0].length;
        double[][] phi = new double[outputs][features];
        add(trees, sample, phi);
        double[][] together = new double[features][features];
        int[] used = trees.stream()
                .flatMapToInt(tree -> Arrays.stream(tree.feature()))
                .filter(f -> f >= 0)
                .distinct()
                .toArray();
        for (int f : used) {
            double[][] present = new double[outputs][features];
            double[][] absent = new double[outputs][features];
            add(trees, sample, present, new Given(f, true));
            add(trees, sample, absent, new Given(f, false));
            together[f][f] = phi[output][f];
            for (int g = 0; g < features; g++) {
                if (g != f) {
                    together[f][g] = (present[output][g] - absent[output][g]) / 2;
                    together[f][f] -= together[f][g];
                }
            }
        }
        return together;
    }

    /** The mean of the trees' values over the training samples, as their covers say it. */
    static double[] base(List<DecisionTree> trees) {
        double[] base = new double[trees.get(0).value()[0].length];
        for (var tree : trees) {
            for (int node = 0; node < tree.size(); node++) {
                if (tree.feature()[node] < 0) {
                    for (int o = 0; o < base.length; o++) {
                        base[o] += tree.cover()[node] / tree.cover()[0] * tree.value()[node][o] / trees.size();
                    }
                }
            }
        }
        return base;
    }

    /**
     * @param length how many features are on the path already
     * @param begin where the path of the parent begins; its copy comes behind it
     * @param share of the samples that come here whatever the feature last asked about is
     * @param known 1 if the sample comes here when that feature is known, else 0
     * @param asked that feature, or -1 at the root
     * @param fraction what the given feature leaves of this branch
     */
    private void descend(int node, int length, int begin, double share, double known, int asked, double fraction) {
        if (fraction == 0) {
            return;
        }
        int path = begin + length;
        System.arraycopy(feature, begin, feature, path, length);
        System.arraycopy(zero, begin, zero, path, length);
        System.arraycopy(one, begin, one, path, length);
        System.arraycopy(weight, begin, weight, path, length);
        int size = length;
        if (given.feature() < 0 || given.feature() != asked) {
            extend(path, size++, share, known, asked);
        }
        if (tree.feature()[node] < 0) {
            credit(node, path, size, fraction);
        } else {
            ask(node, path, size, fraction);
        }
    }

    private void ask(int node, int path, int length, double fraction) {
        int f = tree.feature()[node];
        boolean goesLeft = sample[f] <= tree.threshold()[node];
        int hot = goesLeft ? tree.left()[node] : tree.right()[node];
        int cold = goesLeft ? tree.right()[node] : tree.left()[node];
        double hotShare = tree.cover()[hot] / tree.cover()[node];
        double coldShare = tree.cover()[cold] / tree.cover()[node];
        double beforeZero = 1;
        double beforeOne = 1;
        int size = length;
        for (int k = 1; k < length; k++) {
            if (feature[path + k] == f) {
                beforeZero = zero[path + k];
                beforeOne = one[path + k];
                unwind(path, size--, k);
                break;
            }
        }
        double hotFraction = fraction;
        double coldFraction = fraction;
        if (f == given.feature()) {
            hotFraction *= given.present() ? 1 : hotShare;
            coldFraction *= given.present() ? 0 : coldShare;
        }
        descend(hot, size, path, hotShare * beforeZero, beforeOne, f, hotFraction);
        descend(cold, size, path, coldShare * beforeZero, 0, f, coldFraction);
    }

    private void credit(int leaf, int path, int length, double fraction) {
        for (int k = 1; k < length; k++) {
            double w = unwoundSum(path, length - 1, k) * (one[path + k] - zero[path + k]) * fraction;
            for (int o = 0; o < phi.length; o++) {
                phi[o][feature[path + k]] += w * tree.value()[leaf][o];
            }
        }
    }

    /** One more feature: the weights of subsets of each size among those on the path. */
    private void extend(int path, int length, double share, double known, int asked) {
        feature[path + length] = asked;
        zero[path + length] = share;
        one[path + length] = known;
        weight[path + length] = length == 0 ? 1 : 0;
        for (int i = length - 1; i >= 0; i--) {
            weight[path + i + 1] += known * weight[path + i] * (i + 1) / (length + 1);
            weight[path + i] = share * weight[path + i] * (length - i) / (length + 1);
        }
    }

    /** Takes a feature off the path again. @param length with it */
    private void unwind(int path, int length, int k) {
        int last = length - 1;
        double o = one[path + k];
        double z = zero[path + k];
        double next = weight[path + last];
        for (int i = last - 1; i >= 0; i--) {
            if (o != 0) {
                double kept = weight[path + i];
                weight[path + i] = next * (last + 1) / ((i + 1) * o);
                next = kept - weight[path + i] * z * (last - i) / (last + 1);
            } else {
                weight[path + i] = weight[path + i] * (last + 1) / (z * (last - i));
            }
        }
        for (int i = k; i < last; i++) {
            feature[path + i] = feature[path + i + 1];
            zero[path + i] = zero[path + i + 1];
            one[path + i] = one[path + i + 1];
        }
    }

    /** The sum of the weights that would be left without a feature. */
    private double unwoundSum(int path, int last, int k) {
        double o = one[path + k];
        double z = zero[path + k];
        double next = weight[path + last];
        double total = 0;
        for (int i = last - 1; i >= 0; i--) {
            if (o != 0) {
                double left = next * (last + 1) / ((i + 1) * o);
                total += left;
                next = weight[path + i] - left * z * (last - i) / (last + 1.0);
            } else {
                total += weight[path + i] / (z * (last - i) / (last + 1.0));
            }
        }
        return total;
    }
}
