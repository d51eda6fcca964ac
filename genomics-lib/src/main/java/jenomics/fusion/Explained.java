package jenomics.fusion;

import java.util.Arrays;

/** How much of a layer's variance factors explain; of one that is not Gaussian, of the quadratic that stands for it. */
final class Explained {
    private Explained() {}

    /** By each factor alone. @param z [factors][samples] */
    static double[] byEach(FactorLayer layer, double[][] z) {
        double all = 0;
        double[] rest = new double[z.length];
        for (int d = 0; d < layer.features(); d++) {
            double[] target = target(layer, d, z);
            all += Matrices.dot(target, target);
            for (int k = 0; k < z.length; k++) {
                double[] left = target.clone();
                add(left, z[k], -layer.weight(d, k), layer.seen[d]);
                rest[k] += Matrices.dot(left, left);
            }
        }
        double total = all;
        return Arrays.stream(rest).map(r -> total == 0 ? 0 : 1 - r / total).toArray();
    }

    /** By all factors together. @param z [factors][samples] */
    static double byAll(FactorLayer layer, double[][] z) {
        double all = 0;
        double rest = 0;
        for (int d = 0; d < layer.features(); d++) {
            double[] target = target(layer, d, z);
            all += Matrices.dot(target, target);
            rest += Matrices.dot(layer.left[d], layer.left[d]);
        }
        return all == 0 ? 0 : 1 - rest / all;
    }

    private static double[] target(FactorLayer layer, int d, double[][] z) {
        double[] target = layer.left[d].clone();
        for (int k = 0; k < z.length; k++) {
            add(target, z[k], layer.weight(d, k), layer.seen[d]);
        }
        return target;
    }

    private static void add(double[] target, double[] z, double weight, double[] seen) {
        for (int i = 0; i < target.length; i++) {
            target[i] += weight * z[i] * (seen == null ? 1 : seen[i]);
        }
    }
}
