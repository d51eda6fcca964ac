package jenomics.classic;

/**
 * One tree of a forest, as arrays over its nodes; node 0 is the root. A sample goes left where its value of the node's
 * feature is at most the threshold.
 *
 * @param feature of each node, by its place among the features; -1 for a leaf
 * @param threshold of each node
 * @param left the node on the left, for each node that is no leaf
 * @param right the node on the right
 * @param value [nodes][outputs]: the mean of the training samples in the node: shares of the classes, or of the numbers
 * @param cover how many training samples are in the node, those drawn twice counted twice
 */
public record DecisionTree(
        int[] feature, double[] threshold, int[] left, int[] right, double[][] value, double[] cover) {

    /** The leaf that a sample falls into. */
    public int leaf(float[] sample) {
        int node = 0;
        while (feature[node] >= 0) {
            node = sample[feature[node]] <= threshold[node] ? left[node] : right[node];
        }
        return node;
    }

    /** How many nodes, leaves included. */
    public int size() {
        return feature.length;
    }

    /** How many questions are asked at most. */
    public int depth() {
        int[] depth = new int[size()];
        int deepest = 0;
        for (int node = 0; node < size(); node++) { // children come after their parent
            if (feature[node] >= 0) {
                depth[left[node]] = depth[node] + 1;
                depth[right[node]] = depth[node] + 1;
                deepest = Math.max(deepest, depth[node] + 1);
            }
        }
        return deepest;
    }
}
