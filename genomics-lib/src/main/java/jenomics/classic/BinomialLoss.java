package jenomics.classic;

import java.util.Arrays;

/** The log loss of yes or no. */
final class BinomialLoss implements PathLoss {
    /** Probabilities nearer to 0 or 1 count as being there (glmnet's pmin). */
    private static final double CERTAIN = 1e-9;

    /** A part of a cross-validation may have no sample of a class. */
    static final double RARE = 1e-6;

    private final double[] y;
    private final double share;

    /** @param y 1 for yes, 0 for no */
    BinomialLoss(double[] y) {
        this.y = y;
        double found = Arrays.stream(y).average().orElse(0.5);
        this.share = Math.max(RARE, Math.min(1 - RARE, found));
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public double[] intercepts() {
        return new double[] {Math.log(share / (1 - share))};
    }

    @Override
    public boolean hasIntercept() {
        return true;
    }

    @Override
    public void approximate(double[][] eta, int output, double[] residual, double[] weight) {
        for (int i = 0; i < y.length; i++) {
            double p = 1 / (1 + Math.exp(-eta[0][i]));
            residual[i] = (y[i] - p) / y.length;
            weight[i] = Math.max(CERTAIN, p * (1 - p)) / y.length;
        }
    }

    @Override
    public double deviance(double[][] eta) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += 2 * softplus(y[i] == 1 ? -eta[0][i] : eta[0][i]);
        }
        return sum / y.length;
    }

    /** log(1 + e^z), also for large z. */
    static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    @Override
    public double scale() {
        return -(share * Math.log(share) + (1 - share) * Math.log(1 - share));
    }
}
