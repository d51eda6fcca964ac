package jenomics.classic;

import java.util.Arrays;

/** The log loss of one of several classes, with a set of coefficients for each of them. */
final class MultinomialLoss implements PathLoss {
    private static final double CERTAIN = 1e-9;

    private final double[][] y; // [samples, classes]
    private final double[] share;

    /** @param y 1 for the class of a sample, else 0 */
    MultinomialLoss(double[][] y) {
        this.y = y;
        this.share = new double[y[0].length];
        Arrays.setAll(share, k -> {
            double found = Arrays.stream(y).mapToDouble(row -> row[k]).average().orElse(0);
            return Math.max(BinomialLoss.RARE, found);
        });
    }

    @Override
    public int outputs() {
        return share.length;
    }

    @Override
    public double[] intercepts() {
        double mean = Arrays.stream(share).map(Math::log).average().orElse(0);
        return Arrays.stream(share).map(s -> Math.log(s) - mean).toArray();
    }

    @Override
    public boolean hasIntercept() {
        return true;
    }

    @Override
    public void approximate(double[][] eta, int output, double[] residual, double[] weight) {
        for (int i = 0; i < y.length; i++) {
            double p = Math.exp(eta[output][i] - logSum(eta, i));
            residual[i] = (y[i][output] - p) / y.length;
            weight[i] = Math.max(CERTAIN, p * (1 - p)) / y.length;
        }
    }

    private static double logSum(double[][] eta, int sample) {
        double most = Double.NEGATIVE_INFINITY;
        for (double[] output : eta) {
            most = Math.max(most, output[sample]);
        }
        double sum = 0;
        for (double[] output : eta) {
            sum += Math.exp(output[sample] - most);
        }
        return most + Math.log(sum);
    }

    @Override
    public double deviance(double[][] eta) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double logSum = logSum(eta, i);
            for (int k = 0; k < share.length; k++) {
                sum += y[i][k] == 1 ? 2 * (logSum - eta[k][i]) : 0;
            }
        }
        return sum / y.length;
    }

    @Override
    public double scale() {
        return -Arrays.stream(share).map(s -> s * Math.log(s)).sum();
    }
}
