package jenomics.classic;

import java.util.Arrays;

/** Minus the logarithm of Cox's partial likelihood, ties as Breslow does them, divided by the number of samples. */
final class CoxLoss implements PathLoss {
    private final RiskSets risks;
    private final int samples;

    CoxLoss(double[] time, boolean[] event) {
        this.risks = RiskSets.of(time, event);
        this.samples = time.length;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public double[] intercepts() {
        return new double[1];
    }

    @Override
    public boolean hasIntercept() {
        return false;
    }

    @Override
    public void approximate(double[][] eta, int output, double[] residual, double[] weight) {
        double[] risk = risk(eta[0]);
        double[] sums = risks.sums(risk);
        double hazard = 0;
        double squared = 0;
        for (int t = 0; t < risks.times(); t++) {
            hazard += risks.deaths()[t] / sums[t];
            squared += risks.deaths()[t] / (sums[t] * sums[t]);
            for (int p = risks.begin()[t]; p < risks.begin()[t + 1]; p++) {
                int i = risks.order()[p];
                residual[i] = ((risks.event()[i] ? 1 : 0) - risk[i] * hazard) / samples;
                weight[i] = (risk[i] * hazard - risk[i] * risk[i] * squared) / samples;
            }
        }
    }

    /** e to the eta, all divided by the largest so that none overflows: the likelihood does not notice. */
    private static double[] risk(double[] eta) {
        double most = Arrays.stream(eta).max().orElse(0);
        return Arrays.stream(eta).map(e -> Math.exp(e - most)).toArray();
    }

    /** Twice the distance to the likelihood of a model that knows every event, over the samples. */
    @Override
    public double deviance(double[][] eta) {
        return 2 * (saturated() - logLikelihood(eta[0])) / samples;
    }

    /** Of the partial likelihood (Breslow). */
    double logLikelihood(double[] eta) {
        double most = Arrays.stream(eta).max().orElse(0);
        double[] sums = risks.sums(risk(eta));
        double log = 0;
        for (int t = 0; t < risks.times(); t++) {
            for (int p = risks.begin()[t]; p < risks.begin()[t + 1]; p++) {
                int i = risks.order()[p];
                log += risks.event()[i] ? eta[i] - most : 0;
            }
            log -= risks.deaths()[t] > 0 ? risks.deaths()[t] * Math.log(sums[t]) : 0;
        }
        return log;
    }

    private double saturated() {
        double log = 0;
        for (int deaths : risks.deaths()) {
            log -= deaths > 0 ? deaths * Math.log(deaths) : 0;
        }
        return log;
    }

    @Override
    public double scale() {
        return deviance(new double[1][samples]);
    }
}
