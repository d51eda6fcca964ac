package jenomics.classic;

import java.util.Arrays;

/**
 * Probabilities from decisions: 1 / (1 + exp(slope × decision + offset)) (Platt 1999), by the Newton method of Lin, Lin
 * and Weng (2007).
 */
record PlattCurve(double slope, double offset) {
    private static final int MOST_STEPS = 100;
    private static final double RIDGE = 1e-12;

    /** @param y 1 for yes, else 0 */
    static PlattCurve of(double[] decisions, double[] y) {
        double yes = Arrays.stream(y).sum();
        double no = y.length - yes;
        // Not quite 0 and 1, so that decisions that are always right do not become certainties.
        double high = (yes + 1) / (yes + 2);
        double low = 1 / (no + 2);
        double[] targets = Arrays.stream(y).map(v -> v == 1 ? high : low).toArray();
        var at = new PlattCurve(0, Math.log((no + 1) / (yes + 1)));
        double loss = at.loss(decisions, targets);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] d = at.direction(decisions, targets);
            if (Math.abs(d[2]) < 1e-5 && Math.abs(d[3]) < 1e-5) {
                return at;
            }
            double length = 1;
            PlattCurve next = at;
            double found = Double.POSITIVE_INFINITY;
            while (length >= 1e-10 && !(found < loss + 1e-4 * length * (d[2] * d[0] + d[3] * d[1]))) {
                next = new PlattCurve(at.slope + length * d[0], at.offset + length * d[1]);
                found = next.loss(decisions, targets);
                length /= 2;
            }
            if (!(found < loss)) {
                return at;
            }
            at = next;
            loss = found;
        }
        return at;
    }

    double probability(double decision) {
        return 1 / (1 + Math.exp(slope * decision + offset));
    }

    /** Minus the logarithm of the probability of a target between 0 and 1. */
    double loss(double decision, double target) {
        double z = slope * decision + offset;
        return target * z + BinomialLoss.softplus(-z);
    }

    private double loss(double[] decisions, double[] targets) {
        double sum = 0;
        for (int i = 0; i < decisions.length; i++) {
            sum += loss(decisions[i], targets[i]);
        }
        return sum;
    }

    /** Newton's step, then the slopes of the loss: {step of slope, step of offset, by slope, by offset}. */
    private double[] direction(double[] decisions, double[] targets) {
        double h11 = RIDGE;
        double h22 = RIDGE;
        double h21 = 0;
        double g1 = 0;
        double g2 = 0;
        for (int i = 0; i < decisions.length; i++) {
            double p = probability(decisions[i]);
            double weight = p * (1 - p);
            h11 += decisions[i] * decisions[i] * weight;
            h22 += weight;
            h21 += decisions[i] * weight;
            g1 += decisions[i] * (targets[i] - p);
            g2 += targets[i] - p;
        }
        double determinant = h11 * h22 - h21 * h21;
        return new double[] {-(h22 * g1 - h21 * g2) / determinant, -(h11 * g2 - h21 * g1) / determinant, g1, g2};
    }
}
