package jenomics.classic;

import java.util.Arrays;

/** The logarithm of Cox's partial likelihood, its slope and its curvature, ties as Efron or Breslow take them. */
final class PartialLikelihood {
    private final double[][] rows;
    private final RiskSets risks;
    private final Cox.Ties ties;
    private final int features;

    private double value;
    private double[] gradient;
    private double[][] information;

    PartialLikelihood(double[][] rows, RiskSets risks, Cox.Ties ties) {
        this.rows = rows;
        this.risks = risks;
        this.ties = ties;
        this.features = rows[0].length;
    }

    double value() {
        return value;
    }

    double[] gradient() {
        return gradient;
    }

    /** Minus the second derivatives. */
    double[][] information() {
        return information;
    }

    /** Sums of risk, risk × features and risk × features × features. */
    private final class Sums {
        private double risk;
        private final double[] first = new double[features];
        private final double[][] second = new double[features][features];

        void add(double[] row, double weight) {
            risk += weight;
            for (int a = 0; a < features; a++) {
                first[a] += weight * row[a];
                for (int b = 0; b <= a; b++) {
                    second[a][b] += weight * row[a] * row[b];
                }
            }
        }
    }

    void evaluate(double[] coefficients) {
        double[] eta = Arrays.stream(rows)
                .mapToDouble(row -> CoordinateDescent.dot(row, coefficients))
                .toArray();
        double most = Arrays.stream(eta).max().orElse(0);
        value = 0;
        gradient = new double[features];
        information = new double[features][features];
        var atRisk = new Sums();
        for (int t = risks.times() - 1; t >= 0; t--) {
            var dying = new Sums();
            for (int p = risks.begin()[t]; p < risks.begin()[t + 1]; p++) {
                int i = risks.order()[p];
                double risk = Math.exp(eta[i] - most);
                atRisk.add(rows[i], risk);
                if (risks.event()[i]) {
                    dying.add(rows[i], risk);
                    value += eta[i] - most;
                    for (int a = 0; a < features; a++) {
                        gradient[a] += rows[i][a];
                    }
                }
            }
            takeAway(atRisk, dying, risks.deaths()[t]);
        }
        for (int a = 0; a < features; a++) {
            for (int b = 0; b < a; b++) {
                information[b][a] = information[a][b];
            }
        }
    }

    private void takeAway(Sums atRisk, Sums dying, int deaths) {
        for (int d = 0; d < deaths; d++) {
            double gone = ties == Cox.Ties.EFRON ? (double) d / deaths : 0;
            double risk = atRisk.risk - gone * dying.risk;
            value -= Math.log(risk);
            double[] mean = new double[features];
            for (int a = 0; a < features; a++) {
                mean[a] = (atRisk.first[a] - gone * dying.first[a]) / risk;
                gradient[a] -= mean[a];
                for (int b = 0; b <= a; b++) {
                    double square = (atRisk.second[a][b] - gone * dying.second[a][b]) / risk;
                    information[a][b] += square - mean[a] * mean[b];
                }
            }
        }
    }
}
