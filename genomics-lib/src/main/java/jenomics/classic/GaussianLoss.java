package jenomics.classic;

import java.util.Arrays;

/**
 * Half the squared error of numbers. As glmnet does it, the numbers are thought to have variance 1 when the two
 * penalties are weighed against each other, so the squared one is divided by their standard deviation.
 */
final class GaussianLoss implements PathLoss {
    private final double[] y;
    private final double mean;
    private final double deviation;

    GaussianLoss(double[] y) {
        this.y = y;
        this.mean = Arrays.stream(y).average().orElse(0);
        this.deviation = Math.sqrt(
                Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElse(0));
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public double[] intercepts() {
        return new double[] {mean};
    }

    @Override
    public boolean hasIntercept() {
        return true;
    }

    @Override
    public void approximate(double[][] eta, int output, double[] residual, double[] weight) {
        for (int i = 0; i < y.length; i++) {
            residual[i] = (y[i] - eta[0][i]) / y.length;
            weight[i] = 1.0 / y.length;
        }
    }

    @Override
    public double deviance(double[][] eta) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += (y[i] - eta[0][i]) * (y[i] - eta[0][i]);
        }
        return sum / y.length;
    }

    @Override
    public double scale() {
        return deviation * deviation;
    }

    @Override
    public double ridgeUnit() {
        return deviation > 0 ? deviation : 1;
    }

    @Override
    public boolean quadratic() {
        return true;
    }
}
