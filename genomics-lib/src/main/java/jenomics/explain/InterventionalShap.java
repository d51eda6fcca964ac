package jenomics.explain;

import java.util.List;
import jenomics.classic.DecisionTree;

/**
 * Shapley values of trees where a feature that is not known has the value of another sample, over all samples of a
 * background (Lundberg et al. 2020, algorithm 3). For each pair of samples a leaf is reached by subsets that hold all of
 * some features and none of others, whose weight is known.
 */
final class InterventionalShap {
    private static final byte FREE = 0;
    private static final byte OWN = 1;
    private static final byte OTHER = 2;

    private final double[][] weights;
    private final byte[] side;
    private final int[] decided;
    private final double[][] phi;
    private DecisionTree tree;
    private float[] sample;
    private float[] other;

    private InterventionalShap(int deepest, int features, double[][] phi) {
        this.weights = weights(deepest + 1);
        this.side = new byte[features];
        this.decided = new int[deepest + 1];
        this.phi = phi;
    }

    /** [own][other]: own! other! / (own + other + 1)!. */
    private static double[][] weights(int most) {
        double[][] weights = new double[most + 1][most + 1];
        for (int a = 0; a <= most; a++) {
            weights[a][0] = 1.0 / (a + 1);
            for (int b = 1; b <= most; b++) {
                weights[a][b] = weights[a][b - 1] * b / (a + b + 1);
            }
        }
        return weights;
    }

    /** Adds what each feature contributes to the mean of the trees' values for a sample, against the background. */
    static void add(List<DecisionTree> trees, float[] sample, float[][] background, double[][] phi) {
        int deepest = trees.stream().mapToInt(DecisionTree::depth).max().orElse(0);
        double[][] sum = new double[phi.length][phi[0].length];
        var shap = new InterventionalShap(deepest, sample.length, sum);
        shap.sample = sample;
        for (var tree : trees) {
            shap.tree = tree;
            for (float[] row : background) {
                shap.other = row;
                shap.descend(0, 0, 0);
            }
        }
        double pairs = (double) trees.size() * background.length;
        for (int o = 0; o < phi.length; o++) {
            for (int f = 0; f < phi[o].length; f++) {
                phi[o][f] += sum[o][f] / pairs;
            }
        }
    }

    /**
     * @param own how many features must be the sample's to come here
     * @param others how many must be the other's
     */
    private void descend(int node, int own, int others) {
        int f = tree.feature()[node];
        if (f < 0) {
            credit(node, own, others);
            return;
        }
        int ours = sample[f] <= tree.threshold()[node] ? tree.left()[node] : tree.right()[node];
        int theirs = other[f] <= tree.threshold()[node] ? tree.left()[node] : tree.right()[node];
        if (ours == theirs || side[f] == OWN) {
            descend(ours, own, others);
        } else if (side[f] == OTHER) {
            descend(theirs, own, others);
        } else {
            decided[own + others] = f;
            side[f] = OWN;
            descend(ours, own + 1, others);
            decided[own + others] = f;
            side[f] = OTHER;
            descend(theirs, own, others + 1);
            side[f] = FREE;
        }
    }

    private void credit(int leaf, int own, int others) {
        for (int d = 0; d < own + others; d++) {
            int f = decided[d];
            double w = side[f] == OWN ? weights[own - 1][others] : -weights[own][others - 1];
            for (int o = 0; o < phi.length; o++) {
                phi[o][f] += w * tree.value()[leaf][o];
            }
        }
    }
}
